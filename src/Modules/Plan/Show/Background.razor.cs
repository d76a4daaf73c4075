using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>The chapters in prose, the results of the plan before, and who runs this one.</summary>
public sealed partial class Background
{
    public const string Url = "/plan/background";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(int? version, Look look, Shelves shelves) =>
        Show(await shelves.Open(look.Db, look.Stop, version));
}
