using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Keyaki.Kernel;

public enum Align { Left, Center, Right, Spread }

/// <summary>How text is set: typeface, size in points, place in its column, line height as a multiple of the size.</summary>
public sealed record TextStyle(Typeface Face, double Points = 11, Align Align = Align.Left, double Lead = 1.65)
{
    /// <summary>The height of a line in millimetres.</summary>
    public double Line => Points * Lead * Paper.Point;
}

/// <summary>A finished PDF file, and the characters that no typeface had: they are printed as 〓 and an officer must look at them.</summary>
public sealed record PaperFile(byte[] Pdf, int Pages, IReadOnlyList<string> MissingCharacters);

/// <summary>One side of a finished or growing paper.</summary>
public sealed class Sheet
{
    internal Sheet(PdfPage page) => (Page, Graphics) = (page, XGraphics.FromPdfPage(page));
    internal PdfPage Page { get; }
    internal XGraphics Graphics { get; }

    /// <summary>How many marks of content it bears.</summary>
    internal int Marks { get; set; }
}

/// <summary>A sheet of A4 paper that is written from the top, in millimetres, and goes on to the next by itself.</summary>
public sealed partial class Paper
{
    public const double Width = 210, Height = 297, Left = 25, Right = 25, Top = 24, Bottom = 24;
    public const double Column = Width - Left - Right;
    internal const double Point = 25.4 / 72;
    const int Geta = '〓';

    readonly PaperFonts fonts;
    readonly PdfDocument document = new();
    readonly List<Sheet> sheets = [];
    readonly SortedSet<string> missing = new(StringComparer.Ordinal);

