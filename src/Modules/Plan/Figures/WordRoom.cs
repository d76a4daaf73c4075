namespace Keyaki.Plan;

/// <summary>Finds places for the words of a drawing: inside of it, beside its lines and points, and beside each other. In whatever unit
/// the drawing has, from the upper left corner.</summary>
sealed class WordRoom(double width, double height)
{
    readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    readonly List<Box> taken = [];
    readonly List<(double X1, double Y1, double X2, double Y2)> lines = [];

    /// <summary>How wide words are: kana and kanji a whole size, other letters and digits about six tenths.</summary>
    public static double Wide(string words, double size) => words.EnumerateRunes().Sum(r => r.Value < 0x2000 ? 0.62 : 1) * size;

    /// <summary>A line that no words may cross.</summary>
    public void Line(double x1, double y1, double x2, double y2) => lines.Add((x1, y1, x2, y2));

    public void Lines(IReadOnlyList<(double X, double Y)> points)
    {
        for (var i = 1; i < points.Count; i++) Line(points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y);
    }

    /// <summary>An area that is taken: a point, a bar, other words.</summary>
    public void Area(double left, double top, double wide, double high) => taken.Add(new(left, top, left + wide, top + high));

    /// <summary>The free place for words that is nearest to where their middle is wanted, which is then taken; null where there is none
    /// within reach.</summary>
    public (double Middle, double Top)? Put(double middle, double top, double wide, double high, double reach = double.MaxValue)
    {
        (middle, top) = (Math.Clamp(middle, wide / 2, Math.Max(wide / 2, width - wide / 2)),
            Math.Clamp(top, 0, Math.Max(0, height - high)));
        var near = from dx in Steps(width, high / 2) from dy in Steps(height, high / 3)
                   let far = Math.Sqrt(dx * dx + dy * dy) where far <= reach orderby far, dy
                   select new Box(middle + dx - wide / 2, top + dy, middle + dx + wide / 2, top + dy + high);
        if (near.Select(b => (Box?)b).FirstOrDefault(b => b is { Left: >= 0, Top: >= 0 } box && box.Right <= width && box.Bottom <= height
            && IsFree(box)) is not { } free) return null;
        taken.Add(free);
        return ((free.Left + free.Right) / 2, free.Top);
    }

    static IEnumerable<double> Steps(double span, double step) => Enumerable.Range((int)(-span / step), (int)(2 * span / step) + 1)
        .Select(n => n * step);

    bool IsFree(Box box) => !taken.Any(box.Meets) && !lines.Any(l => Crosses(l, box));

    // Clips the line to the box, side by side (Liang and Barsky).
    static bool Crosses((double X1, double Y1, double X2, double Y2) line, Box box)
    {
        var (dx, dy, first, last) = (line.X2 - line.X1, line.Y2 - line.Y1, 0.0, 1.0);
        foreach (var (p, q) in new[] { (-dx, line.X1 - box.Left), (dx, box.Right - line.X1), (-dy, line.Y1 - box.Top),
            (dy, box.Bottom - line.Y1) })
        {
            if (p == 0 && q < 0) return false;
            if (p == 0) continue;
            if (p < 0) first = Math.Max(first, q / p); else last = Math.Min(last, q / p);
        }
        return first <= last;
    }
}
