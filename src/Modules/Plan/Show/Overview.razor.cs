using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>The plan's front page: what it wants, how far it is, and where to read on.</summary>
public sealed partial class Overview
{
    public const string Url = "/plan";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(int? version, Look look, Shelves shelves) =>
        Show(await shelves.Open(look.Db, look.Stop, version));
}
