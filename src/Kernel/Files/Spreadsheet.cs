using System.Text;
using CsvHelper;

namespace Keyaki.Kernel;

/// <summary>Tables for spreadsheet programs. A cell that such a program would run as a formula gets an apostrophe before it, and loses
/// it again when it is taken in.</summary>
public static class Spreadsheet
{
    /// <summary>CSV in UTF-8, with a mark at the beginning by which these programs know that; what follows on a piece already written
    /// has none.</summary>
    public static byte[] Write(IEnumerable<IReadOnlyList<string?>> rows, bool follows = false)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes,
            CsvWriterOptions.Default with { WriteByteOrderMark = !follows, Injection = CsvInjection.None }, leaveOpen: true))
            foreach (var row in rows) csv.WriteRecord([.. row.Select(cell => Harmless(cell ?? ""))]);
        return bytes.ToArray();
    }

    /// <summary>The cell as it may be written.</summary>
    public static string Harmless(string cell) => IsFormula(cell) || HasMark(cell) ? "'" + cell : cell;

    /// <summary>The cell as it was before it was made harmless; also before a number, where other programs put the mark.</summary>
    public static string Plain(string cell) => HasMark(cell) ? cell[1..] : cell;

    static bool HasMark(string cell) => cell is ['\'', ..] && IsSign(cell.TrimStart('\''));

    // Full width counts as well: Japanese spreadsheets read ＝ as =. Numbers and telephone numbers (-5, +81 90-…) are none.
    static bool IsFormula(string cell) => IsSign(cell) && (!IsNumber(cell) || cell is ['\t' or '\r', ..]);

    static bool IsSign(string cell) => cell.TrimStart() is [var first, ..] && "=+-@＝＋－＠".Contains(first) || cell is ['\t' or '\r', ..];

    static bool IsNumber(string cell) =>
        PlainText.Of(cell).Normalize(NormalizationForm.FormKC).Trim() is ['+' or '-', >= '0' and <= '9' or '(' or '.', ..] number
            && !number.AsSpan(1).ContainsAnyExcept("0123456789 ,.()-");
}
