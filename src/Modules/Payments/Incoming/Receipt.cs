using System.Globalization;
using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>A row of a result file, whatever file it was: what it says of one payment.</summary>
/// <param name="Number">Bars, key or number of a request, as its source has them.</param>
/// <param name="Payment">What the ledger calls the payment; the same twice is the same money.</param>
/// <param name="Why">Why it could not be paid, as the bank says it.</param>
public sealed record IncomingReceipt(int Line, Stage Stage, string Number, Yen Amount, Yen Fee, DateOnly PaidOn, DateOnly? TransferOn,
    string Payment, CollectionMethod Method, string? Confirmation, string? Item, string? Why);

/// <summary>A result file as it is read: refused whole, or row by row.</summary>
public sealed record IncomingContent(IReadOnlyList<Refusal> Refused, IReadOnlyDictionary<int, IncomingReceipt> Receipts,
    IReadOnlyDictionary<int, Refusal> Rejected)
{
    /// <summary>Begins the name of each payment that a file told of.</summary>
    public const string Begins = "file:";

    public static readonly Dictionary<int, Refusal> None = [];

    public IEnumerable<int> Lines => Receipts.Keys.Concat(Rejected.Keys).Order();

    /// <summary>What counts as money in it.</summary>
    public Yen Sum => Yen.Sum(Receipts.Values.Where(r => r.Stage is not (Stage.Cancelled or Stage.Failed)).Select(r => r.Amount));
    public Yen Fees => Yen.Sum(Receipts.Values.Where(r => r.Stage is not (Stage.Cancelled or Stage.Failed)).Select(r => r.Fee));

    public static IncomingContent Read(IncomingSource source, FileFormats formats, SlipFormat slips, byte[] bytes, DateOnly today)
    {
        if (source.Format is not { } code) return OcrBatch.Read(bytes, slips, today);
        var format = formats[code];
        var content = FileReading.Read(format, bytes, today, row => Wrong(source, slips, row, today));
        return new(content.Refused, content.Rows.ToDictionary(r => r.Line, r => Of(source, format, r, content.Head)),
            content.Rejected.ToDictionary(r => r.Line));
    }

    static (string Name, string Reason)? Wrong(IncomingSource source, SlipFormat slips, Values row, DateOnly today)
    {
        if (source.By is FoundBy.Request) return BankAccounts.Unknown(row);
        if (source.By is not FoundBy.Bars) return null;
        try { slips.Store.Read(row[source.Number], today); }
        catch (Rule rule) { return (source.Number, rule.Sentence); }
        return null;
    }

    static IncomingReceipt Of(IncomingSource source, FileFormat format, FileRow row, Values? head)
    {
        var of = row.Values;
        var stage = source.StagePlace is { } place ? source.Stages.GetValueOrDefault(of[place], Stage.Failed) : Stage.Paid;
        var inRow = format.Row.Places.Any(p => p.Name == source.PaidOn);
        var why = stage is Stage.Failed && source.StagePlace is { } at
            ? format.Row.Places.First(p => p.Name == at).Codes?.GetValueOrDefault(of[at]) ?? of[at] : null;
        return new(row.Line, stage, of[source.Number], of.Yen(source.Amount), source.Fee is { } fee ? of.Yen(fee) : Yen.Zero,
            (inRow ? of : head)?.Day(source.PaidOn) ?? default, source.TransferOn is { } on ? of.Day(on) : null,
            Name(source, source.Payment.Select(p => of[p])),
            source.Others.FirstOrDefault(o => o.Is.Contains(of[o.Place]))?.Method ?? source.Method,
            source.Confirmation is { } c ? of[c] : null, source.Item is { } item ? of[item] : null, why);
    }

    public static string Name(IncomingSource source, IEnumerable<string> parts) => $"{Begins}{source.Code}:{string.Join(' ', parts)}";
}

/// <summary>領収済通知書の束: slips that came from a bank's counter on one day, by their OCR lines, with the totals that the bank
/// wrote.</summary>
public static class OcrBatch
{
    /// <summary>As it is kept: the day, then one slip a line.</summary>
    public static byte[] Write(DateOnly paidOn, IEnumerable<string> slips) =>
        Encoding.ASCII.GetBytes($"{paidOn:yyyy-MM-dd}\n{string.Join('\n', slips)}\n");

    internal static IncomingContent Read(byte[] bytes, SlipFormat format, DateOnly today)
    {
        var lines = Encoding.ASCII.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var day = DateOnly.ParseExact(lines[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new([], lines.Skip(1).Index().ToDictionary(l => l.Index + 1, l => Slip(l.Index + 1, l.Item, day, format, today)),
            IncomingContent.None);
    }

    /// <exception cref="Rule">a line is not what a slip bears; it is said which, and where in it.</exception>
    internal static IncomingReceipt Slip(int number, string digits, DateOnly paidOn, SlipFormat format, DateOnly today)
    {
        var (at, values) = (0, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in format.Lines)
        {
            var read = line.Read(digits.Substring(at, Math.Min(line.Layout.Width, digits.Length - at)), today);
            foreach (var place in line.Layout.Places.Where(p => p.Name.Length > 0)) values[place.Name] = read[place.Name];
            at += line.Layout.Width;
        }
        var source = IncomingSource.Bank;
        return new(number, Stage.Paid, values["key"], new(long.Parse(values["amount"], CultureInfo.InvariantCulture)), Yen.Zero, paidOn,
            null,
            IncomingContent.Name(source, [values["key"], values["reissue"], $"{paidOn:yyyyMMdd}"]), source.Method, values["confirmation"],
            values["item"], null);
    }

    /// <summary>What was typed or read, one slip after another: a slip is its lines, and marks between digits do not count.</summary>
    /// <exception cref="Rule">the digits are not those of whole slips.</exception>
    internal static IReadOnlyList<string> Slips(string typed, SlipFormat format)
    {
        var wide = format.Lines.Sum(l => l.Layout.Width);
        var lines = typed.Normalize(NormalizationForm.FormKC).Split('\n')
            .Select(l => string.Concat(l.Where(c => !char.IsWhiteSpace(c) && !JapaneseText.IsDash(c)))).Where(l => l.Length > 0).ToList();
        var slips = new List<string>();
        for (var i = 0; i < lines.Count;)
        {
            var slip = "";
            for (var part = 0; part < format.Lines.Count && slip.Length < wide && i < lines.Count; part++)
            {
                var most = wide - slip.Length;
                if (lines[i].Length != most && lines[i].Length != format.Lines[part].Layout.Width || !lines[i].All(char.IsAsciiDigit))
                    throw new Rule("lines", $"{i + 1}行目：{format.Lines[part].Title}は{format.Lines[part].Layout.Width}桁の数字ですが、"
                        + $"{lines[i].Length}字あります。納付書を見て直してください。");
                slip += lines[i++];
            }
            if (slip.Length != wide) throw new Rule("lines", $"{i}行目の次に、{slips.Count + 1}枚目の続きの行がありません。");
            slips.Add(slip);
        }
        return slips;
    }
}
