using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Keyaki.Kernel;

public enum Align { Left, Center, Right, Spread }

/// <summary>How text is set: typeface, size in points, place in its column, line height as a multiple of the size.</summary>
public sealed record TextStyle(Typeface Face, double Points = 11, Align Align = Align.Left, double Lead = 1.65)
{
    internal double Line => Points * Lead * Paper.Point;
}

/// <summary>A finished PDF file, and the characters that no typeface had: they are printed as 〓 and an officer must look at them.</summary>
public sealed record PaperFile(byte[] Pdf, IReadOnlyList<string> MissingCharacters, int Pages);

/// <summary>A sheet of A4 paper that is written from the top, in millimetres, and goes on to the next by itself.</summary>
public sealed class Paper
{
    public const double Width = 210, Height = 297, Left = 25, Right = 25, Top = 24, Bottom = 24;
    public const double Column = Width - Left - Right;
    internal const double Point = 25.4 / 72;
    const int Geta = '〓';

    readonly PaperFonts fonts;
    readonly PdfDocument document = new();
    readonly List<XGraphics> sheets = [];
    readonly SortedSet<string> missing = new(StringComparer.Ordinal);

    public Paper(PaperFonts fonts, string title)
    {
        this.fonts = fonts;
        // Subset fonts are most of the bytes; squeezing them harder halves the speed for a quarter of the size.
        document.Options.FlateEncodeMode = PdfFlateEncodeMode.BestSpeed;
        document.Info.Title = title;
        document.Info.Creator = "Keyaki";
        document.ViewerPreferences.DisplayDocTitle = true;
        document.Language = "ja";
        Plain = new(fonts.Mincho);
        NewSheet();
    }

    /// <summary>The type in which most of the sheet is set.</summary>
    public TextStyle Plain { get; }

    public PaperFonts Fonts => fonts;

    /// <summary>Where the next line begins, from the upper edge.</summary>
    public double Y { get; set; }

    /// <summary>A small line at the foot of every sheet, left of the page number.</summary>
    public string Foot { get; set; } = "";

    XGraphics Sheet => sheets[^1];

