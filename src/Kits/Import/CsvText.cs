using System.Text;
using CsvHelper;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A row of a table as it was typed; Line is its line in the file.</summary>
public sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Cells);

/// <summary>A table as a spreadsheet saves it: UTF-8, the Shift_JIS of a Japanese Excel, or the UTF-16 of its "Unicode text"; with commas,
/// or with tabs as copied cells have.</summary>
public static class CsvText
{
    /// <summary>More rows than this are refused: nobody looks through them on a screen.</summary>
    public const int MostRows = 3000;

    const int ShiftJis = 932;
    const string Unread = "このファイルの文字を読めません。表計算ソフトで「CSV UTF-8」を選んで保存し直してください。";
    static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <exception cref="Rule">the bytes are no text.</exception>
    public static string Decode(byte[] bytes)
    {
        foreach (var wide in new Encoding[] { new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true) })
            if (bytes.AsSpan().StartsWith(wide.Preamble))
                try { return wide.GetString(bytes.AsSpan(wide.Preamble.Length)); }
                catch (DecoderFallbackException) { throw new Rule("file", Unread); }
        try { return Utf8.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes); }
        catch (DecoderFallbackException) { }
        try
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(ShiftJis, EncoderFallback.ExceptionFallback,
            DecoderFallback.ExceptionFallback) ?? Utf8).GetString(bytes);
        }
        catch (DecoderFallbackException) { throw new Rule("file", Unread); }
    }

    /// <summary>The rows of the text, each cell under the name of its column; columns that nobody asked for are left out.</summary>
    /// <exception cref="Rule">a column is missing or there twice, nothing but a heading, or too many rows.</exception>
    public static IReadOnlyList<CsvRow> Read(string field, string text, IReadOnlyList<Column> columns)
    {
        var rows = new List<CsvRow>();
        try
        {
            using var csv = CsvReader.FromText(text.ReplaceLineEndings("\n"),
                CsvReaderOptions.Default with
                {
                    TrackLineNumbers = true,
                    MalformedData = CsvMalformedDataHandling.Throw,
                    Separator = text.AsSpan(0, Math.Max(0, text.IndexOf('\n'))).Contains('\t') ? '\t' : ','
                });
            var more = csv.Read();
            var heads = csv.Headers.Select(h => h.Trim()).ToList();
            if (columns.Where(c => c.Required && !heads.Contains(c.Label)).Select(c => $"「{c.Label}」").ToList() is { Count: > 0 } missing)
                throw new Rule(field, $"1行目に{string.Join("", missing)}という列がありません。この画面から取れるひな形の見出しに合わせてください。");
            if (heads.Where(h => columns.Any(c => c.Label == h)).GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new Rule(field, $"「{twice.Key}」という列が2つあります。1つにしてください。");
            for (; more; more = csv.Read())
            {
                if (rows.Count == MostRows) throw new Rule(field, $"一度に取り込めるのは{MostRows:#,0}行までです。ファイルを分けてください。");
                var cells = columns.ToDictionary(c => c.Name, c => heads.IndexOf(c.Label) is >= 0 and var at && at < csv.FieldCount
                    ? c.Read(Plain(csv.GetString(at))) : "");
                if (cells.Values.Any(c => c.Length > 0)) rows.Add(new((int)csv.LineNumber, cells));
            }
        }
        catch (CsvFormatException) { throw new Rule(field, "表の引用符（\"）の対応が崩れているところがあります。表計算ソフトで開き直し、CSVで保存し直してください。"); }
        return rows.Count > 0 ? rows : throw new Rule(field, "見出しのほかに行がありません。中身のある表を選んでください。");
    }

    // The apostrophe that keeps a spreadsheet from reading a cell as a formula is ours, not the person's.
    static string Plain(string cell) => PlainText.Of(Spreadsheet.Plain(cell)).Trim() is var text && PlainText.IsBlank(text) ? "" : text;
}
