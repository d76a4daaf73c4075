using System.Text;
using CsvHelper;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Why a file, or a row of it, is not taken: where (from 1; 0 for the whole file), and what to do.</summary>
/// <param name="Line">The record's number.</param>
/// <param name="Column">In bytes; in a table the column's number.</param>
public sealed record Refusal(int Line, int Column, string Reason)
{
    public override string ToString() => Line == 0 ? Reason : Column == 0 ? $"{Line}行目：{Reason}" : $"{Line}行目の{Column}桁目：{Reason}";
}

/// <summary>A row that can be taken.</summary>
public sealed record FileRow(int Line, Values Values);

/// <summary>What stands in a file. Where it is refused as a whole nothing of it may be taken; else each row is taken or refused by
/// itself.</summary>
public sealed record FileContent(IReadOnlyList<Refusal> Refused, Values? Head, IReadOnlyList<FileRow> Rows,
    IReadOnlyList<Refusal> Rejected);

/// <summary>Reads a file by its format. It is refused whole when it is cut, of another width or kind, has mixed line ends, or its totals do
/// not fit; a single row is refused where only that row is wrong.</summary>
public sealed class FileReading
{
    const byte Cr = 13, Lf = 10, EndOfFile = 0x1A;
    const int MostRefusals = 20;
    const string Cut = "ファイルが途中で切れています。もう一度受け取ってください。";

    readonly FileFormat format;
    readonly DateOnly today;
    readonly List<Refusal> refused = [], rejected = [];
    readonly List<FileRow> rows = [];
    Values? head, total;
    Role last = Role.Head;
    bool begun;

    FileReading(FileFormat format, DateOnly today) => (this.format, this.today) = (format, today);

    /// <param name="also">What else may be wrong with a row: the place and why; null where nothing is.</param>
    public static FileContent Read(FileFormat format, byte[] file, DateOnly today, Func<Values, (string Name, string Reason)?>? also = null)
    {
        var reading = new FileReading(format, today);
        if (file.Length == 0) reading.Refuse(0, 0, "ファイルが空です。もう一度受け取ってください。");
        else if (format.IsTable) reading.ReadTable(file, also);
        else reading.ReadFixed(file, also);
        if (reading.refused.Count == 0) reading.Finish();
        return reading.refused.Count > 0 ? new(reading.refused, reading.head, [], [])
            : new([], reading.head, reading.rows, reading.rejected);
    }

    string Other => $"{format.Title}のファイルか、確かめてください。";

    void Refuse(int line, int column, string reason)
    {
        if (refused.Count < MostRefusals) refused.Add(new(line, column, reason));
    }

    void ReadFixed(byte[] file, Func<Values, (string, string)?>? also)
    {
        var whole = file.AsSpan();
        if (whole[^1] == EndOfFile) whole = whole[..^1];
        if (whole.StartsWith(Encoding.UTF8.Preamble))
        {
            Refuse(0, 0, "文字コードがUTF-8です。JISかShift_JISのまま受け取ってください。");
            return;
        }
        var lines = whole.IndexOfAny(Cr, Lf) >= 0;
        if (!format.LineEnds.Contains(lines))
        {
            Refuse(0, 0, lines ? "レコードの間に改行があります。改行のないファイルを受け取ってください。"
                : "レコードの間に改行がありません。改行のあるファイルを受け取ってください。");
            return;
        }
        for (var (line, at) = (1, 0); at < whole.Length && refused.Count < MostRefusals; line++)
        {
            var rest = whole[at..];
            var length = lines ? rest.IndexOfAny(Cr, Lf) is var end and >= 0 ? end : rest.Length : Math.Min(format.Width, rest.Length);
            if (length != format.Width)
            {
                Refuse(line, length + 1, $"レコードが{length}バイトです。{format.Width}バイトのはずです。"
                    + (length < format.Width && at + length == whole.Length ? Cut : "文字コードか、ファイルの種類を確かめてください。"));
                return;
            }
            Take(line, rest[..length], also);
            at += length;
            if (!lines || at == whole.Length) continue;
            if (!whole[at..].StartsWith("\r\n"u8))
            {
                Refuse(line, length + 1, "改行がほかの行と違います（CRとLFの組ではありません）。ファイルを作り直してもらってください。");
                return;
            }
            at += 2;
        }
    }

    void Take(int line, ReadOnlySpan<byte> record, Func<Values, (string, string)?>? also)
    {
        var role = Role.Row;
        Layout? layout = null;
        foreach (var (each, there) in format.Records)
            if (format.Records.Count == 1 || record.StartsWith(Encoding.ASCII.GetBytes(there.Places[0].Form)))
                (role, layout) = (each, there);
        if (layout is null)
        {
            Refuse(line, 1, $"「{(char)record[0]}」で始まるレコードはありません。{Other}");
            return;
        }
        var (values, flaws) = layout.Read(record, today);
        Take(line, role, values, flaws, also);
    }

    void Take(int line, Role role, Values values, IReadOnlyList<Flaw> flaws, Func<Values, (string Name, string Reason)?>? also)
    {
        if (!Follows(role))
        {
            Refuse(line, 1, $"{Names[role]}のレコードが、ここにあるはずがありません。ファイルが途中で切れているか、つながっています。");
            return;
        }
        (last, begun) = (role, true);
        if (role is Role.Row && flaws.FirstOrDefault(f => IsTotalled(f.Name)) is { } sum)
            Refuse(line, sum.Column, sum.Reason + "合計を確かめられません。");
        else if (role is not Role.Row) foreach (var flaw in flaws) Refuse(line, flaw.Column, flaw.Reason);
        else if (flaws is [var first, ..]) rejected.Add(new(line, first.Column, first.Reason));
        else if (also?.Invoke(values) is { } more) rejected.Add(new(line, ColumnOf(more.Name), more.Reason));
        else rows.Add(new(line, values));
        if (role is Role.Row) Add(values, flaws);
        if (role is Role.Head) head = values;
        if (role is Role.Total) total = values;
    }

