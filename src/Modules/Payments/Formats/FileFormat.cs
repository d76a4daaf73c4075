using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What a record is for: the head says from whom and for which day, rows are the matter, the total counts them, the end says
/// that nothing was cut off.</summary>
public enum Role { Head, Row, Total, End }

/// <summary>A count of rows, and the sum of one of their places, as the total record has them.</summary>
/// <param name="Count">The place of the count; null where only a sum is said.</param>
/// <param name="Of">The place that is summed; null where the rows are only counted.</param>
/// <param name="Where">Only rows in which this place is (or is not) one of these; null for all.</param>
/// <param name="Written">False for what only the answer counts: a request has zeros there.</param>
public sealed record Total(string? Count, string? Amount, string? Of, string? Where, IReadOnlyList<string> Is, IReadOnlyList<string> IsNot,
    bool Written)
{
    internal bool Counts(Func<string, string> row) =>
        Where is null || (Is.Count > 0 ? Is.Contains(row(Where)) : !IsNot.Contains(row(Where)));
}

/// <summary>ファイルの形 (全銀, コンビニの速報と確報, 共通納税): which records there are, as a file of the city's `payment-formats` has
/// it. Nothing of any of them stands in code.</summary>
/// <param name="IsTable">CSV; otherwise records of the same width.</param>
/// <param name="Width">Of a record in bytes; 0 for a table.</param>
/// <param name="Heading">The first line of a table names its columns.</param>
/// <param name="LineEnds">Whether records may stand without (false) or with CRLF between them (true).</param>
public sealed record FileFormat(string Code, string Title, bool IsTable, int Width, bool Heading, IReadOnlyList<bool> LineEnds,
    IReadOnlyDictionary<Role, Layout> Records, IReadOnlyList<Total> Totals)
{
    public Layout Row => Records[Role.Row];

    static readonly Dictionary<string, Role> Roles = new(StringComparer.Ordinal)
    {
        ["head"] = Role.Head, ["row"] = Role.Row, ["total"] = Role.Total, ["end"] = Role.End,
    };

    internal static FileFormat? Read(CityFile file)
    {
        if (file.Open("code", "title", "shape", "width", "heading", "lineEnds", "records", "totals") is not { } root) return null;
        var code = root.Code("code");
        file.IsNamed(code, root.Date("validFrom") ?? default);
        var table = root.OneOf("shape", "fixed", "csv") == "csv";
        if (table == root.Has("width")) root.Fault("width", "shape が fixed のときだけ、レコードの長さをバイトで書いてください。");
        List<bool> ends = [.. root.Words("lineEnds").Select(word => word == "crlf")];
        if (!table && ends.Count == 0) root.Fault("lineEnds", "none（改行なし）か crlf を書いてください。");
        var records = new Dictionary<Role, Layout>();
        foreach (var each in root.List("records"))
        {
            each.Only("role", Layouts.List);
            var role = Roles.GetValueOrDefault(each.OneOf("role", [.. Roles.Keys]));
            if (!records.TryAdd(role, Layouts.Read(each, root.Whole("width")))) each.Fault("role", "同じ役割のレコードが、もうあります。");
        }
        if (!records.ContainsKey(Role.Row)) root.Fault("records", "明細（row）のレコードがありません。");
        else if (records.Count > 1 && records.Values.Any(r => r.Places is not [{ Shape: Shape.Constant }, ..]))
            root.Fault("records", "役割を見分けるために、どのレコードも決まった文字（constant）で始めてください。");
        var totals = root.List("totals").Select(each => ReadTotal(each, records)).ToList();
        var (title, width, heading) = (root.Word("title"), root.Whole("width") ?? 0, root.Flag("heading", false));
        return records.ContainsKey(Role.Row) ? new(code, title, table, width, heading, ends, records, totals) : null;
    }

    static Total ReadTotal(Section each, Dictionary<Role, Layout> records)
    {
        each.Only("count", "amount", "of", "where", "is", "isNot", "written");
        var total = new Total(each.MaybeWord("count"), each.MaybeWord("amount"), each.MaybeWord("of"), each.MaybeWord("where"),
            each.Words("is"), each.Words("isNot"), each.Flag("written", true));
        Has(Role.Total, "count", total.Count);
        Has(Role.Total, "amount", total.Amount);
        Has(Role.Row, "of", total.Of);
        Has(Role.Row, "where", total.Where);
        if (total is { Count: null, Amount: null }) each.Fault("", "count か amount を書いてください。");
        if (total.Amount is null != total.Of is null) each.Fault("", "amount と of は、両方書くか、どちらも書かないでください。");
        if (total.Where is null != (total.Is.Count + total.IsNot.Count == 0))
            each.Fault("", "where と is か isNot は、両方書くか、どちらも書かないでください。");
        return total;

        void Has(Role role, string name, string? place)
        {
            if (place is not null && (!records.TryGetValue(role, out var layout) || layout.Places.All(p => p.Name != place)))
                each.Fault(name, $"「{place}」という項目はありません。");
        }
    }
}

/// <summary>The formats of a city's files by their codes.</summary>
public sealed record FileFormats(IReadOnlyDictionary<string, FileFormat> All)
{
    public static CityFiles Files { get; } = new CityFiles<FileFormats>("payment-formats", "*.json", "payment-format.json", reading =>
        new(reading.Files.Select(FileFormat.Read).OfType<FileFormat>().DistinctBy(f => f.Code).ToDictionary(f => f.Code)));

    /// <exception cref="Rule">the city's files have none of this code.</exception>
    public FileFormat this[string code] => All.GetValueOrDefault(code) ?? throw new Rule("format",
        $"ファイルの形「{code}」がありません。市のファイル payment-formats/{code}.json を置いてください。");
}
