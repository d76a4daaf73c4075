using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Plan;

/// <summary>The renewal calendar of the city's systems, with what must be begun.</summary>
public sealed partial class Systems
{
    public const string Url = "/plan/systems";

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(int? version, CityDb db, Shelves shelves, CancellationToken ct) => Show(await shelves.Open(db, ct, version));
}
