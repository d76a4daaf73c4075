using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Keyaki.Kernel;

/// <summary>A paper of many sheets: its headings make the bookmarks and, behind the cover, the contents with the number of each sheet;
/// words may lead to a heading.</summary>
public sealed class Volume(Paper paper)
{
    sealed record Entry(int Level, Inked Title, string? Name, Sheet Sheet, double Y);
    sealed record Reference(string Name, Sheet Sheet, double Left, double Top, double Width, double Height);

    // Sizes of chapters, sections and items, with the room that stands before and after them.
    static readonly (double Points, double Before, double After)[] Levels = [(17, 0, 5), (13.5, 7, 2.5), (11.5, 5, 1.5)];

    const double Rest = 62; // millimetres, a quarter of a sheet

    readonly List<Entry> entries = [];
    readonly List<Reference> references = [];

    public Paper Paper => paper;

    /// <summary>A heading: 1 is a chapter, which begins a new sheet unless the one before has hardly begun its last, 2 a section, 3 an
    /// item. It is never the last thing on a sheet.</summary>
    public void Heading(int level, Inked title, string? name = null)
    {
        var (points, before, after) = Levels[level - 1];
        var type = new TextStyle(paper.Fonts.Bold, points, Lead: 1.4);
        // A chapter goes on where the one before leaves a sheet nearly empty.
        if (level == 1 && paper.Y > Paper.Top + Rest) paper.NewSheet();
        else if (level == 1 && paper.Y > Paper.Top) paper.Skip(14);
        if (paper.Y > Paper.Top) paper.Skip(before);
        // Room for the heading that may follow, and for the first lines under that.
        paper.Need(paper.Lines(title, type, Paper.Column).Count * type.Line + after + (Levels.Length - level) * 20 + 3 * paper.Plain.Line);
        entries.Add(new(level, title, name, paper.Sheet, paper.Y));
        paper.In($"H{level}", () => paper.Text(title, type));
        if (level == 1) paper.Trace([(Paper.Left, paper.Y + 1), (Paper.Width - Paper.Right, paper.Y + 1)], Stroke.Thick);
        paper.Skip(after);
    }

    /// <summary>Makes the words of the next line a link to a heading; nothing where there is no such heading.</summary>
    public void Lead(string name, double left, double width, double height) =>
        references.Add(new(name, paper.Sheet, left, paper.Y, width, height));

    /// <summary>Writes the contents behind the cover, the bookmarks and the links, and finishes the paper.</summary>
    public PaperFile Finish(string contents)
    {
        WriteContents(contents);
        var open = new PdfOutlineCollection?[] { paper.Bookmarks, null, null, null };
        foreach (var entry in entries)
        {
            var parent = open[..entry.Level].Last(o => o is not null);
            var mark = parent?.Add(entry.Title.Plain, entry.Sheet.Page, opened: entry.Level == 1);
            if (mark is null) continue;
            mark.Top = Paper.FromBelow(entry.Y);
            open[entry.Level] = mark.Outlines;
            Array.Clear(open, entry.Level + 1, open.Length - entry.Level - 1);
        }
        var named = entries.Where(e => e.Name is not null).ToDictionary(e => e.Name ?? "");
        foreach (var r in references)
            if (named.TryGetValue(r.Name, out var to)) paper.Link(r.Sheet, r.Left, r.Top, r.Width, r.Height, to.Sheet, to.Y);
        return paper.Finish();
    }

    void WriteContents(string title)
    {
        var (lines, number) = (new List<(Entry Entry, PaperElement Said, Sheet Sheet, double Y, double Right)>(),
            new TextStyle(paper.Fonts.Gothic, 10, Align.Right, 1.5));
        // It is written last and read after the cover.
        var front = paper.Front();
        paper.TurnToCover();
        paper.NewSheet();
        paper.Within(front, () => paper.In("H1", () => paper.Text(title, new(paper.Fonts.Bold, 17, Lead: 1.4))));
        var list = front.Add("TOC");
        paper.Skip(5);
        foreach (var entry in entries)
        {
            var type = new TextStyle(entry.Level == 1 ? paper.Fonts.Bold : paper.Fonts.Gothic, entry.Level == 1 ? 10.5 : 10, Lead: 1.5);
            var left = Paper.Left + (entry.Level - 1) * 6;
            if (entry.Level == 1) paper.Skip(1.5);
            var wrapped = paper.Lines(entry.Title, type, Paper.Width - Paper.Right - left - 14);
            paper.Need(wrapped.Count * type.Line);
            var said = list.Add("TOCI");
            foreach (var line in wrapped)
            {
                paper.Within(said, () => paper.Line(line, type, left, Paper.Column, paper.Y));
                paper.Skip(type.Line);
            }
            lines.Add((entry, said, paper.Sheet, paper.Y - type.Line, left + paper.Measure(wrapped[^1].Plain, type)));
        }
        foreach (var (entry, said, sheet, y, right) in lines)
        {
            paper.TurnTo(sheet, y);
            paper.Within(said, () => paper.Line($"{paper.Number(entry.Sheet)}", number, Paper.Left, Paper.Column, y));
            if (right + 2 < Paper.Width - Paper.Right - 9)
                paper.Trace([(right + 2, y + number.Line * 0.62), (Paper.Width - Paper.Right - 9, y + number.Line * 0.62)], Stroke.Dotted);
            paper.Link(sheet, Paper.Left, y, Paper.Column, number.Line, entry.Sheet, entry.Y);
        }
    }
}
