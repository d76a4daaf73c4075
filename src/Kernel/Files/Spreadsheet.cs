using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http;

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

    const string Type = "text/csv; charset=utf-8";

    /// <summary>The rows as a file.</summary>
    public static IResult File(string name, IEnumerable<IReadOnlyList<string?>> rows) => Results.File(Write(rows), Type, name);

    /// <summary>The same, written while the rows come: however many there are, only some are in memory.</summary>
    public static IResult File(string name, IReadOnlyList<string?> heads, IAsyncEnumerable<IReadOnlyList<string?>> rows,
        CancellationToken stop) => Results.Stream(async body =>
        {
            await body.WriteAsync(Write([heads]), stop);
            await foreach (var some in rows.Chunk(Piece).WithCancellation(stop)) await body.WriteAsync(Write(some, follows: true), stop);
        }, Type, name);

    const int Piece = 500;

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
