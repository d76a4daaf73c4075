using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>Procedures found by a word or by a life event.</summary>
public sealed partial class Find
{
    public sealed record Shown(Language Language, string Title, string Here, string? Typed, IReadOnlyList<Definition> Found, IReadOnlyList<LifeEvent> Events);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/search", Permission.Public, Deed.None, ByWord);
        app.MapPage("/life/{code}", Permission.Public, Deed.None, ByEvent);
    }

    static IResult ByWord(HttpContext http, WordSearch search, CityProfile city, TimeProvider clock, string q = "")
    {
        var language = Language.Of(http);
        var typed = q.Length > 100 ? q[..100] : q;
        return Show(new(language, language.Pick("手続をさがす", "てつづきを さがす", "Find a service"), "/search?q=" + Uri.EscapeDataString(typed), typed, [.. search.Find(typed, clock.Today()).Select(v => v.Definition)], city.LifeEvents));
    }

    static IResult ByEvent(string code, HttpContext http, Catalogue catalogue, CityProfile city, TimeProvider clock)
    {
        var language = Language.Of(http);
        var life = city.LifeEvents.FirstOrDefault(e => e.Code == code) ?? throw new NotHere();
        var today = clock.Today();
        return Show(new(language, language.Say(life.Name), $"/life/{code}", null, [.. catalogue.InOrder.Where(v => v.ValidFrom <= today && v.Definition.LifeEvents.Contains(code)).Select(v => v.Definition)], city.LifeEvents));
    }
}
