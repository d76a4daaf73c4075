using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>The front door: what do you want to do?</summary>
public sealed partial class Home
{
    /// <param name="Procedures">What is offered online.</param>
    public sealed record Page(Language Language, string City, IReadOnlyList<LifeEvent> Events, IReadOnlyList<Definition> Procedures,
        IReadOnlyList<CaseLine> Waiting, bool IsKnown)
    {
        /// <summary>The newest notices of the city, where all of them stand, and the parts of its site.</summary>
        public required IReadOnlyList<NewsLine> News { get; init; }
        public required string AllNews { get; init; }
        public required IReadOnlyList<(Text Title, string Url)> Parts { get; init; }

        public int Count => Procedures.Count;

        /// <summary>Each under the first life event that it names, in the order of the events.</summary>
        public IEnumerable<(Text Title, IReadOnlyList<Definition> Procedures)> Groups =>
            Events.Select(e => (e.Name, Under(e.Code))).Append((new Text("そのほか", "そのほか", "Others"), Under(null)))
                .Where(g => g.Item2.Count > 0);

        IReadOnlyList<Definition> Under(string? code) => [.. Procedures.Where(d => d.LifeEvents.FirstOrDefault() == code)];
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, Catalogue catalogue, Mine mine, ISiteFront site)
    {
        if (await site.Light(look) is { } light) return light;
        var known = look.Actor.Can(Permission.Applicant);
        var lines = known ? await CaseLine.Of(look, mine, catalogue, look.Language) : [];
        var offered = catalogue.Online(look.Today).Select(v => v.Definition).ToList();
        return Show(new(look.Language, look.City.City.Name, look.City.Files<LifeEvents>().All, offered,
            [.. lines.Where(l => l.Group is CaseGroup.ToDo).Take(3)], known)
        {
            News = await site.Newest(look.Db, 5, look.Stop), AllNews = site.News, Parts = site.Parts,
        });
    }

    /// <summary>Our line icon for a life event.</summary>
    internal static string IconOf(string code) =>
        code switch
        {
            "moving" => "move",
            "child" => "childcare",
            "old-age" => "care",
            "bereavement" => "mourning",
            "work" => "subsidy",
            _ => Icons.Names.Contains(code) ? code : "keyaki"
        };
}
