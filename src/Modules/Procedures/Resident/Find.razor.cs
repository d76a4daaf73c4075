using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>Answers to a word that somebody typed.</summary>
public sealed partial class Find
{
    const int Longest = 100, MostOfSite = 20;

    public sealed record Page(Language Language, string Title, string Here, string Typed, bool IsEmpty, Found Found, CityProfile City,
        DateOnly Today)
    {
        /// <summary>What the city's site says about it.</summary>
        public required IReadOnlyList<SiteHit> Site { get; init; }

        /// <summary>What was found for just this word comes before what was probably meant.</summary>
        public IReadOnlyList<Hit> Exact => Found.Guess is null || Site.Count == 0 ? Found.Hits : [];
        public IReadOnlyList<Hit> Guessed => Exact.Count == 0 ? Found.Hits : [];
        public int Count => Exact.Count + Site.Count;
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/search", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(HttpContext http, WordSearch search, ISiteSearch site, Look look, Unfound unfound, string q = "")
    {
        var language = look.Language;
        var typed = (q.Length <= Longest ? q : q[..(char.IsHighSurrogate(q[Longest - 1]) ? Longest - 1 : Longest)]).Trim();
        var empty = WordSearch.IsEmpty(typed);
        var found = search.Find(typed, look.Today);
        var said = empty ? [] : await site.Find(look, language, search.Ways(typed), MostOfSite);
        if (!empty && found.Hits.Count == 0 && said.Count == 0) await unfound.Note(typed, http, look.Stop);
        return Show(new(language, language.Pick("手続をさがす", "てつづきを さがす", "Find a service"), "/search?q=" + Uri.EscapeDataString(typed), typed,
            empty, found, look.City, look.Today)
        { Site = said });
    }
}
