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
        var told = new List<(double Left, double Right, double Top)>();

        foreach (var (i, line) in paper.Lines(plot.Series.Target.Title, name, width).Index()) paper.Line(line, name, left, width, paper.Y + i * 4.2);
        paper.Trace([(left, foot), (left + width, foot)], Stroke.Thin);
        for (var year = plot.From; year <= plot.To; year++) paper.Line(Plot.Tick(year), tell, X(year) - 5, 10, foot + 0.8);
        paper.Trace([.. plot.Own.Select(a => (X(a.Year), Y(a.Value)))], Stroke.Dashed);
        if (plot.Seam is { } seam) paper.Trace([(X(seam), top - 5), (X(seam), foot)], Stroke.Hair);
        List<(FiscalYear Year, decimal Value, int Months)> whole = [.. plot.Whole];
        paper.Trace([.. whole.Select(y => (X(y.Year.Year), Y(y.Value)))], Stroke.Thick);
        if (plot.Forecast is { } forecast && whole is [.., var newest])
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
            Tell(Figures.Short(value, unit) + (months == 12 ? "" : $"（{months}か月分）"), year.Year, Y(value) - 4.8);
        }
        if (plot.Seam is { } joint) Tell("ここから計測", joint, top - 8);

        // Words that would cover others move up; the ground behind them is white.
        void Tell(string words, int year, double y)
        {
            var wide = paper.Measure(words, tell) + 1;
            var x = Math.Clamp(X(year) - wide / 2, left, left + width - wide);
            while (told.Any(t => t.Left < x + wide && x < t.Right && Math.Abs(t.Top - y) < tell.Line)) y -= 1;
            told.Add((x, x + wide, y));
            paper.Fill(x, y, wide, tell.Line, 1);
            paper.Line(words, tell, x, wide, y);
        }
    }
}
