using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A table as programs hand it on: a list of objects, each a row, their names the headings. What stands in a cell is a text, a
/// number, yes or no, or nothing.</summary>
static class JsonTable
{
    /// <summary>Deeper is no table.</summary>
    const int Depth = 4;

    /// <summary>Whether the content begins as one; it stays where it is.</summary>
    public static bool Is(Stream content)
    {
        Span<byte> head = stackalloc byte[64];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        var text = head[..read];
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) text = text[3..];
        return text.TrimStart(" \r\n\t"u8).StartsWith("["u8);
    }

    /// <exception cref="Rule">it is no such list.</exception>
    public static IEnumerable<TableRow> Read(string field, Stream content, IReadOnlyList<Column> columns)
    {
        using var document = Parse(field, content);
        var heads = document.RootElement.EnumerateArray().SelectMany(row => row.ValueKind is JsonValueKind.Object
            ? row.EnumerateObject().Select(p => Text(field, () => p.Name)) : throw NoTable(field)).Distinct().ToList();
        var places = heads.Index().ToDictionary(h => h.Item, h => h.Index);
        var table = new Heads(field, columns, heads);
        foreach (var (at, row) in document.RootElement.EnumerateArray().Index())
        {
            var cells = new string[heads.Count];
            Array.Fill(cells, "");
            foreach (var cell in row.EnumerateObject()) cells[places[cell.Name]] = Said(field, cell.Value);
            if (table.Row(at + 1, cells.Length, place => cells[place]) is { } read) yield return read;
        }
    }

    static JsonDocument Parse(string field, Stream content)
    {
        try
        {
            return JsonDocument.Parse(content, new() { MaxDepth = Depth, AllowDuplicateProperties = false });
        }
        catch (JsonException) { throw NoTable(field); }
    }

    static string Said(string field, JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.String => Text(field, () => cell.GetString() ?? ""),
        JsonValueKind.Number => cell.GetRawText(),
        JsonValueKind.True => Cell.Yes,
        JsonValueKind.False => Cell.No,
        JsonValueKind.Null => "",
        _ => throw NoTable(field),
    };

    /// <summary>Half a sign, which JSON can write and no text can hold, is told here.</summary>
    static string Text(string field, Func<string> read)
    {
        try { return read(); }
        catch (InvalidOperationException) { throw NoTable(field); }
    }

    static Rule NoTable(string field) => new(field, "JSONの表として読めません。[ { \"見出し\": \"値\" } ] の形にしてください。");
}
