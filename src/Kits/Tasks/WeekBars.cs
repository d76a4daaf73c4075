using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>A week as bars, drawn on the server: each says its number and its day, so that it reads without colour; whoever does not look
/// hears the same in words.</summary>
static class WeekBars
{
    const int Width = 360, Height = 170, Top = 22, Foot = 128, Wide = 26;

    sealed record Bar(string Look, int Value);

    /// <summary>What came (empty bars) and what was done (full bars).</summary>
    public static Markup Past(Week week, DateOnly today) =>
        Draw($"届いた仕事と済んだ仕事。{string.Concat(week.Past.Select(d => $"{Day(d.Day, today)}は届いた{d.Came}件、済んだ{d.Done}件。"))}",
            [.. week.Past.Select(d => (Day(d.Day, today), (Bar[])[new("other", d.Came), new("bar", d.Done)]))]);

    /// <summary>What is due; what is overdue stands first.</summary>
    public static Markup Coming(Week week, DateOnly today) =>
        Draw($"期限の来る仕事。期限を過ぎた{week.Overdue}件。{string.Concat(week.Coming.Select(d => $"{Day(d.Day, today)}は{d.Due}件。"))}",
            [("過ぎた", [new("late", week.Overdue)]), .. week.Coming.Select(d => (Day(d.Day, today), (Bar[])[new("bar", d.Due)]))]);

    static string Day(DateOnly day, DateOnly today) => day == today ? "きょう" : $"{day.Month}/{day.Day}（{"日月火水木金土"[(int)day.DayOfWeek]}）";

    static Markup Draw(string told, IReadOnlyList<(string Day, Bar[] Bars)> days)
    {
        var most = Math.Max(1, days.Max(d => d.Bars.Max(b => b.Value)));
        var step = (decimal)Width / days.Count;
        var html = new HtmlWriter(4096);
        html.Html($"<svg class=\"chart week\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{told}\">");
        html.Html($"<line class=\"axis\" x1=\"0\" x2=\"{Width}\" y1=\"{Foot}\" y2=\"{Foot}\"/>");
        foreach (var (i, (day, bars)) in days.Index())
        {
            var middle = step * (i + 0.5m);
            foreach (var (n, bar) in bars.Index())
            {
                var (left, high) = (middle + Wide * (n - bars.Length / 2m), (Foot - Top) * (decimal)bar.Value / most);
                html.Html($"<rect class=\"{bar.Look}\" x=\"{left + 1:0.#}\" y=\"{Foot - high:0.#}\" width=\"{Wide - 2}\"")
                    .Html($" height=\"{high:0.#}\"/>");
                Words(html, "tell", left + Wide / 2m, Foot - high - 4, $"{bar.Value}");
            }
            // The weekday beneath the day: side by side they are wider than their column.
            foreach (var (n, line) in day.Split('（', 2).Index())
                Words(html, "tick", middle, Foot + 18 + 17 * n, line.TrimEnd('）'));
        }
        return html.Raw("</svg>").ToMarkup();
    }

    static void Words(HtmlWriter html, string look, decimal x, decimal y, string words) =>
        html.Html($"<text class=\"{look}\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"middle\">{words}</text>");
}
