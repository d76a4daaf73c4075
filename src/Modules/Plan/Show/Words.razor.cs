using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>The glossary, and the places where the source contradicts itself or has a hole.</summary>
public sealed partial class Words
{
    public const string Url = "/plan/words";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(int? version, Look look, Shelves shelves) =>
        Show(await shelves.Open(look.Db, look.Stop, version));
}
