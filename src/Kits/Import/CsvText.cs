using System.Text;
using CsvHelper;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A table as a spreadsheet saves it: UTF-8, the Shift_JIS of a Japanese Excel, or the UTF-16 of its "Unicode text"; with commas,
/// or with tabs as copied cells have.</summary>
public static class CsvText
{
    const int ShiftJis = 932, MostOfRow = 1024 * 1024, Piece = 64 * 1024;
    const string Unread = "このファイルの文字を読めません。表計算ソフトで「CSV UTF-8」を選んで保存し直してください。";
    static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    static readonly Encoding[] Wide = [new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true)];

    /// <exception cref="Rule">the bytes are no text.</exception>
    public static string Decode(byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        using var reader = Reader(content, EncodingOf(content));
        return reader.ReadToEnd();
    }

    /// <summary>How the text is written. All of it is looked at, a piece at a time: a file whose first thousand rows are English can be
    /// Japanese in its last.</summary>
    /// <exception cref="Rule">it is no text.</exception>
    static Encoding EncodingOf(Stream content)
    {
        Span<byte> head = stackalloc byte[2];
        head = head[..content.ReadAtLeast(head, 2, throwOnEndOfStream: false)];
        foreach (var wide in Wide)
            if (head.SequenceEqual(wide.Preamble)) return Fits(content, wide) ? wide : throw new Rule("file", Unread);
        if (Fits(content, Utf8)) return Utf8;
        return CodePagesEncodingProvider.Instance.GetEncoding(ShiftJis, EncoderFallback.ExceptionFallback,
            DecoderFallback.ExceptionFallback) is { } japanese && Fits(content, japanese) ? japanese : throw new Rule("file", Unread);
    }

    static bool Fits(Stream content, Encoding encoding)
    {
        using var reader = Reader(content, encoding);
        var piece = new char[Piece];
        try
        {
            while (reader.Read(piece) > 0) { }
            return true;
        }
        catch (DecoderFallbackException) { return false; }
    }

    static StreamReader Reader(Stream content, Encoding encoding)
    {
        content.Position = 0;
        return new(content, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }

    /// <summary>The rows of the text as they come; columns that nobody asked for are left out.</summary>
    /// <exception cref="Rule">it is no table, or not this one.</exception>
    internal static IEnumerable<TableRow> Read(string field, Stream content, IReadOnlyList<Column> columns)
    {
        var encoding = EncodingOf(content);
        char separator;
        using (var first = Reader(content, encoding)) separator = HasTab(first) ? '\t' : ',';
        using var text = Reader(content, encoding);
        using var csv = CsvReader.Create(text, CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            Separator = separator,
            MaxRecordSize = MostOfRow,
        });
        var more = Next(field, csv);
        var heads = new Heads(field, columns, csv.Headers);
        for (; more; more = Next(field, csv))
            if (heads.Row((int)csv.LineNumber, csv.FieldCount, csv.GetString) is { } row) yield return row;
    }

    /// <summary>Whether there is a tab in the first line.</summary>
    static bool HasTab(StreamReader text)
    {
        for (var (read, sign) = (0, text.Read()); read < Piece && sign is not (-1 or '\n' or '\r'); read++, sign = text.Read())
            if (sign == '\t') return true;
        return false;
    }

    static bool Next(string field, CsvReader csv)
    {
        try { return csv.Read(); }
        catch (CsvFormatException)
        {
            throw new Rule(field, "表の引用符（\"）の対応が崩れているところがあります。表計算ソフトで開き直し、CSVで保存し直してください。");
        }
    }
}
