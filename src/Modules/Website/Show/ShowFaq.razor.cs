using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>よくある質問: those of all pages, by part of the site. Where a page has none in the reader's language, its Japanese ones stand
/// there.</summary>
public sealed partial class ShowFaq
{
    public const string Url = "/faq/";
    const int Most = 1_000;

    /// <param name="Said">The language in which it is written.</param>
    public sealed record Asked(string Question, Markup Answer, string Page, string PageUrl, Language Said);
    public sealed record Page(SitePlan Plan, Language Language, IReadOnlyList<(Text Title, IReadOnlyList<Asked> Questions)> Parts,
        bool HasRuby);

    public static async Task<Page> Make(Look look, Language l)
    {
        var (plan, codes) = (look.City.Files<SitePlan>(), new[] { l.Code, Language.Japanese.Code });
        var rows = await look.Db.Set<SiteQuestion>().AsNoTracking().Where(q => codes.Contains(q.Language))
            .Join(look.Db.Readable(), q => q.Page, p => p.Id, (q, p) => new { q, p })
            .OrderBy(x => x.p.Place).ThenBy(x => x.p.Number).ThenBy(x => x.q.Spot).Take(Most).ToListAsync(look.Stop);
        var mine = rows.Where(r => r.q.Language == l.Code).Select(r => r.p.Id).ToHashSet();
        var asked = rows.Where(r => r.q.Language == l.Code || !mine.Contains(r.p.Id)).Select(r => (Part: r.p.Place.Split('/')[0],
            Asked: new Asked(r.q.Question, Answer(r.q.Answer), r.p.TitleIn(l).Words, r.p.Url(l), new(r.q.Language)))).ToList();
        return new(plan, l, [.. plan.Places.Select(part => (part.Title, (IReadOnlyList<Asked>)[.. asked.Where(a => a.Part == part.Path)
            .Select(a => a.Asked)])).Where(part => part.Item2.Count > 0)],
            asked.Any(a => a.Asked.Answer.Html.Contains("<ruby>", StringComparison.Ordinal)));
    }

    static Markup Answer(string text)
    {
        var html = new HtmlWriter(256);
        foreach (var paragraph in Inline.Paragraphs(text)) html.Raw("<p class=\"lines\">").Inlined(paragraph).Raw("</p>");
        return html.ToMarkup();
    }
}
