using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>One initiative: why, what, when, who, and its figures.</summary>
public sealed partial class ShowInitiative
{
    public sealed record Shown(Shelf Shelf, Initiative Initiative);

    public static string Url(string code) => $"/plan/initiatives/{code}";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/plan/initiatives/{code}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(string code, int? version, CityDb db, Shelves shelves, CancellationToken ct)
    {
        var shelf = await shelves.Open(db, ct, version);
        return Show(new(shelf, shelf.Plan.Initiative(code) ?? throw new NotHere()));
    }
}
