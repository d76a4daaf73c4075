using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>予算額 and 決算額 by fiscal year as bars drawn on the server: the budget is hatched, what was spent is full; each says its
/// amount.</summary>
static class CostBars
{
    const int Width = 640, Left = 130, Row = 30;
    internal const double Size = 23; // of the words on a phone

    public static Markup Draw(IReadOnlyList<Sum> years)
    {
        var most = years.SelectMany(y => new[] { y.Budget, y.Settled }).OfType<Yen>().Select(y => y.Amount).DefaultIfEmpty().Max();
        if (most == 0) return new("");
        var height = years.Count * (2 * Row + 12) + 8;
        var html = new HtmlWriter(2048);
        html.Html($"<svg class=\"chart costs\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"年度ごとの費用。{string.Join("。", years.Select(y => $"{y.Label} 予算{Sum.Words(y.Budget)} 決算{Sum.Words(y.Settled)}"))}\"><defs><pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"hatch\" width=\"3\" height=\"8\"/></pattern></defs>");
        var room = Width - Left - 16 - years.SelectMany(y => new[] { y.Budget, y.Settled })
            .Max(a => WordRoom.Wide($"予算 {Sum.Words(a)}", Size));
        var y = 4;
        foreach (var year in years)
        {
            html.Html($"<text class=\"tell strong\" x=\"0\" y=\"{y + Row}\">{year.Label}</text>");
            Bar(html, "planned", "予算", year.Budget, most, y, room);
            Bar(html, "spent", "決算", year.Settled, most, y + Row, room);
            y += 2 * Row + 12;
        }
        return html.Raw("</svg>").ToMarkup();
    }

    static void Bar(HtmlWriter html, string look, string name, Yen? amount, long most, int y, double room)
    {
        var width = amount is { } yen ? (int)(Math.Max(0, room) * yen.Amount / most) : 0;
        if (width > 0) html.Html(
            $"<rect class=\"{look}\" x=\"{Left}\" y=\"{y}\" width=\"{width.ToString(CultureInfo.InvariantCulture)}\" height=\"{Row - 6}\"/>");
        html.Html($"<text class=\"tell\" x=\"{Left + width + 6}\" y=\"{y + Row - 10}\">{name} {Sum.Words(amount)}</text>");
    }
}
