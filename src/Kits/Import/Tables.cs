using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A row of a table as it was typed; Line is its line in the file.</summary>
public sealed record TableRow(int Line, IReadOnlyDictionary<string, string> Cells);

/// <summary>Reads the rows of a brought file, one after the other.</summary>
public static class Tables
{
    /// <summary>More rows than this are refused.</summary>
    public const int MostRows = 100_000;

    /// <summary>The largest file, in bytes.</summary>
    public const long MostBytes = 60 * 1024 * 1024;

    /// <exception cref="Rule">it cannot be read, a column is missing or there twice, there is nothing but a heading, or too many
    /// rows.</exception>
    public static IEnumerable<TableRow> Read(string field, Stream content, string type, IReadOnlyList<Column> columns)
    {
        var count = 0;
        foreach (var row in type is FileBytes.Xlsx ? Workbook.Read(field, content, columns)
            : JsonTable.Is(content) ? JsonTable.Read(field, content, columns) : CsvText.Read(field, content, columns))
        {
            if (++count > MostRows) throw new Rule(field, $"一度に取り込めるのは{MostRows:#,0}行までです。ファイルを分けてください。");
            yield return row;
        }
        if (count == 0) throw new Rule(field, "見出しのほかに行がありません。中身のある表を選んでください。");
    }
}

/// <summary>The heading of a table: which of its columns is which of ours.</summary>
sealed class Heads
{
    readonly IReadOnlyList<Column> columns;
    readonly int[] places;

    /// <exception cref="Rule">a column is missing or there twice.</exception>
    public Heads(string field, IReadOnlyList<Column> columns, IEnumerable<string> given)
    {
        var heads = given.Select(h => h.Trim()).ToList();
        if (columns.Where(c => c.Required && !heads.Contains(c.Label)).Select(c => $"「{c.Label}」").ToList() is { Count: > 0 } missing)
            throw new Rule(field, $"1行目に{string.Join("", missing)}という列がありません。この画面から取れるひな形の見出しに合わせてください。");
        if (heads.Where(h => columns.Any(c => c.Label == h)).GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new Rule(field, $"「{twice.Key}」という列が2つあります。1つにしてください。");
        (this.columns, places) = (columns, [.. columns.Select(c => heads.IndexOf(c.Label))]);
    }

    /// <summary>The row whose cells are asked by their place; null when nothing stands in it.</summary>
    public TableRow? Row(int line, int count, Func<int, string> cell)
    {
        var cells = new Dictionary<string, string>(columns.Count);
        foreach (var (column, place) in columns.Zip(places))
            cells[column.Name] = place >= 0 && place < count ? column.Read(Plain(cell(place))) : "";
        return cells.Values.Any(c => c.Length > 0) ? new(line, cells) : null;
    }

    // The apostrophe that keeps a spreadsheet from reading a cell as a formula is ours, not the person's.
    static string Plain(string cell) => PlainText.Of(Spreadsheet.Plain(cell).ReplaceLineEndings("\n")).Trim() is var text
        && PlainText.IsBlank(text) ? "" : text;
}
