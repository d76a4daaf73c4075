using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>The yearly figures of a target as a drawing on paper, in black and white: round points and a line for what was reached, white diamonds and dashes for what is aimed at, dots for the forecast.</summary>
static class PaperChart
{
    /// <summary>How much room a chart takes, in millimetres.</summary>
    public const double High = 56;

    public static void Draw(Paper paper, Plot plot, double left, double width)
    {
        var (name, tell, unit) = (new TextStyle(paper.Fonts.Bold, 8.5, Lead: 1.4), new TextStyle(paper.Fonts.Gothic, 7, Align.Center, 1.3), plot.Series.Target.Unit);
        var (top, foot) = (paper.Y + 16, paper.Y + High - 10);
        double X(int year) => left + 9 + (width - 18) * (double)plot.X(year);
        double Y(decimal value) => foot - (foot - top) * (double)plot.Y(value);
        void Tell(string words, int year, double y) => paper.Line(words, tell, Math.Clamp(X(year) - 15, left - 4, left + width - 26), 30, y);

        foreach (var (i, line) in paper.Lines(plot.Series.Target.Title, name, width).Index()) paper.Line(line, name, left, width, paper.Y + i * 4.2);
        paper.Trace([(left, foot), (left + width, foot)], Stroke.Thin);
        for (var year = plot.From; year <= plot.To; year++) paper.Line(Plot.Tick(year), tell, X(year) - 5, 10, foot + 0.8);
        paper.Trace([.. plot.Own.Select(a => (X(a.Year), Y(a.Value)))], Stroke.Dashed);
        paper.Trace([.. plot.Years.Select(y => (X(y.Year.Year), Y(y.Value)))], Stroke.Thick);
        if (plot is { Forecast: { } forecast, Years: [.., var newest] })
        {
            paper.Trace([(X(newest.Year.Year), Y(newest.Value)), (X(forecast.Year), Y(forecast.Value))], Stroke.Dotted);
            Tell($"見込み {Figures.Short(forecast.Value, unit)}", forecast.Year, Y(forecast.Value) + 1.2);
        }
        foreach (var (year, value, reference) in plot.Aims)
        {
            var (x, y) = (X(year), Y(value));
            paper.Shape([(x, y - 1.5), (x + 1.5, y), (x, y + 1.5), (x - 1.5, y)], filled: false);
            Tell($"{(reference ? "参考" : "目標")} {Figures.Short(value, unit)}", year, y - 5);
        }
        foreach (var (year, value, months) in plot.Years)
        {
            paper.Dot(X(year.Year), Y(value), 1.2, filled: months == 12);
            Tell(Figures.Short(value, unit), year.Year, Y(value) - 4.8);
        }
        if (plot.Seam is not { } seam) return;
        paper.Trace([(X(seam), top - 5), (X(seam), foot)], Stroke.Hair);
        Tell("ここから計測", seam, top - 8);
    }
}
