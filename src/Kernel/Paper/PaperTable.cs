namespace Keyaki.Kernel;

// Tables, whose rows go on from sheet to sheet.
public sealed partial class Paper
{
    /// <summary>Rows of cells with borders; the first of a row may be a heading (grey). See the other one.</summary>
    public void Table(IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<double> widths, TextStyle? type = null, bool headings = true,
        bool headRow = false) =>
        Table([.. rows.Select(row => (IReadOnlyList<Inked>)[.. row.Select(cell => (Inked)cell)])], widths, type, headings, headRow);

    /// <summary>
    /// Rows of cells with borders; the first of a row may be a heading (grey), and so may the first row, which then stands on every
    /// sheet again. A row is not torn between sheets unless it is higher than one.
    /// </summary>
    public void Table(IReadOnlyList<IReadOnlyList<Inked>> rows, IReadOnlyList<double> widths, TextStyle? type = null, bool headings = true,
        bool headRow = false)
    {
        type ??= Plain with { Points = 10.5, Lead = 1.45 };
        List<IReadOnlyList<Inked>[]> all =
            [.. rows.Select(row => row.Select((cell, i) => Lines(cell, type, widths[i] - 2 * Pad, hanging: false)).ToArray())];
        var table = open == Aside ? new PaperElement("Table") : (open ?? whole).Add("Table");
        for (var r = 0; r < all.Count; r++)
        {
            var head = headRow && r == 0;
            var said = table.Add("TR");
            PaperElement?[] cells = [.. all[r].Select((_, i) => said.Add(head || headings && i == 0 ? "TH" : "TD"))];
            var high = High(all[r], type);
            // A head alone at the foot of a sheet says nothing.
            var room = head && all.Count > 1 ? high + Math.Min(High(all[1], type), Height / 2) : high;
            if (Y + room > Height - Bottom && Y > Top)
            {
                if (high <= Height - Bottom - Top || Y + 30 > Height - Bottom) NewSheet();
                if (Y == Top && headRow && !head) Row(all[0], widths, type, headings, true, null);
            }
            for (var rest = all[r]; ;)
            {
                var fit = Math.Max(1, (int)((Height - Bottom - Y - 2 * Inside) / type.Line));
                Row([.. rest.Select(cell => (IReadOnlyList<Inked>)[.. cell.Take(fit)])], widths, type, headings, head, cells);
                rest = [.. rest.Select(cell => (IReadOnlyList<Inked>)[.. cell.Skip(fit)])];
                if (rest.All(cell => cell.Count == 0)) break;
                NewSheet();
                if (headRow && !head) Row(all[0], widths, type, headings, true, null);
            }
        }
    }

    const double Pad = 2, Inside = 1.2;

    static double High(IReadOnlyList<Inked>[] cells, TextStyle type) => cells.Max(lines => lines.Count) * type.Line + 2 * Inside;

    // A row that goes on over a sheet goes on in the same elements; a head that stands there again is said once only.
    void Row(IReadOnlyList<Inked>[] cells, IReadOnlyList<double> widths, TextStyle type, bool headings, bool head, PaperElement?[]? said)
    {
        var (x, high) = (Left, High(cells, type));
        for (var i = 0; i < cells.Length; i++)
        {
            Box(x, Y, widths[i], high, head || headings && i == 0);
            var y = Y + (high - cells[i].Count * type.Line) / 2;
            var (cell, left) = (i, x + Pad);
            Within(said?[i], () =>
            {
                foreach (var line in cells[cell])
                {
                    Line(line, head ? type with { Align = Align.Center } : type, left, widths[cell] - 2 * Pad, y);
                    y += type.Line;
                }
            });
            x += widths[i];
        }
        Y += high;
    }
}
