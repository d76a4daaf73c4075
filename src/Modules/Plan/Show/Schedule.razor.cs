using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>All initiatives on one calendar of half years.</summary>
public sealed partial class Schedule
{
    public const string Url = "/plan/schedule";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(int? version, Look look, Shelves shelves) =>
        Show(await shelves.Open(look.Db, look.Stop, version));
}
