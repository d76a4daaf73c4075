using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Website;

/// <summary>ホームページの点検: how the last nights found the whole site, rule by rule, for everybody to read.</summary>
public sealed partial class ShowCare
{
    public const string Url = "/site-check/";
    const int Days = 30;

    /// <param name="Nights">The newest first; none where no night has come to its end yet.</param>
    public sealed record Page(SitePlan Plan, Language Language, IReadOnlyList<SiteNight> Nights)
    {
        /// <summary>The rules that found something in the last night, most pages first.</summary>
        public IEnumerable<(CheckRule Rule, int Pages)> Found => Nights is [var last, ..]
            ? from rule in Checker.Rules let pages = last.ByRule.GetValueOrDefault(rule.Code) where pages > 0
              orderby pages descending, rule.Code select (rule, pages) : [];
    }

    internal static readonly Text Title = new("ホームページの点検", "ホームページの てんけん", "How this site is checked");

    public static async Task<Page> Make(Look look, Language l) => new(look.City.Files<SitePlan>(), l, await ListFaults.Nights(look, Days));

    /// <summary>The share of pages without a stop, night by night, as a line; whoever does not look hears first and last.</summary>
    internal static Markup Chart(Page page)
    {
        const int width = 360, height = 150, top = 14, foot = 120, left = 56;
        var (l, nights) = (page.Language, page.Nights.Reverse().ToList());
        decimal X(int i) => left + (width - left - 10) * (nights.Count == 1 ? 0.5m : (decimal)i / (nights.Count - 1));
        decimal Y(SiteNight night) => foot - (foot - top) * (night.Share ?? 0) / 100;
        var html = new HtmlWriter(2048);
        var (one, last) = (nights[0], nights[^1]);
        var told = l.Pick($"直すところのないページの割合。{l.Say(one.Night)}は{one.Share}%、{l.Say(last.Night)}は{last.Share}%。",
            $"なおす ところの ない ページ。{l.Say(one.Night)}は {one.Share}%、{l.Say(last.Night)}は {last.Share}%。",
            $"Pages without a fault: {one.Share}% on {l.Say(one.Night)}, {last.Share}% on {l.Say(last.Night)}.");
        html.Html($"<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{told}\">");
        foreach (var share in new[] { 0, 50, 100 })
        {
            var y = foot - (foot - top) * share / 100;
            html.Html($"<line class=\"axis\" x1=\"{left}\" x2=\"{width}\" y1=\"{y}\" y2=\"{y}\"/>")
                .Html($"<text class=\"tick\" x=\"{left - 6}\" y=\"{y + 5}\" text-anchor=\"end\">{share}%</text>");
        }
        var line = string.Join(' ', nights.Select((n, i) => FormattableString.Invariant($"{X(i):0.#},{Y(n):0.#}")));
        html.Html($"<polyline class=\"reached\" points=\"{line}\"/>");
        foreach (var (i, night) in nights.Index()) html.Html($"<circle class=\"point\" cx=\"{X(i):0.#}\" cy=\"{Y(night):0.#}\" r=\"3\"/>");
        foreach (var i in new[] { 0, nights.Count - 1 }.Distinct())
        {
            var (anchor, day) = (i == 0 && nights.Count > 1 ? "start" : "end", $"{nights[i].Night.Month}/{nights[i].Night.Day}");
            html.Html($"<text class=\"tick\" x=\"{X(i):0.#}\" y=\"{foot + 20}\" text-anchor=\"{anchor}\">{day}</text>");
        }
        return html.Raw("</svg>").ToMarkup();
    }
}