    static readonly Dictionary<Role, string> Names = new()
    {
        [Role.Head] = "見出し", [Role.Row] = "明細", [Role.Total] = "合計", [Role.End] = "終わり",
    };

    bool Follows(Role role) => !begun ? role == (format.Records.ContainsKey(Role.Head) ? Role.Head : Role.Row) || Empty(role)
        : role is Role.Row ? last is Role.Head or Role.Row : role > last && (role is not Role.End || last == Before(Role.End));

    // A table without a head may say at once that there are no rows.
    bool Empty(Role role) => role is Role.Total && !format.Records.ContainsKey(Role.Head);

    Role Before(Role role) => format.Records.Keys.Where(r => r < role).Max();

    bool IsTotalled(string name) => format.Records.ContainsKey(Role.Total) && format.Totals.Any(t => t.Of == name || t.Where == name);

    int ColumnOf(string name)
    {
        var before = format.Row.Places.TakeWhile(p => p.Name != name).ToList();
        return (format.IsTable ? before.Count : before.Sum(p => p.Width)) + 1;
    }

    // What the rows come to, by the numbers of the totals.
    readonly Dictionary<int, (long Count, Yen Sum)> sums = [];

    void Add(Values row, IReadOnlyList<Flaw> flaws)
    {
        if (flaws.Any(f => IsTotalled(f.Name))) return;
        foreach (var (i, each) in format.Totals.Index())
        {
            if (!each.Counts(name => row[name])) continue;
            var (count, sum) = sums.GetValueOrDefault(i);
            sums[i] = (count + 1, each.Of is { } of ? sum + row.Yen(of) : sum);
        }
    }

    void Finish()
    {
        var needed = format.Records.Keys.Max();
        if (!begun || needed is not Role.Row && last != needed)
            Refuse(0, 0, $"{Names[needed]}のレコードがありません。{Cut}");
        if (refused.Count > 0 || total is null) return;
        foreach (var (i, each) in format.Totals.Index())
        {
            var (count, sum) = sums.GetValueOrDefault(i);
            if (each.Count is { } place) Compare(total.Yen(place).Amount, count, place, "件");
            if (each.Amount is { } amount) Compare(total.Yen(amount).Amount, sum.Amount, amount, "円");
        }

        void Compare(long said, long found, string name, string unit)
        {
            if (said != found) Refuse(0, 0, $"{format.Records[Role.Total].Places.First(p => p.Name == name).Title}が合いません。"
                + $"合計のレコードには{said:#,0}{unit}とありますが、明細は{found:#,0}{unit}です。ファイルを送った相手に確かめてください。");
        }
    }

    void ReadTable(byte[] file, Func<Values, (string, string)?>? also)
    {
        string text;
        try { text = Text(file); }
        catch (DecoderFallbackException)
        {
            Refuse(0, 0, "文字コードを読めません。UTF-8かShift_JISで受け取ってください。");
            return;
        }
        var plain = text.Replace("\r\n", "", StringComparison.Ordinal);
        if (plain.Length != text.Length && plain.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            Refuse(text.AsSpan(0, Odd(text)).Count('\n') + 1, 0, "改行がほかの行と違います。ファイルを作り直してもらってください。");
            return;
        }
        if (!text.EndsWith('\n'))
        {
            Refuse(text.Count(c => c == '\n') + 1, 0, $"最後の行が改行で終わっていません。{Cut}");
            return;
        }
        foreach (var (i, line) in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Index())
        {
            if (refused.Count >= MostRefusals) return;
            var cells = Cells(line);
            if (format.Heading && i == 0) Heading(cells);
            else Take(i + 1, cells, also);
        }
    }

    static int Odd(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')
                || text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) return i;
        return 0;
    }

    static string Text(byte[] file)
    {
        try { return new UTF8Encoding(false, true).GetString(file.AsSpan(file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0)); }
        catch (DecoderFallbackException)
        {
            return RecordPlace.Japanese.GetString(file);
        }
    }

    // These tables have no line end within a cell.
    static string[] Cells(string line)
    {
        using var csv = CsvReader.FromText(line, CsvReaderOptions.Default with { HasHeader = false });
        return csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)] : [];
    }

    void Heading(string[] cells)
    {
        string[] titles = [.. format.Row.Places.Select(p => p.Title)];
        if (!cells.SequenceEqual(titles)) Refuse(1, 0, $"見出しが違います。{string.Join(',', titles)} のはずです。{Other}");
    }

    void Take(int line, string[] cells, Func<Values, (string, string)?>? also)
    {
        var (role, layout) = format.Records.Count == 1 ? (Role.Row, format.Row)
            : format.Records.Where(r => cells is [var mark, ..] && r.Value.Places[0].Form == mark).Select(r => (r.Key, (Layout?)r.Value))
                .FirstOrDefault();
        if (layout is null) Refuse(line, 1, $"「{cells.FirstOrDefault()}」で始まる行はありません。{Other}");
        else if (cells.Length != layout.Places.Count)
            Refuse(line, cells.Length, $"列が{cells.Length}個です。{layout.Places.Count}個のはずです。切れていないか、確かめてください。");
        else
        {
            var read = layout.Places.Select((place, i) => place.Read(cells[i], today)).ToList();
            var flaws = new List<Flaw>();
            foreach (var (i, (_, wrong)) in read.Index()) if (wrong is not null) flaws.Add(new(i + 1, layout.Places[i].Name, wrong));
            Take(line, role, new(layout, [.. read.Select(r => r.Value)]), flaws, also);
        }
    }
}
