using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Advanced;

namespace Keyaki.Kernel;

/// <summary>
/// An element of what a paper says, for those who have it read to them (tagged PDF, ISO 32000-2, 14.7 and 14.8): its kind (H1, P,
/// Table, Figure ...), its parts in the order of reading, and for a picture the words that stand for it.
/// </summary>
public sealed class PaperElement(string kind, string? words = null)
{
    static readonly HashSet<string> Groups = ["Document", "Sect", "Table", "TR", "TOC"];

    internal string Kind => kind;
    internal string? Words => words;

    /// <summary>True when it only holds other elements: a line of text in it becomes a paragraph.</summary>
    internal bool Holds => Groups.Contains(kind);

    /// <summary>Elements, and places on sheets.</summary>
    internal List<object> Parts { get; } = [];

    public PaperElement Add(string part, string? said = null)
    {
        var added = new PaperElement(part, said);
        Parts.Add(added);
        return added;
    }

    /// <summary>Whether anything of it stands on the sheet.</summary>
    internal bool IsOn(Sheet sheet) =>
        Parts.Exists(p => p is PaperElement inner ? inner.IsOn(sheet) : p is (Sheet there, int) && there == sheet);

    internal bool IsEmpty => Parts.TrueForAll(p => p is PaperElement { IsEmpty: true });
}

// What is drawn is said, too: every line of text belongs to an element, and what only decorates to none.
public sealed partial class Paper
{
    // The library cannot mark content across sheets that are taken up again: the marks are written as comments, and PaperArchive turns
    // them into operators.
    const string Begin = "keyaki-begin", End = "keyaki-end";

    readonly PaperElement whole = new("Document");
    PaperElement? open;
    bool marking;

    /// <summary>Everything that the paper says so far.</summary>
    internal PaperElement Whole => whole;

    /// <summary>Writes into a new element of this kind; <paramref name="words"/> stand for a picture.</summary>
    public void In(string kind, Action write, string? words = null) =>
        Within(open == Aside ? null : (open ?? whole).Add(kind, words), write);

    /// <summary>Writes a new element of this kind under one mark: lines that are read one after another, as on a form with many small
    /// fields.</summary>
    public void As(string kind, Action write, string? words = null) => In(kind, () => Mark(true, write), words);

    /// <summary>Writes into an element that was begun before; null for what nobody needs to hear (page numbers, a head that stands on
    /// the next sheet again).</summary>
    public void Within(PaperElement? element, Action write)
    {
        var outer = open;
        open = element ?? Aside;
        write();
        open = outer;
    }

    /// <summary>A place for what is written later and read right after the first sheet.</summary>
    internal PaperElement Front()
    {
        var front = new PaperElement("Sect");
        var at = whole.Parts.FindIndex(p => p is PaperElement e && !e.IsEmpty && !e.IsOn(sheets[0]));
        whole.Parts.Insert(at < 0 ? whole.Parts.Count : at, front);
        return front;
    }

    static readonly PaperElement Aside = new("Artifact");

    /// <summary>Draws once inside of one mark. Lines and areas are decoration unless they stand in a figure.</summary>
    void Mark(bool text, Action draw)
    {
        if (marking) { draw(); return; }
        var into = open ?? whole;
        var element = into == Aside || !text && into.Kind != "Figure" ? null : into.Holds ? into.Add("P") : into;
        element?.Parts.Add((Sheet, Sheet.Marks));
        // Saving ends a text object: marks must not begin in one and end in another.
        var state = Graphics.Save();
        Graphics.WriteComment(element is null ? $"{Begin} Artifact"
            : string.Create(CultureInfo.InvariantCulture, $"{Begin} {element.Kind} {Sheet.Marks++}"));
        marking = true;
        draw();
        marking = false;
        Graphics.Restore(state);
        Graphics.WriteComment(End);
    }

