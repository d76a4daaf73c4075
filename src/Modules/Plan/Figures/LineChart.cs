using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>
/// A series as a drawing made on the server: what was reached is a line with round points, what is aimed at is a dashed line with diamonds, the forecast is dotted.
/// Readable without colour; every point says its number; the same numbers stand in a table beside it.
/// </summary>
static class LineChart
{
    const int Width = 640, Height = 260, Left = 16, Right = 24, Top = 36, Bottom = 40;

    public static Markup Draw(Series series, int firstYear, int lastYear)
    {
        if (Plot.Of(series, firstYear, lastYear) is not { } plot) return new("");
        var (years, aims, forecast, from, to) = (plot.Years, plot.Aims, plot.Forecast, plot.From, plot.To);
        decimal Middle(int year) => Left + 40 + (Width - Left - Right - 80) * plot.X(year);
        string X(int year) => Number(Middle(year));
        // At both ends a label leans inwards, so that it never leaves the drawing.
        string Anchor(int year) => from == to ? "middle" : year == from ? "start" : year == to ? "end" : "middle";
        string Label(int year) => Number(Middle(year) + Anchor(year) switch { "start" => -44, "end" => 52, _ => 0 });
        string Y(decimal value, decimal up = 0) => Number(Height - Bottom - (Height - Top - Bottom) * plot.Y(value) - up);
        var html = new HtmlWriter(4096);
        html.Html($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{series.Target.Title}の推移。{Told(series, forecast)}\">");
        html.Html($"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom}\"/>");
        for (var year = from; year <= to; year++)
            html.Html($"<text class=\"tick\" x=\"{X(year)}\" y=\"{Height - Bottom + 24}\" text-anchor=\"middle\">{Plot.Tick(year)}</text>");
        var plan = plot.Own.ToList();
        if (plan.Count > 1) html.Html($"<polyline class=\"aimed\" points=\"{string.Join(' ', plan.Select(a => $"{X(a.Year)},{Y(a.Value)}"))}\"/>");
        foreach (var (year, value, reference) in aims)
        {
            html.Html($"<path class=\"{(reference ? "other" : "aim")}\" d=\"M{X(year)} {Y(value, 7)} l7 7 l-7 7 l-7 -7z\"/>");
            html.Html($"<text class=\"tell\" x=\"{Label(year)}\" text-anchor=\"{Anchor(year)}\" y=\"{Y(value, 14)}\">{(reference ? "参考 " : "目標 ")}{Figures.Short(value, series.Target.Unit)}</text>");
        }
        var whole = plot.Whole.ToList();
        if (whole.Count > 1) html.Html($"<polyline class=\"reached\" points=\"{string.Join(' ', whole.Select(y => $"{X(y.Year.Year)},{Y(y.Value)}"))}\"/>");
        if (forecast is not null && whole.Count > 0)
        {
            html.Html($"<polyline class=\"forecast\" points=\"{X(whole[^1].Year.Year)},{Y(whole[^1].Value)} {X(forecast.Year)},{Y(forecast.Value)}\"/>");
            html.Html($"<text class=\"tell\" x=\"{Label(forecast.Year)}\" text-anchor=\"{Anchor(forecast.Year)}\" y=\"{Y(forecast.Value, -18)}\">見込み {Figures.Short(forecast.Value, series.Target.Unit)}</text>");
        }
        foreach (var (year, value, months) in years)
        {
            html.Html($"<circle class=\"{(months == 12 ? "point" : "point part")}\" cx=\"{X(year.Year)}\" cy=\"{Y(value)}\" r=\"6\"/>");
            html.Html($"<text class=\"tell strong\" x=\"{Label(year.Year)}\" text-anchor=\"{Anchor(year.Year)}\" y=\"{Y(value, 12)}\">{Figures.Short(value, series.Target.Unit)}{(months == 12 ? "" : $"（{months}か月分）")}</text>");
        }
        if (plot.Seam is { } joint)
            html.Html($"<line class=\"seam\" x1=\"{X(joint)}\" x2=\"{X(joint)}\" y1=\"{Top - 18}\" y2=\"{Height - Bottom}\"/><text class=\"tell\" x=\"{X(joint)}\" dx=\"-8\" y=\"{Height - Bottom - 44}\" text-anchor=\"end\">ここから計測 →</text>");
        return html.Raw("</svg>").ToMarkup();
    }

    static string Told(Series series, Forecast? forecast) =>
        $"{(series.Latest is { } latest ? $"実績は{Moment.Words(latest.Period)}に{Figures.Of(latest.Value, series.Target.Unit)}。" : "実績はまだありません。")}{(series.Final is { Value: { } aim } final ? $"目標は{(final.Period is { } at ? Moment.Words(at) + "に" : "")}{Figures.Of(aim, series.Target.Unit)}。" : "")}{(forecast is null ? "" : $"見込みは{new FiscalYear(forecast.Year)}に{Figures.Of(forecast.Value, series.Target.Unit)}。")}";

    static string Number(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>Figures as a person reads them.</summary>
static class Figures
{
    /// <summary>18,000件, 72.1%.</summary>
    public static string Of(decimal value, string unit) => value.ToString(value == decimal.Truncate(value) ? "#,0" : "#,0.0", CultureInfo.InvariantCulture) + unit;

    /// <summary>The same where there is little room: 452万枚.</summary>
    public static string Short(decimal value, string unit) => value >= 1_000_000 ? (value / 10_000).ToString("#,0.#", CultureInfo.InvariantCulture) + "万" + unit : Of(value, unit);
}
