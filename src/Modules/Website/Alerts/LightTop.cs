using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>One emergency on the light page: all that it says, in each language.</summary>
public sealed record LightAlert(Text Title, IReadOnlyList<Text> Paragraphs, DateTimeOffset At);

/// <summary>All that the light page says. It is drawn from this alone, so that it can be drawn where neither program nor database
/// runs.</summary>
/// <param name="Shelters">Those that take people in, and how each stands.</param>
/// <param name="IsCopy">It is served beside the program: what needs the program is away.</param>
public sealed record LightFace(Text City, Contact Contact, IReadOnlyList<LightAlert> Alerts,
    IReadOnlyList<LightShelter> Shelters, bool IsCopy);

/// <summary>A shelter on the light page, and how it stands.</summary>
public sealed record LightShelter(Text Name, Text State);

/// <summary>軽いトップページ: what the front page is while there is an emergency. Words only, few bytes, nothing but a small sheet
/// besides.</summary>
sealed class LightTop(AlertBoard board, IShelters shelters)
{
    public const string Url = "/emergency/";

    /// <summary>At most so many bytes with its sheet, whatever is said.</summary>
    public const int Most = 30 * 1024;
    const int MostAlerts = 5, MostShelters = 60;

    public async Task<string> Html(Look look, Language l) => Html(await Face(look), l);

    public Task<LightFace> Face(Look look) =>
        Face(look.Db, look.City, look.Today, look.Request?.Features.Get<ForCopy>() is not null, look.Stop);

    public async Task<LightFace> Face(CityDb db, CityProfile city, DateOnly today, bool copy, CancellationToken ct) =>
        new(city.City.Called, city.ContactOf(city.Files<EmergencyPlan>().Owner, today), board.Now.Lines.Count == 0 ? [] : await Alerts(db, ct),
            [.. (await shelters.Now(db, ct)).Where(s => s.State is not ShelterState.Closed)
                .Select(s => new LightShelter(s.Of.Name, ShelterWords.Of(s)))], copy);

    internal static async Task<IReadOnlyList<LightAlert>> Alerts(CityDb db, CancellationToken ct)
    {
        var found = await Alert.Out(db).Take(MostAlerts).Select(a => new
        {
            a.Alert.ChangedAt, Json = db.Editions()
            .Where(e => e.Id == a.Page.Live).Select(e => e.Json).First()
        }).ToListAsync(ct);
        return [.. found.Select(f => Said(Content.Of(f.Json), f.ChangedAt))];
    }

    internal static LightAlert Said(Content content, DateTimeOffset at)
    {
        var lines = Language.All.ToDictionary(l => l.Language.Code, l => content[l.Language.Code].Blocks.Where(b => b.Kind == "text")
            .Select(b => b["text"]).Prepend(content[l.Language.Code].Summary).ToList());
        return new(Text.Of(l => content[l.Code].Title), [.. Enumerable.Range(0, lines["ja"].Count)
            .Select(i => Text.Of(l => lines[l.Code].ElementAtOrDefault(i) ?? ""))], at);
    }

    public static string Html(LightFace face, Language l)
    {
        var html = new HtmlWriter(8 * 1024);
        html.LightHead(Heading(l), face.City, l).Html($"<header><p>{l.Say(face.City)}</p>")
            .Html($"<nav aria-label=\"ことば / Language\"><ul>");
        foreach (var (other, name) in Language.All)
            html.Html($"<li><a href=\"{ShowPlace.In(Url, other)}\" lang=\"{other.Html}\"")
                .Attribute("aria-current", other == l ? "true" : null)
                .Html($">{name}</a></li>");
        html.Html($"</ul></nav></header><main><h1>{Heading(l)}</h1>");
        foreach (var alert in face.Alerts.Take(MostAlerts))
        {
            html.Html($"<section class=\"alert\"><h2>{l.Say(alert.Title)}</h2>");
            foreach (var p in alert.Paragraphs) html.Html($"<p>{l.Say(p)}</p>");
            html.Html($"<p><small>{l.Say(alert.At)}</small></p></section>");
        }
        if (face.Alerts.Count == 0) html.Html($"<p>{l.Pick("今、市から出している緊急情報はありません。",
            "いま 市から だして いる きんきゅうの おしらせは ありません。",
            "There is no emergency information now.")}</p>");
        if (face.Shelters.Count > 0)
        {
            html.Html($"<h2>{l.Pick("開いている避難所", "にげる ところ（避難所）", "Open shelters")}</h2><ul>");
            foreach (var (name, state) in face.Shelters.Take(MostShelters))
                html.Html($"<li><strong>{l.Say(name)}</strong>　{l.Say(state)}</li>");
            html.Raw("</ul>");
            if (face.Shelters.Count > MostShelters) Link(ShowPlace.In(ShowShelters.Url, l),
                l.Pick("避難所をすべて見る", "ぜんぶ 見る", "All shelters"));
        }
        html.Html($"<h2>{l.Pick("問合せ先", "きく ところ", "Contact")}</h2>").Contact(face.Contact, l)
            .Html($"<h2>{l.Pick("ほかの情報", "ほかの こと", "More")}</h2>");
        Link(ShowPlace.In(ShowPlace.AllNews, l), l.Pick("新着のお知らせ", "あたらしい おしらせ", "News"));
        Link(ShowPlace.In(ShowPlace.SiteMap, l), l.Pick("サイトマップ", "サイトマップ", "Site map"));
        if (!face.IsCopy) Link(l.Url("/?full=1"), l.Pick("ふだんのトップページ", "いつもの トップページ", "The usual front page"));
        else html.Html($"<p>{l.Pick("今は控えのサイトです。申し込みなどはできません。",
            "いまは よみものだけです。もうしこみは できません。",
            "This is a copy of the site. You cannot apply for anything now.")}</p>");
        return html.Raw("</main></body></html>").ToString();
        void Link(string url, string words) => html.Html($"<p><a href=\"{url}\">{words}</a></p>");
    }

    static string Heading(Language l) => l.Pick("緊急情報", "きんきゅうの おしらせ", "Emergency information");
}

/// <summary>The head of pages that have the small sheet alone.</summary>
static class LightSheet
{
    public static HtmlWriter LightHead(this HtmlWriter html, string title, Text city, Language l) =>
        html.Html($"<!DOCTYPE html><html lang=\"{l.Html}\"><head><meta charset=\"utf-8\">")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Html($"<title>{title}｜{l.Say(city)}</title>")
            .Html($"<link rel=\"stylesheet\" href=\"{Assets.Url("light.css")}\"></head><body>");
}
