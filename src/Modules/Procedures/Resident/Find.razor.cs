using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>Answers to a word that somebody typed.</summary>
public sealed partial class Find
{
    const int Longest = 100;

    public sealed record Page(Language Language, string Title, string Here, string Typed, bool IsEmpty, Found Found, CityProfile City,
        DateOnly Today);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage("/search", Permission.Public, Deed.None, Ask);

    static async Task<IResult> Ask(HttpContext http, WordSearch search, Look look, Unfound unfound, string q = "")
    {
        var language = look.Language;
        var typed = (q.Length <= Longest ? q : q[..(char.IsHighSurrogate(q[Longest - 1]) ? Longest - 1 : Longest)]).Trim();
        var empty = WordSearch.IsEmpty(typed);
        var found = search.Find(typed, look.Today);
        if (!empty && found.Hits.Count == 0) await unfound.Note(typed, http, look.Stop);
        return Show(new(language, language.Pick("手続をさがす", "てつづきを さがす", "Find a service"), "/search?q=" + Uri.EscapeDataString(typed), typed,
            empty, found, look.City, look.Today));
    }
}