    public void NewSheet()
    {
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnit.FromMillimeter(Width), XUnit.FromMillimeter(Height));
        sheets.Add(XGraphics.FromPdfPage(page));
        Y = Top;
    }

    public void Skip(double millimetres) => Y += millimetres;

    /// <summary>Begins a new sheet unless so much room is left.</summary>
    public void Need(double millimetres)
    {
        if (Y + millimetres > Height - Bottom && Y > Top) NewSheet();
    }

    /// <summary>Writes a text from here on, broken into lines by <see cref="Kinsoku"/>.</summary>
    public void Text(string text, TextStyle? type = null, double left = Left, double width = Column)
    {
        type ??= Plain;
        foreach (var line in Lines(text, type, width))
        {
            Need(type.Line);
            Line(line, type, left, width, Y);
            Y += type.Line;
        }
    }

    /// <summary>A paragraph whose first line begins one character in.</summary>
    public void Paragraph(string text, TextStyle? type = null) => Text("　" + text, type);

    /// <summary>Rows of cells with borders; the first of a row may be a heading (grey). A row is not torn between sheets.</summary>
    public void Table(IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<double> widths, TextStyle? type = null, bool headings = true, bool headRow = false)
    {
        type ??= Plain with { Points = 10.5, Lead = 1.45 };
        const double pad = 2, inside = 1.2;
        for (var r = 0; r < rows.Count; r++)
        {
            var cells = rows[r].Select((cell, i) => Lines(cell, type, widths[i] - 2 * pad)).ToArray();
            var high = cells.Max(lines => lines.Count) * type.Line + 2 * inside;
            Need(high);
            var x = Left;
            for (var i = 0; i < cells.Length; i++)
            {
                var heading = headRow && r == 0 || headings && i == 0;
                Box(x, Y, widths[i], high, heading);
                var y = Y + (high - cells[i].Count * type.Line) / 2;
                foreach (var line in cells[i])
                {
                    Line(line, heading && headRow && r == 0 ? type with { Align = Align.Center } : type, x + pad, widths[i] - 2 * pad, y);
                    y += type.Line;
                }
                x += widths[i];
            }
            Y += high;
        }
    }

    public void Box(double x, double y, double width, double height, bool shaded = false)
    {
        if (shaded) Sheet.DrawRectangle(Shade, Mm(x), Mm(y), Mm(width), Mm(height));
        Sheet.DrawRectangle(Border, Mm(x), Mm(y), Mm(width), Mm(height));
    }

    public void Rule(double left, double right, double y) => Sheet.DrawLine(Border, Mm(left), Mm(y), Mm(right), Mm(y));

    /// <summary>One line at a place; Spread sets its characters evenly from edge to edge (氏　　名).</summary>
    public void Line(string text, TextStyle type, double left, double width, double top) => Line(Sheet, text, type, left, width, top);

    void Line(XGraphics sheet, string text, TextStyle type, double left, double width, double top)
    {
        var baseline = top + type.Line / 2 + type.Points * 0.37 * Point;
        if (type.Align == Align.Spread && new StringInfo(text) is { LengthInTextElements: > 1 and var count } characters)
        {
            var gap = Math.Max(0, (width - Measure(text, type)) / (count - 1));
            for (var i = 0; i < count; i++)
            {
                var one = characters.SubstringByTextElements(i, 1);
                Draw(sheet, one, type, left, baseline);
                left += Measure(one, type) + gap;
            }
            return;
        }
        var shift = type.Align switch { Align.Center => (width - Measure(text, type)) / 2, Align.Right => width - Measure(text, type), _ => 0 };
        Draw(sheet, text, type, left + shift, baseline);
    }

    /// <summary>The width of a text in one line, in millimetres.</summary>
    public double Measure(string text, TextStyle type)
    {
        var wide = 0.0;
        foreach (var rune in text.EnumerateRunes())
            if (!IsSelector(rune.Value)) wide += fonts.For(rune.Value, type.Face)?.Width(rune.Value) ?? 1;
        return wide * type.Points * Point;
    }

    public IReadOnlyList<string> Lines(string text, TextStyle type, double width) => Kinsoku.Wrap(text, width, part => Measure(part, type), hanging: true);

    /// <summary>Finishes the sheets with their foot and gives the file.</summary>
    public PaperFile Finish()
    {
        var small = new TextStyle(fonts.Gothic, 8);
        for (var i = 0; i < sheets.Count; i++)
        {
            Line(sheets[i], Foot, small, Left, Column, Height - 15);
            Line(sheets[i], $"{i + 1}/{sheets.Count}", small with { Align = Align.Right }, Left, Column, Height - 15);
            sheets[i].Dispose();
        }
        using var file = new MemoryStream();
        document.Save(file, false);
        return new(file.ToArray(), [.. missing], sheets.Count);
    }

    // Characters of one typeface are drawn together; what none has is drawn as 〓 and remembered, never left blank.
    void Draw(XGraphics sheet, string text, TextStyle type, double x, double baseline)
    {
        var (run, face) = (new System.Text.StringBuilder(), type.Face);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsSelector(rune.Value)) { missing.Add($"U+{rune.Value:X4} (異体字の指定)"); continue; }
            var (own, shown) = (fonts.For(rune.Value, type.Face), rune.Value);
            if (own is null)
            {
                missing.Add($"U+{rune.Value:X4} {rune}");
                (own, shown) = (fonts.For(Geta, type.Face) ?? type.Face, Geta);
            }
            if (own != face) { Flush(); face = own; }
            run.Append(char.ConvertFromUtf32(shown));
        }
        Flush();

        void Flush()
        {
            if (run.Length == 0) return;
            var part = run.ToString();
            sheet.DrawString(part, face.At(type.Points), XBrushes.Black, Mm(x), Mm(baseline));
            x += Measure(part, type);
            run.Clear();
        }
    }

    // The built-in typefaces have one shape of each character: a register's chosen variant cannot be shown and must be checked.
    static bool IsSelector(int value) => value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF;

    static double Mm(double millimetres) => millimetres / Point;
    static readonly XPen Border = new(XColors.Black, 0.6);
    static readonly XBrush Shade = new XSolidBrush(XColor.FromArgb(240, 240, 240));
}
