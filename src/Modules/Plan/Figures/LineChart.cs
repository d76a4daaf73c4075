using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Plan;

/// <summary>
/// A series as a drawing made on the server: what was reached is a line with round points, what is aimed at is a dashed line with
/// diamonds, the forecast is dotted in its band. Readable without colour; words stand beside lines and points (<see cref="WordRoom"/>);
/// the same numbers stand in a table beside it.
/// </summary>
static class LineChart
{
    /// <summary>Size of the words on a phone, in units of the drawing: what has room then has room everywhere.</summary>
    internal const double Size = 22;
    const double Width = 640, Height = 340, Side = 44, Top = 44, Foot = Height - 40;

    public static Markup Draw(Series series, int firstYear, int lastYear)
    {
        if (Plot.Of(series, firstYear, lastYear) is not { } plot) return new("");
        var (unit, forecast, labels, html) = (series.Target.Unit, plot.Forecast, new WordRoom(Width, Foot - 4), new HtmlWriter(4096));
        (double X, double Y) At(int year, decimal value) =>
            (Side + (Width - 2 * Side) * (double)plot.X(year), Foot - (Foot - Top) * (double)plot.Y(value));
        html.Html($"<svg class=\"chart\" viewBox=\"0 0 {Number(Width)} {Number(Height)}\" role=\"img\" aria-label=\"{series.Target.Title}の推移。{Told(series, forecast)}\">");
        html.Html($"<line class=\"axis\" x1=\"8\" x2=\"{Number(Width - 8)}\" y1=\"{Number(Foot)}\" y2=\"{Number(Foot)}\"/>");
        for (var year = plot.From; year <= plot.To; year++)
            html.Html($"<text class=\"tick\" x=\"{Number(At(year, 0).X)}\" y=\"{Number(Foot + 28)}\" text-anchor=\"middle\">{Plot.Tick(year)}</text>");

        if (forecast is not null)
        {
            var (last, low, middle, high) = (At(forecast.Last.Year, forecast.Last.Value), At(forecast.Year, forecast.Low),
                At(forecast.Year, forecast.Value), At(forecast.Year, forecast.High));
            html.Html($"<polygon class=\"band\" points=\"{Points([last, high, low])}\"/>");
            Line("forecast", [last, middle]);
            labels.Lines([last, high]);
            labels.Lines([last, low]);
        }
        Line("aimed", [.. plot.Own.Select(a => At(a.Year, a.Value))]);
        Line("reached", [.. plot.Whole.Select(y => At(y.Year.Year, y.Value))]);
        if (plot.Seam is { } seam) Line("seam", [(At(seam, 0).X, 12), (At(seam, 0).X, Foot)]);
        foreach (var (year, value, reference) in plot.Aims)
        {
            var (x, y) = Point(year, value);
            html.Html($"<path class=\"{(reference ? "other" : "aim")}\" d=\"M{Number(x)} {Number(y - 7)} l7 7 l-7 7 l-7 -7z\"/>");
        }
        foreach (var (year, value, months) in plot.Years)
        {
            var (x, y) = Point(year.Year, value);
            html.Html($"<circle class=\"{(months == 12 ? "point" : "point part")}\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"6\"/>");
        }
        // The newest words first: they find the places next to their points.
        foreach (var (year, value, months) in plot.Years.Reverse())
            Tell("tell strong", Figures.Short(value, unit) + (months == 12 ? "" : $"（{months}か月分）"), At(year.Year, value));
        foreach (var (year, value, reference) in plot.Aims)
            Tell("tell", $"{(reference ? "参考" : "目標")} {Figures.Short(value, unit)}", At(year, value));
        if (forecast is not null) Tell("tell", $"見込み {Figures.Short(forecast.Value, unit)}", At(forecast.Year, forecast.Value));
        if (plot.Seam is { } begins) Tell("tell", "ここから計測 →", (At(begins, 0).X - 90, 30));
        return html.Raw("</svg>").ToMarkup();

        (double X, double Y) Point(int year, decimal value)
        {
            var at = At(year, value);
            labels.Area(at.X - 8, at.Y - 8, 16, 16);
            return at;
        }

        void Line(string look, IReadOnlyList<(double X, double Y)> points)
        {
            if (points.Count > 1) html.Html($"<polyline class=\"{look}\" points=\"{Points(points)}\"/>");
            labels.Lines(points);
        }

        // Above its point, or where there is room; words without any room are left to the table.
        void Tell(string look, string words, (double X, double Y) of)
        {
            if (labels.Put(of.X, of.Y - 12 - Size, WordRoom.Wide(words, Size) + 4, Size * 1.15) is var (middle, top))
                html.Html($"<text class=\"{look}\" x=\"{Number(middle)}\" y=\"{Number(top + Size * 0.92)}\" text-anchor=\"middle\">{words}</text>");
        }
    }

    static string Points(IReadOnlyList<(double X, double Y)> points) =>
        string.Join(' ', points.Select(p => $"{Number(p.X)},{Number(p.Y)}"));

    static string Told(Series series, Forecast? forecast) =>
        $"{(series.Latest is { } latest ? $"実績は{Moment.Words(latest.Period)}に{Figures.Of(latest.Value, series.Target.Unit)}。" : "実績はまだありません。")}{(series.Final is { Value: { } aim } final ? $"目標は{(final.Period is { } at ? Moment.Words(at) + "に" : "")}{Figures.Of(aim, series.Target.Unit)}。" : "")}{(forecast is null ? "" : $"見込みは{new FiscalYear(forecast.Year)}に{Figures.Of(forecast.Value, series.Target.Unit)}、幅は{Figures.Of(forecast.Low, series.Target.Unit)}から{Figures.Of(forecast.High, series.Target.Unit)}。")}";

    static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>Figures as a person reads them.</summary>
static class Figures
{
    /// <summary>18,000件, 72.1%.</summary>
    public static string Of(decimal value, string unit) =>
        value.ToString(value == decimal.Truncate(value) ? "#,0" : "#,0.0", CultureInfo.InvariantCulture) + unit;

    /// <summary>The same where there is little room: 452万枚.</summary>
    public static string Short(decimal value, string unit) =>
        value >= 1_000_000 ? (value / 10_000).ToString("#,0.#", CultureInfo.InvariantCulture) + "万" + unit : Of(value, unit);
}
