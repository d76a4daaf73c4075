using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>The yearly figures of a target as a drawing on paper, in black and white: round points and a line for what was reached,
/// white diamonds and dashes for what is aimed at, dots for the forecast.</summary>
static class PaperChart
{
    /// <summary>How much room a chart takes, in millimetres.</summary>
    public const double High = 56;

    public static void Draw(Paper paper, Plot plot, double left, double width) =>
        paper.In("Figure", () => Lay(paper, plot, left, width), Words(plot));

    /// <summary>What the drawing shows, in words.</summary>
    static string Words(Plot plot)
    {
        var unit = plot.Series.Target.Unit;
        IEnumerable<string> said =
        [
            .. plot.Years.Select(y => $"{y.Year} {Figures.Of(y.Value, unit)}{(y.Months == 12 ? "" : $"（{y.Months}か月分）")}"),
            .. plot.Aims.Select(a => $"{(a.IsReference ? "参考" : "目標")} {new FiscalYear(a.Year)} {Figures.Of(a.Value, unit)}"),
            .. plot.Forecast is { } ahead ? [$"見込み {new FiscalYear(ahead.Year)} {Figures.Of(ahead.Value, unit)}"] : Array.Empty<string>(),
        ];
        return $"{plot.Series.Target.Title}の図。{string.Join('、', said)}";
    }

    static void Lay(Paper paper, Plot plot, double left, double width)
    {
        var (name, tell, unit) = (new TextStyle(paper.Fonts.Bold, 8.5, Lead: 1.4), new TextStyle(paper.Fonts.Gothic, 7, Align.Center, 1.3),
            plot.Series.Target.Unit);
        var (top, foot) = (paper.Y + 16, paper.Y + High - 10);
        double X(int year) => left + 9 + (width - 18) * (double)plot.X(year);
        double Y(decimal value) => foot - (foot - top) * (double)plot.Y(value);
        var labels = new WordRoom(width, foot - paper.Y - 0.5);

        foreach (var (i, line) in paper.Lines(plot.Series.Target.Title, name, width).Index()) Head(line, i);
        paper.Trace([(left, foot), (left + width, foot)], Stroke.Thin);
        for (var year = plot.From; year <= plot.To; year++) paper.Line(Plot.Tick(year), tell, X(year) - 5, 10, foot + 0.8);
        Trace([.. plot.Own.Select(a => (X(a.Year), Y(a.Value)))], Stroke.Dashed);
        if (plot.Seam is { } seam) Trace([(X(seam), top - 5), (X(seam), foot)], Stroke.Hair);
        Trace([.. plot.Whole.Select(y => (X(y.Year.Year), Y(y.Value)))], Stroke.Thick);
        if (plot.Forecast is { } ahead)
        {
            var from = (X(ahead.Last.Year), Y(ahead.Last.Value));
            Trace([from, (X(ahead.Year), Y(ahead.Value))], Stroke.Dotted);
            foreach (var edge in new[] { ahead.Low, ahead.High }) Trace([from, (X(ahead.Year), Y(edge))], Stroke.Hair);
        }
        foreach (var (year, value, _) in plot.Aims)
        {
            var (x, y) = (X(year), Y(value));
            paper.Shape([(x, y - 1.5), (x + 1.5, y), (x, y + 1.5), (x - 1.5, y)], filled: false);
            labels.Area(x - left - 1.6, y - paper.Y - 1.6, 3.2, 3.2);
        }
        foreach (var (year, value, months) in plot.Years)
        {
            paper.Dot(X(year.Year), Y(value), 1.2, filled: months == 12);
            labels.Area(X(year.Year) - left - 1.3, Y(value) - paper.Y - 1.3, 2.6, 2.6);
        }
        foreach (var (year, value, months) in plot.Years.Reverse())
            Tell(Figures.Short(value, unit) + (months == 12 ? "" : $"（{months}か月分）"), X(year.Year), Y(value) - 5);
        foreach (var (year, value, reference) in plot.Aims)
            Tell($"{(reference ? "参考" : "目標")} {Figures.Short(value, unit)}", X(year), Y(value) - 5);
        if (plot.Forecast is { } forecast) Tell($"見込み {Figures.Short(forecast.Value, unit)}", X(forecast.Year), Y(forecast.Value) - 5);
        if (plot.Seam is { } joint) Tell("ここから計測", X(joint), top - 8);

        void Head(Inked line, int i)
        {
            paper.Line(line, name, left, width, paper.Y + i * 4.2);
            labels.Area(0, i * 4.2, width, 4.2);
        }

        void Trace(IReadOnlyList<(double X, double Y)> points, Stroke stroke)
        {
            paper.Trace(points, stroke);
            labels.Lines([.. points.Select(p => (p.X - left, p.Y - paper.Y))]);
        }

        // Words without any room are left to the table.
        void Tell(string words, double x, double y)
        {
            var wide = paper.Measure(words, tell) + 0.8;
            if (labels.Put(x - left, y - paper.Y, wide, tell.Line) is var (middle, above))
                paper.Line(words, tell, left + middle - wide / 2, wide, paper.Y + above);
        }
    }
}
