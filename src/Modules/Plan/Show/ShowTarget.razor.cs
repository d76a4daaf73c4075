using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>One target: every figure of it, where each comes from, and where it is going.</summary>
public sealed partial class ShowTarget
{
    public sealed record Shown(Shelf Shelf, Series Series);

    public static string Url(string code) => $"/plan/targets/{code}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/plan/targets/{code}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(string code, int? version, CityDb db, Shelves shelves, CancellationToken ct)
    {
        var shelf = await shelves.Open(db, ct, version);
        if (shelf.Plan.Target(code) is not { } target)
            return Results.Redirect(await shelves.Earlier(db, Url(code), version, p => p.Target(code) is not null, ct));
        return Show(new(shelf, shelf.Of(target)));
    }
}
