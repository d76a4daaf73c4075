using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>The months of the fiscal year that runs and of the one before; a month of which nothing is known has no value, which is not
/// zero.</summary>
sealed record MonthRow(IReadOnlyList<(Month Month, Reached? Reached, bool Runs)> Months)
{
    public static MonthRow Of(Series series, DateOnly today)
    {
        var (known, running) = (series.Reached.Where(r => r.Period.Length == 7).ToDictionary(r => r.Period), Month.Of(today));
        var months = new List<(Month, Reached?, bool)>();
        for (var month = Month.Of(FiscalYear.Of(today).Previous.First); months.Count < 24; month = month.Next)
            months.Add((month, known.GetValueOrDefault(month.ToString()), month == running));
        return new(months);
    }

    public bool IsEmpty => Months.All(m => m.Reached is null);

    /// <summary>The first month of these that is measured where the one before it was not; null when the seam lies elsewhere.</summary>
    public int? Seam(Series series) =>
        series.Seam is { } seam && Months.ToList().FindIndex(m => m.Month.ToString() == seam) is >= 0 and var at ? at : null;
}

/// <summary>
/// The months as bars, drawn on the server: full bars are measured, hatched ones entered by hand, a dashed edge is the month that still
/// runs. Readable without colour; each bar says its number where there is room, and the same numbers stand in a table.
/// </summary>
static class MonthChart
{
    const int Width = 720, Height = 250, Left = 8, Top = 64, Bottom = 52;
    internal const double Size = 14;
    const decimal Step = (Width - 2 * Left) / 24m;

    public static Markup Draw(Series series, MonthRow row)
    {
        var most = Math.Max(1, row.Months.Max(m => m.Reached?.Value ?? 0));
        var foot = Height - Bottom;
        var html = new HtmlWriter(8192);
        html.Html($"<svg class=\"chart months\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{series.Target.Title}の月ごとの実績。{Told(series, row)}\">");
        html.Raw("<defs><pattern id=\"by-hand\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"ground\" width=\"6\" height=\"6\"/><rect class=\"hatch\" width=\"3\" height=\"6\"/></pattern></defs>");
        html.Html($"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Left}\" y1=\"{foot}\" y2=\"{foot}\"/>");
        var labels = new WordRoom(Width, foot - 2);
        var told = new List<(string Look, string Words, double Middle, double Top)>();
        foreach (var (i, (month, reached, runs)) in row.Months.Index())
        {
            var (x, middle) = (Left + Step * i, Left + Step * (i + 0.5m));
            html.Html($"<text class=\"tick\" x=\"{Number(middle)}\" y=\"{foot + 18}\" text-anchor=\"middle\">{month.First.Month}</text>");
            if (month.First.Month == 4)
                html.Html($"<text class=\"tick\" x=\"{Number(x + 2)}\" y=\"{foot + 40}\">{month.Year}（{(i == 0 ? "前の年度" : "今の年度")}）</text><line class=\"axis\" x1=\"{Number(x)}\" x2=\"{Number(x)}\" y1=\"{foot}\" y2=\"{foot + 44}\"/>");
            if (reached is null) continue;
            var high = (foot - Top) * reached.Value / most;
            html.Html($"<rect class=\"{(reached.Origin is Origin.Measured ? "bar" : "hand")}{(runs ? " runs" : "")}\" fill=\"url(#by-hand)\" x=\"{Number(x + 4)}\" y=\"{Number(foot - high)}\" width=\"{Number(Step - 8)}\" height=\"{Number(high)}\"/>");
            labels.Area((double)x + 4, (double)(foot - high), (double)Step - 8, (double)high);
            told.Add(("tell", Figures.Short(reached.Value, ""), (double)middle, (double)(foot - high) - Size - 5));
        }
        if (row.Seam(series) is { } seam && Left + Step * seam is var at)
        {
            html.Html($"<line class=\"seam\" x1=\"{Number(at)}\" x2=\"{Number(at)}\" y1=\"24\" y2=\"{foot}\"/>");
            labels.Line((double)at, 24, (double)at, foot);
            told.Insert(0, ("tell strong", $"{(row.Months.Take(seam).Any(m => m.Reached is not null) ? "← 手入力　" : "")}ここから自動計測 →",
                (double)at, 2));
        }
        foreach (var (look, words, middle, top) in told)
            if (labels.Put(middle, top, WordRoom.Wide(words, Size) + 2, Size * 1.15, reach: 48) is var (x, y))
                html.Html($"<text class=\"{look}\" x=\"{Number((decimal)x)}\" y=\"{Number((decimal)(y + Size * 0.92))}\" text-anchor=\"middle\">{words}</text>");
        return html.Raw("</svg>").ToMarkup();
    }

    static string Told(Series series, MonthRow row) =>
        string.Concat(row.Months.Where(m => m.Reached is not null)
        .Select(m => $"{Moment.Words(m.Month.ToString())}{(m.Runs ? "（途中）" : "")}は{Figures.Of(m.Reached?.Value ?? 0, series.Target.Unit)}。"));
    static string Number(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
