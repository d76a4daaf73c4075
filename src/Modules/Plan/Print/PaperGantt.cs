using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>How a bar is filled, so that bars are told apart in black and white: what is planned, what comes before (white), what runs
/// (light), what was planned once (dashed, red).</summary>
enum BarTone { Dark, Light, White, Gone }

/// <summary>A bar of a calendar from the start of a day to the end of another; null is open.</summary>
sealed record PaperBar(DateOnly? From, DateOnly? To, BarTone Tone = BarTone.Dark, string? Words = null);

/// <summary>A day that is marked.</summary>
sealed record PaperMark(DateOnly Day, string Words, bool Gone = false);

/// <summary>A row of a calendar: its name, and lanes under each other, each with bars or a mark or a sentence.</summary>
sealed record PaperRow(Inked Label, IReadOnlyList<PaperLane> Lanes);

sealed record PaperLane(IReadOnlyList<PaperBar> Bars, PaperMark? Mark = null, Inked? Said = null);

/// <summary>A calendar of half years on paper, drawn as lines and areas: readable in black and white, with the day of printing as a
/// dashed line.</summary>
sealed class PaperGantt(Paper paper, TimeAxis axis, DateOnly today)
{
    const double Lane = 4.6, Names = 54;

    readonly TextStyle name = new(paper.Fonts.Gothic, 8, Lead: 1.4), head = new(paper.Fonts.Gothic, 7, Align.Center, 1.5),
        small = new(paper.Fonts.Gothic, 7, Lead: 1.4);

    static double First => Paper.Left + Names;
    static double Last => Paper.Width - Paper.Right;

    double X(DateOnly day) => First + (Last - First) * (double)axis.At(day);

    /// <summary>How much room it must find on a sheet: all of it while that is less than half, else its head and two rows.</summary>
    public double Room(IReadOnlyList<PaperRow> rows) => rows.Select(row => High(Fitted(row))).ToList() is var high
        && high.Sum() < Paper.Height / 2 ? 15 + high.Sum() : 15 + high.Take(2).Sum();

    public void Draw(IReadOnlyList<PaperRow> given)
    {
        var rows = given.Select(Fitted).ToList();
        var high = rows.Select(High).ToList();
        paper.Need(Room(given));
        // The scale is for the eye; what is read aloud names the times of each row.
        paper.Within(null, Head);
        paper.In("Table", () =>
        {
            foreach (var (i, row) in rows.Index())
            {
                var before = paper.Sheet;
                paper.Need(high[i]);
                if (paper.Sheet != before) paper.Within(null, Head);
                paper.In("TR", () => Row(row, high[i], Words(given[i])));
            }
        });
        paper.Skip(2);
    }

    double High(PaperRow row) => Math.Max(paper.Lines(row.Label, name, Names - 3).Count * name.Line, row.Lanes.Count * Lane) + 1.6;

    void Head()
    {
        var y = paper.Y + 3;
        paper.Box(Paper.Left, y, Names, 10, shaded: true);
        paper.Line("予定", head with { Points = 8 }, Paper.Left, Names, y + 2.8);
        foreach (var half in axis.Halves)
        {
            var (left, next) = (X(half.Begins), X(half.Next.Begins));
            if (!half.Second)
            {
                paper.Box(left, y, X(half.Next.Next.Begins) - left, 5, shaded: true);
                paper.Line(new FiscalYear(half.Year).ToString(), head, left, X(half.Next.Next.Begins) - left, y + 0.7);
            }
            paper.Box(left, y + 5, next - left, 5, shaded: true);
            paper.Line(half.Months, head with { Points = 5.5 }, left, next - left, y + 6.1);
        }
        if (axis.Shows(today)) paper.Line("▼今", head with { Points = 6.5, Align = Align.Left }, X(today) - 1.15, 10, y - 3.2);
        paper.Y = y + 10;
    }

    PaperRow Fitted(PaperRow row) => row with { Lanes = [.. row.Lanes.SelectMany(Fitted)] };

    // Words that have no room beside their bar or mark get a lane of their own: over the drawing they would paint it out.
    IEnumerable<PaperLane> Fitted(PaperLane lane) => lane switch
    {
        { Bars: [{ Words: { } words } bar] } when Beside(words, Left(bar), Right(bar)) is null =>
            [new([], Said: words), new([bar with { Words = null }])],
        { Mark: { Words.Length: > 0 } mark } when Beside(mark.Words, Place(mark) - Half, Place(mark) + Half) is null =>
            [new([], Said: mark.Words), new([], mark with { Words = "" })],
        _ => [lane],
    };

    const double Half = 1.6; // of a mark

    // A mark outside of the axis stands at its edge.
    double Place(PaperMark mark) => Math.Clamp(X(mark.Day), First + Half, Last - Half);

