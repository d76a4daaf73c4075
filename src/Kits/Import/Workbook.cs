using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>
/// The first sheet of an Excel file, row by row (decision 0024). Nothing in it is trusted: how much it unpacks to is counted while it is
/// read, whatever it says itself; formulas give the value that was kept with them, and what lies outside of the file is never asked for.
/// </summary>
sealed partial class Workbook : IDisposable
{
    const int MostEntries = 1_000, MostColumns = 1_000, MostOfCell = 32_767;
    const long MostOfSheet = 400 * 1024 * 1024, MostOfTexts = 64 * 1024 * 1024, MostOfOther = 8 * 1024 * 1024;

    static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };
    static readonly DateTime From1900 = new(1899, 12, 30), From1904 = new(1904, 1, 1);

    readonly string field;
    readonly ZipArchive zip;
    readonly string sheet = "";
    readonly DateTime from = From1900;
    readonly List<string> texts = [];
    readonly List<Style> styles = [];

    /// <summary>What a number means in a cell: a day, or digits with zeros before them.</summary>
    readonly record struct Style(bool Day, int Digits);

    Workbook(string field, Stream content)
    {
        (this.field, zip) = (field, new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true));
        if (zip.Entries.Count > MostEntries) throw TooLarge();
        if (zip.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            throw new Rule(field, "マクロを含むブックは取り込めません。Excelで「Excelブック（.xlsx）」を選んで保存し直してください。");
        var parts = Parts().ToList();
        string? Of(string kind) => parts.Find(p => p.Kind == kind).Path;
        var sheets = Read("xl/workbook.xml", MostOfOther, xml => (
            Since: xml.LocalName == "workbookPr" ? xml.GetAttribute("date1904") : null,
            Id: xml.LocalName == "sheet" && xml.GetAttribute("state") is (null or "visible") ? Named(xml, "id") : null)).ToList();
        if (sheets.Exists(s => s.Since is "1" or "true")) from = From1904;
        var first = sheets.Find(s => s.Id is not null).Id ?? throw Broken();
        sheet = parts.Find(p => p.Id == first && p.Kind == "worksheet").Path ?? throw Broken();
        if (Of("styles") is { } looks) styles = [.. Looks(looks)];
        if (Of("sharedStrings") is { } shared)
            texts = [.. Read(shared, MostOfTexts, xml => xml.LocalName == "si" ? Text(xml) : null).OfType<string>()];
    }

    public void Dispose() => zip.Dispose();

    /// <exception cref="Rule">it is no workbook that can be read, or not a table of this list.</exception>
    public static IEnumerable<TableRow> Read(string field, Stream content, IReadOnlyList<Column> columns)
    {
        using var rows = Rows(field, content, columns).GetEnumerator();
        while (Next(field, rows)) yield return rows.Current;
    }

    static bool Next(string field, IEnumerator<TableRow> rows)
    {
        try { return rows.MoveNext(); }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException or NotSupportedException)
        {
            throw Broken(field);
        }
    }

    static IEnumerable<TableRow> Rows(string field, Stream content, IReadOnlyList<Column> columns)
    {
        using var book = new Workbook(field, content);
        Heads? heads = null;
        foreach (var (line, cells) in book.Lines())
            if (heads is null) { if (cells.Any(c => c.Length > 0)) heads = new(field, columns, cells); }
            else if (heads.Row(line, cells.Count, at => cells[at]) is { } row) yield return row;
        _ = heads ?? new(field, columns, []);
    }

    static Rule Broken(string field) => new(field, "このExcelのファイルは、壊れているか、読めない形です。Excelで開き、「Excelブック（.xlsx）」を選んで保存し直してください。");
    Rule Broken() => Broken(field);
    Rule TooLarge() => new(field, "このExcelのファイルは、開くと大きすぎます。使っていない行や列、ほかのシートを消すか、CSVで保存し直してください。");

    /// <summary>The parts that the workbook names, by what they are; those outside of the file are left out.</summary>
    IEnumerable<(string? Id, string Kind, string Path)> Parts() => Read("xl/_rels/workbook.xml.rels", MostOfOther, xml =>
        xml.LocalName == "Relationship" && xml.GetAttribute("TargetMode") is not "External" && xml.GetAttribute("Target") is { } target
            ? (xml.GetAttribute("Id"), (xml.GetAttribute("Type") ?? "").Split('/')[^1],
                target is ['/', .. var whole] ? whole : "xl/" + target)
            : ((string?, string, string)?)null).OfType<(string?, string, string)>();

    /// <summary>What is read off the elements of a part, one after the other.</summary>
    IEnumerable<T> Read<T>(string path, long most, Func<XmlReader, T> of)
    {
        using var part = new Counted((zip.GetEntry(path) ?? throw Broken()).Open(), most, TooLarge);
        using var xml = XmlReader.Create(part, Strict);
        while (xml.Read()) if (xml.NodeType == XmlNodeType.Element) yield return of(xml);
    }

    static string? Named(XmlReader xml, string name)
    {
        string? found = null;
        while (xml.MoveToNextAttribute()) if (xml.LocalName == name && xml.Prefix.Length > 0) found = xml.Value;
        xml.MoveToElement();
        return found;
    }

    /// <summary>The text below this element, in all its runs; how it is read aloud (rPh) is not part of it.</summary>
    string Text(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (text, depth) = (new StringBuilder(), xml.Depth);
        while (xml.Read() && xml.Depth > depth)
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh", IsEmptyElement: false }) Pass(xml);
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "t", IsEmptyElement: false }) text.Append(Value(xml));
        return text.Length > MostOfCell ? throw TooLarge() : XmlConvert.DecodeName(text.ToString()) ?? "";
    }

    static void Pass(XmlReader xml)
    {
        for (var depth = xml.Depth; xml.Read() && xml.Depth > depth;) { }
    }

    /// <summary>What stands in an element without others.</summary>
    string Value(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (text, depth, piece) = (new StringBuilder(), xml.Depth, new char[4096]);
        while (xml.Read() && xml.Depth > depth)
            if (xml.HasValue)
                while (xml.ReadValueChunk(piece, 0, piece.Length) is > 0 and var read)
                    if (text.Append(piece, 0, read).Length > MostOfCell) throw TooLarge();
        return text.ToString();
    }

    IEnumerable<Style> Looks(string path)
    {
        var (formats, cells) = (new Dictionary<int, string>(), false);
        foreach (var style in Read(path, MostOfOther, xml =>
        {
            var (id, code) = (Whole(xml.GetAttribute("numFmtId")), xml.GetAttribute("formatCode"));
            if (xml.LocalName is "cellStyleXfs" or "cellXfs") cells = xml.LocalName == "cellXfs";
            if (xml.LocalName == "numFmt" && code is not null) formats[id] = code;
            return xml.LocalName == "xf" && cells ? StyleOf(id, formats.GetValueOrDefault(id)) : (Style?)null;
        })) if (style is { } known) yield return known;
    }

    // The built-in formats of days, those of Japanese calendars with them (ECMA-376 18.8.30).
    static Style StyleOf(int id, string? code) => code is null ? new(id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47)
        or (>= 50 and <= 58), 0) : new(Days().IsMatch(Said().Replace(code, "")), Zeros().IsMatch(code) ? code.Length : 0);

    // What in a format is no sign of a day: words, colours, places, the usual format, powers of ten.
    [GeneratedRegex("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]|General|G/標準|E[+-]", RegexOptions.IgnoreCase)]
    private static partial Regex Said();
    [GeneratedRegex("[ymdhsge]", RegexOptions.IgnoreCase)] private static partial Regex Days();
    [GeneratedRegex("^0{2,20}$")] private static partial Regex Zeros();

    static int Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The lines of the sheet with their numbers.</summary>
    IEnumerable<(int Line, IReadOnlyList<string> Cells)> Lines()
    {
        var line = 0;
        foreach (var cells in Read(sheet, MostOfSheet, xml =>
        {
            if (xml.LocalName != "row") return null;
            line = Whole(xml.GetAttribute("r")) is > 0 and var number ? number : line + 1;
            return Cells(xml);
        })) if (cells is not null) yield return (line, cells);
    }

    List<string> Cells(XmlReader xml)
    {
        var cells = new List<string>();
        if (xml.IsEmptyElement) return cells;
        for (var depth = xml.Depth; xml.Read() && xml.Depth > depth;)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;
            var at = Place(xml.GetAttribute("r")) ?? cells.Count;
            var cell = Cell(xml);
            if (at >= MostColumns || cell.Length == 0) continue;
            while (cells.Count <= at) cells.Add("");
            cells[at] = cell;
        }
        return cells;
    }

    /// <summary>The column of AB12, counted from zero.</summary>
    static int? Place(string? named)
    {
        if (named is null) return null;
        var at = 0;
        foreach (var sign in named.TakeWhile(char.IsAsciiLetterUpper).Take(4)) at = at * 26 + sign - 'A' + 1;
        return at - 1 is >= 0 and var place ? place : null;
    }

    string Cell(XmlReader xml)
    {
        var (kind, style, value) = (xml.GetAttribute("t"), Whole(xml.GetAttribute("s")), "");
        if (xml.IsEmptyElement) return "";
        for (var depth = xml.Depth; xml.Read() && xml.Depth > depth;)
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" }) value = Value(xml);
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "is" }) value = Text(xml);
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "f", IsEmptyElement: false }) Pass(xml);
        return kind switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < texts.Count ? texts[at] : "",
            "b" => value == "1" ? "TRUE" : "FALSE",
            "d" => value.Replace('T', ' '),
            "str" or "inlineStr" or "e" => value,
            _ => Number(value, style < styles.Count ? styles[style] : default),
        };
    }

    /// <summary>A number as the sheet shows it: a day, digits with their zeros, or the number without what reckoning in halves adds
    /// behind its fifteenth digit.</summary>
    string Number(string value, Style style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) >= 1e15)
            return value;
        if (style.Day && number >= 0 && number < 2_958_466)
        {
            var at = from.AddSeconds(Math.Round(number * 86_400));
            // The calendar of these programs has a 29 February 1900: the days before it are one off.
            if (from == From1900 && number < 60) at = at.AddDays(1);
            return at.ToString(number < 1 ? "HH:mm" : at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
                CultureInfo.InvariantCulture);
        }
        var digits = ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture);
        return style.Digits > 0 && digits.All(char.IsAsciiDigit) ? digits.PadLeft(style.Digits, '0') : digits;
    }

    /// <summary>A part while it is unpacked; more of it than that is no table.</summary>
    sealed class Counted(Stream inner, long most, Func<Rule> tooLarge) : Passing
    {
        long left = most;

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            return (left -= read) < 0 ? throw tooLarge() : read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        protected override void Dispose(bool disposing) => inner.Dispose();
    }
}