    /// <summary>Decoration on a page that is not made by this class.</summary>
    internal static void Decorate(XGraphics sheet, Action draw)
    {
        var state = sheet.Save();
        sheet.WriteComment($"{Begin} Artifact");
        draw();
        sheet.Restore(state);
        sheet.WriteComment(End);
    }

    /// <summary>The content of a page with its marks as operators; the same bytes where there are none.</summary>
    internal static byte[] Marked(byte[] content)
    {
        if (content.AsSpan().IndexOf("% keyaki-"u8) < 0) return content;
        var text = Marks().Replace(Encoding.Latin1.GetString(content), mark => mark.Groups[1].Value switch
        {
            "" => "EMC\n",
            "Artifact" => "/Artifact BMC\n",
            var kind => $"/{kind} <</MCID {mark.Groups[2].Value}>> BDC\n",
        });
        return Encoding.Latin1.GetBytes(text);
    }

    [GeneratedRegex($"% (?:{Begin} ([A-Za-z0-9]+)(?: ([0-9]+))?|{End})\r?\n")]
    private static partial Regex Marks();

    /// <summary>Writes the structure into the file: the tree of elements, and for each sheet which element each of its marks belongs
    /// to.</summary>
    internal static void Bind(PdfDocument file, PaperElement whole, IReadOnlyList<Sheet> sheets)
    {
        var number = sheets.Select((sheet, i) => (sheet, i)).ToDictionary(s => s.sheet, s => s.i);
        var owners = sheets.Select(_ => new SortedDictionary<int, PdfReference>()).ToList();
        PdfDictionary Made(string type)
        {
            var made = new PdfDictionary(file);
            made.Elements.SetName("/Type", type);
            file.Internals.AddObject(made);
            return made;
        }
        static PdfReference Of(PdfObject known) => known.Reference ?? throw new InvalidOperationException("not in the file");

        PdfReference Written(PaperElement element, PdfReference parent)
        {
            var (made, parts) = (Made("/StructElem"), new PdfArray(file));
            made.Elements.SetName("/S", "/" + element.Kind);
            made.Elements["/P"] = parent;
            if (element.Words is { } words) made.Elements["/Alt"] = new PdfString(words, PdfStringEncoding.Unicode);
            if (element.Kind == "TH") made.Elements["/A"] = new PdfLiteral("<</O/Table/Scope/Both>>");
            foreach (var part in element.Parts)
            {
                if (part is PaperElement inner)
                {
                    if (!inner.IsEmpty) parts.Elements.Add(Written(inner, Of(made)));
                }
                else if (part is (Sheet sheet, int mark))
                {
                    var place = new PdfDictionary(file);
                    place.Elements.SetName("/Type", "/MCR");
                    place.Elements["/Pg"] = Of(file.Pages[number[sheet]]);
                    place.Elements.SetInteger("/MCID", mark);
                    parts.Elements.Add(place);
                    owners[number[sheet]][mark] = Of(made);
                }
            }
            made.Elements["/K"] = parts;
            return Of(made);
        }

        var root = Made("/StructTreeRoot");
        root.Elements["/K"] = Written(whole, Of(root));
        var (tree, numbers) = (new PdfDictionary(file), new PdfArray(file));
        foreach (var (i, marks) in owners.Index())
        {
            var list = new PdfArray(file);
            foreach (var owner in marks.Values) list.Elements.Add(owner);
            numbers.Elements.Add(new PdfInteger(i));
            numbers.Elements.Add(list);
            file.Pages[i].Elements.SetInteger("/StructParents", i);
            file.Pages[i].Elements.SetName("/Tabs", "/S");
        }
        tree.Elements["/Nums"] = numbers;
        root.Elements["/ParentTree"] = tree;
        root.Elements.SetInteger("/ParentTreeNextKey", sheets.Count);
        file.Internals.Catalog.Elements["/StructTreeRoot"] = Of(root);
        file.Internals.Catalog.Elements["/MarkInfo"] = new PdfLiteral("<</Marked true>>");
    }
}