    double Left(PaperBar bar) => bar.From is { } from && axis.Shows(from) ? X(from) : First;
    double Right(PaperBar bar) => bar.To is { } to && axis.Shows(to) ? X(to.AddDays(1)) : Last;

    /// <summary>What the drawing of a row shows, in words.</summary>
    static string Words(PaperRow row) => string.Join('、', row.Lanes.SelectMany(Words)) is { Length: > 0 } words ? words : "時期の記載なし";

    static IEnumerable<string> Words(PaperLane lane)
    {
        foreach (var bar in lane.Bars)
            yield return $"{bar.Words}{(bar.From is { } from ? EraDate.Of(from) : "")}から{(bar.To is { } to ? EraDate.Of(to) : "")}まで{(bar.Tone is BarTone.Gone ? "（なくなった予定）" : "")}";
        if (lane.Mark is { } mark) yield return $"節目 {mark.Words} {EraDate.Of(mark.Day)}{(mark.Gone ? "（なくなった予定）" : "")}";
        if (lane.Said is { } said) yield return said.Plain;
    }

    void Row(PaperRow row, double high, string words)
    {
        var y = paper.Y;
        paper.Box(Paper.Left, y, Names, high);
        foreach (var half in axis.Halves.Skip(1))
            paper.Trace([(X(half.Begins), y), (X(half.Begins), y + high)], half.Second ? Stroke.Hair : Stroke.Thin);
        paper.Box(First, y, Last - First, high);
        var lines = paper.Lines(row.Label, name, Names - 3);
        paper.In("TH", () =>
        {
            foreach (var (i, line) in lines.Index())
                paper.Line(line, name, Paper.Left + 1.5, Names - 3, y + (high - lines.Count * name.Line) / 2 + i * name.Line);
        });
        if (axis.Shows(today)) paper.Trace([(X(today), y), (X(today), y + high)], Stroke.Dashed);
        var top = y + (high - row.Lanes.Count * Lane) / 2;
        paper.In("TD", () => paper.In("Figure", () =>
        {
            foreach (var (i, lane) in row.Lanes.Index()) Draw(lane, top + i * Lane);
        }, words));
        paper.Y = y + high;
    }

    void Draw(PaperLane lane, double top)
    {
        foreach (var bar in lane.Bars) Draw(bar, top);
        if (lane.Mark is { } mark) Draw(mark, top);
        if (lane.Said is { } said) Clear(said, First + 1.5, top);
    }

    void Draw(PaperBar bar, double top)
    {
        var (left, right, y, high) = (Left(bar), Right(bar), top + 0.9, Lane - 1.8);
        if (bar.Tone is BarTone.Dark or BarTone.Light) paper.Fill(left, y, right - left, high, bar.Tone is BarTone.Dark ? 0.35 : 0.8);
        var gone = bar.Tone is BarTone.Gone;
        paper.Trace([(left, y), (right, y), (right, y + high), (left, y + high), (left, y)], gone ? Stroke.Dashed : Stroke.Thin, red: gone);
        // An open end is an arrow head.
        if (bar.To is null || bar.To > axis.To.Ends)
            paper.Shape([(Last - 2.4, y - 0.5), (Last - 0.2, y + high / 2), (Last - 2.4, y + high + 0.5)], filled: true);
        if (bar.From is null || bar.From < axis.From.Begins)
            paper.Shape([(First + 2.4, y - 0.5), (First + 0.2, y + high / 2), (First + 2.4, y + high + 0.5)], filled: true);
        if (bar.Words is { } words) Clear(words, Beside(words, left, right) ?? First + 1, top);
    }

    void Draw(PaperMark mark, double top)
    {
        var (y, inside) = (top + Lane / 2, axis.Shows(mark.Day));
        var x = Place(mark);
        paper.Shape(inside ? [(x, y - 1.3), (x + 1.4, y + 1.2), (x - 1.4, y + 1.2)] : mark.Day < axis.From.Begins
            ? [(x - 1.3, y), (x + 1.1, y - 1.3), (x + 1.1, y + 1.3)] : [(x + 1.3, y), (x - 1.1, y - 1.3), (x - 1.1, y + 1.3)],
            filled: !mark.Gone, red: mark.Gone);
        if (mark.Words.Length > 0) Clear(mark.Words, Beside(mark.Words, x - Half, x + Half) ?? First + 1, top);
    }

    // To the right where there is room, else to the left; null where there is none.
    double? Beside(string words, double left, double right)
    {
        var wide = paper.Measure(words, small);
        return right + 1.5 + wide <= Last ? right + 1 : left - 1.5 - wide >= First ? left - 1 - wide : null;
    }

    // On white, so that no line of the grid runs through the words.
    void Clear(Inked words, double left, double top)
    {
        paper.Fill(left - 0.3, top + 0.7, paper.Measure(words.Plain, small) + 0.6, Lane - 1.4, 1);
        paper.Line(words, small, left, Last - left, top + (Lane - small.Line) / 2);
    }
}
