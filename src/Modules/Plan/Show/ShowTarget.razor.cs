using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>One target: every figure of it, where each comes from, and where it is going.</summary>
public sealed partial class ShowTarget
{
    public sealed record Page(Shelf Shelf, Series Series);

    public static string Url(string code) => $"/plan/targets/{code}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/plan/targets/{code}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(string code, int? version, Look look, Shelves shelves)
    {
        var shelf = await shelves.Open(look.Db, look.Stop, version);
        if (shelf.Plan.Target(code) is not { } target)
            return Results.Redirect(await shelves.Earlier(look.Db, Url(code), version, p => p.Target(code) is not null, look.Stop));
        return Show(new(shelf, shelf.Of(target)));
    }
}
