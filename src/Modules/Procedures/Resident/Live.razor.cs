using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>A life event: the procedures that belong to it, what the city does there beside them, and whom to ask.</summary>
public sealed partial class Live
{
    public sealed record Page(Language Language, LifeEvent Event, IReadOnlyList<Definition> Procedures,
        IReadOnlyList<Definition> Elsewhere, IReadOnlyList<Contact> Contacts, Text? Example, IReadOnlyList<Guide> Guides)
    {
        /// <summary>What the city's site says about it.</summary>
        public required SiteOfEvent Site { get; init; }
    }

    const int MostOfSite = 8;

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/life/{code}", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(string code, Catalogue catalogue, ISiteFront site, Look look)
    {
        var events = look.City.Files<LifeEvents>();
        var life = events.All.FirstOrDefault(e => e.Code == code) ?? throw new NotHere();
        var mine = catalogue.Offered(look.Today).Select(v => v.Definition).Where(d => d.LifeEvents.Contains(code))
            .ToLookup(d => d.Elsewhere is null);
        return Show(new(look.Language, life, [.. mine[true]], [.. mine[false]],
            [.. life.Departments.Select(department => look.City.ContactOf(department, look.Today))], events.Example,
            [.. look.City.Files<Guides>().All.Where(g => g.LifeEvent == code)])
        {
            Site = await site.Of(look.Db, code, look.Language, MostOfSite, look.Stop),
        });
    }
}