    public Paper(PaperFonts fonts, string title)
    {
        this.fonts = fonts;
        // Streams are closed when the file is whole (PaperArchive).
        (document.Options.NoCompression, document.Options.CompressContentStreams) = (true, false);
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

    /// <summary>How many sheets in front bear no foot: a cover.</summary>
    public int Covers { get; set; }

    /// <summary>The sheet that is written on.</summary>
    public Sheet Sheet { get; private set; }

    XGraphics Graphics => Sheet.Graphics;

    /// <summary>Goes on behind the sheet that is written on, which is the last one unless an earlier one was taken up again.</summary>
    [MemberNotNull(nameof(Sheet))]
    public void NewSheet()
    {
        var at = Sheet is null ? 0 : sheets.IndexOf(Sheet) + 1;
        var page = document.InsertPage(at);
        (page.Width, page.Height) = (XUnit.FromMillimeter(Width), XUnit.FromMillimeter(Height));
        sheets.Insert(at, Sheet = new(page));
        Y = Top;
    }

    /// <summary>Takes up a sheet again.</summary>
    public void TurnTo(Sheet sheet, double y) => (Sheet, Y) = (sheet, y);

    internal void TurnToCover() => TurnTo(sheets[0], Top);

    internal PdfOutlineCollection Bookmarks => document.Outlines;

    /// <summary>A height from the upper edge as the file counts it: in points, from below.</summary>
    internal static double FromBelow(double y) => Mm(Height - y);

    /// <summary>Makes a place of one sheet a link to a height of another.</summary>
    internal void Link(Sheet sheet, double left, double top, double width, double height, Sheet to, double y) =>
        sheet.Page.AddDocumentLink(new(new XRect(Mm(left), FromBelow(top + height), Mm(width), Mm(height))), Number(to),
            new XPoint(0, FromBelow(y)));

    /// <summary>The number of a sheet as its foot has it.</summary>
    public int Number(Sheet sheet) => sheets.IndexOf(sheet) + 1;

    public void Skip(double millimetres) => Y += millimetres;

    /// <summary>Begins a new sheet unless so much room is left.</summary>
    public void Need(double millimetres)
    {
        if (Y + millimetres > Height - Bottom && Y > Top) NewSheet();
    }

    /// <summary>Writes a text from here on, broken into lines by <see cref="Kinsoku"/>.</summary>
    public void Text(Inked text, TextStyle? type = null, double left = Left, double width = Column)
    {
        if (open is not { Holds: false })
        {
            In("P", () => Text(text, type, left, width));
            return;
        }
        type ??= Plain;
        var lines = Lines(text, type, width);
        for (var i = 0; i < lines.Count; i++)
        {
            Need(type.Line * Together(i, lines.Count));
            Line(lines[i], type, left, width, Y);
            Y += type.Line;
        }
    }

    // The first two lines of a paragraph stay together, and the last two.
    static int Together(int at, int count) => at == 0 ? count <= 3 ? count : 2 : count - at == 2 ? 2 : 1;

    /// <summary>A paragraph whose first line begins one character in.</summary>
    public void Paragraph(Inked text, TextStyle? type = null, double left = Left, double width = Column) =>
        Text("　" + text, type, left, width);

    /// <summary>One line at a place; Spread sets its characters evenly from edge to edge (氏　　名). A line with red in it has a bar in the
    /// margin, which a copier shows, too.</summary>
    public void Line(Inked text, TextStyle type, double left, double width, double top) =>
        Mark(true, () => Set(text, type, left, width, top));

    void Set(Inked text, TextStyle type, double left, double width, double top)
    {
        var baseline = top + type.Line / 2 + type.Points * 0.37 * Point;
        if (text.HasRed) Graphics.DrawLine(Change, Mm(Left - 5), Mm(top), Mm(Left - 5), Mm(top + type.Line));
        if (type.Align == Align.Spread && new StringInfo(text.Plain) is { LengthInTextElements: > 1 and var count } characters)
        {
            var gap = Math.Max(0, (width - Measure(text.Plain, type)) / (count - 1));
            for (var i = 0; i < count; i++)
            {
                var one = characters.SubstringByTextElements(i, 1);
                Draw(Graphics, one, type, left, baseline, XBrushes.Black);
                left += Measure(one, type) + gap;
            }
            return;
        }
        left += type.Align switch
        {
            Align.Center => (width - Measure(text.Plain, type)) / 2,
            Align.Right => width - Measure(text.Plain, type),
            _ => 0
        };
        foreach (var piece in text.Pieces)
        {
            var wide = Measure(piece.Text, type);
            Draw(Graphics, piece.Text, type, left, baseline, piece.Red ? Red : XBrushes.Black);
            if (piece.Struck) Graphics.DrawLine(piece.Red ? RedLine : Border, Mm(left), Mm(top + type.Line / 2), Mm(left + wide),
                Mm(top + type.Line / 2));
            left += wide;
        }
    }

    /// <summary>The width of a text in one line, in millimetres.</summary>
    public double Measure(string text, TextStyle type)
    {
        var wide = 0.0;
        foreach (var rune in text.EnumerateRunes())
            if (!IsSelector(rune.Value)) wide += fonts.For(rune.Value, type.Face)?.Width(rune.Value) ?? 1;
        return wide * type.Points * Point;
    }

    /// <summary>The lines of a text in a column; with hanging, a comma may stand just outside of it.</summary>
    public IReadOnlyList<Inked> Lines(Inked text, TextStyle type, double width, bool hanging = true) =>
        [.. text.Cut(Kinsoku.Wrap(text.Plain, width, part => Measure(part, type), hanging))];

    /// <summary>Finishes the sheets with their foot and gives the file.</summary>
    public PaperFile Finish()
    {
        var small = new TextStyle(fonts.Gothic, 8);
        foreach (var (i, sheet) in sheets.Index())
        {
            Sheet = sheet;
            if (i >= Covers) Within(null, () =>
            {
                Line(Foot, small, Left, Column, Height - 15);
                Line($"{i + 1}/{sheets.Count}", small with { Align = Align.Right }, Left, Column, Height - 15);
            });
            sheet.Graphics.Dispose();
        }
        using var file = new MemoryStream();
        document.Save(file, false);
        file.Position = 0;
        return new(PaperArchive.Close(file, tagged => Bind(tagged, whole, sheets)), sheets.Count, [.. missing]);
    }

    // Characters of one typeface are drawn together; what none has is drawn as 〓 and remembered, never left blank.
    void Draw(XGraphics sheet, string text, TextStyle type, double x, double baseline, XBrush ink)
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
            sheet.DrawString(part, face.At(type.Points), ink, Mm(x), Mm(baseline));
            x += Measure(part, type);
            run.Clear();
        }
    }

    // The built-in typefaces have one shape of each character: a register's chosen variant cannot be shown and must be checked.
    static bool IsSelector(int value) => PlainText.IsVariationSelector(value);

    static double Mm(double millimetres) => millimetres / Point;
}
