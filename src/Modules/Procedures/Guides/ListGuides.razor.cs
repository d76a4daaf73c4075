using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>All guides, by event of life.</summary>
public sealed partial class ListGuides
{
    public const string Url = "/guide";

    public sealed record Page(Language Language, IReadOnlyList<(LifeEvent Event, IReadOnlyList<Guide> Guides)> Events,
        Contact Help);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static IResult Ask(Look look)
    {
        var guides = look.City.Files<Guides>().All.ToLookup(g => g.LifeEvent);
        return Show(new(look.Language, [.. look.City.Files<LifeEvents>().All.Where(e => guides.Contains(e.Code))
            .Select(e => (e, (IReadOnlyList<Guide>)[.. guides[e.Code]]))], look.City.Hall));
    }
}
