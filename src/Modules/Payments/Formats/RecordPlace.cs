using System.Globalization;
using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>How a value stands in its place: always the same (Constant); digits of an exact number (Digits); a number with zeros before
/// it (Number, 全銀のN); digits with zeros behind them (Leading); the last digits of more (Tail); characters with blanks behind them
/// (Text, 全銀のC), of which Kana are those of banks; a day; a check of the rest.</summary>
public enum Shape { Constant, Digits, Number, Leading, Tail, Text, Kana, Day, Check }

/// <summary>項目: one place of a record, so many bytes wide.</summary>
/// <param name="Title">What officers call it.</param>
/// <param name="Form">The constant, the format of a day, the name of a check.</param>
public sealed record RecordPlace(string Name, string Title, int Width, Shape Shape, string Form = "")
{
    internal static readonly Encoding Japanese = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback) ?? throw new NotSupportedException("Shift_JIS");

    /// <summary>What stands here for nothing (999999 for no day); null where there must be a value.</summary>
    public string? Empty { get; init; }

    /// <summary>The least and the most that a number may be.</summary>
    public long Least { get; init; }
    public long Most { get; init; } = long.MaxValue;

    /// <summary>The values that there are, and what each means; null where any may stand.</summary>
    public IReadOnlyDictionary<string, string>? Codes { get; init; }

    /// <summary>The places that a check is made of; none for all that stands before it.</summary>
    public IReadOnlyList<string> Over { get; init; } = [];

    /// <summary>A day that has come: what is paid on a later one is not paid.</summary>
    public bool Past { get; init; }

    /// <exception cref="Rule">the value does not fit; the field is the place's name.</exception>
    internal byte[] Write(string value)
    {
        var written = Bytes(Plain(value));
        var whole = new byte[Width];
        var behind = Shape is Shape.Text or Shape.Kana or Shape.Leading;
        Array.Fill(whole, Shape is Shape.Text or Shape.Kana ? (byte)' ' : (byte)'0');
        written.CopyTo(whole, behind ? 0 : Width - written.Length);
        return whole;
    }

    /// <summary>The same without what fills the place: as a cell of a table.</summary>
    internal string Plain(string value)
    {
        if (Shape is Shape.Constant) return Form;
        if (value.Length == 0 && Empty is { } none) return none;
        if (value.Length == 0 && Shape is not (Shape.Text or Shape.Kana)) throw new Rule(Name, $"{Title}がありません。書いてください。");
        var written = Shape switch
        {
            Shape.Text => value,
            // Banks cut a name that is longer, too.
            Shape.Kana => PlainText.Cut(BankText.Of(value, Name, Title), Width),
            Shape.Day => DayOf(value).ToString(Form, CultureInfo.InvariantCulture),
            Shape.Tail => Checked(value)[Math.Max(0, value.Length - Width)..],
            _ => Checked(value),
        };
        return Bytes(written).Length <= Width ? written : throw new Rule(Name, $"{Title}「{value}」は{Width}桁に入りません。");
    }

    string Checked(string value)
    {
        if (!value.All(char.IsAsciiDigit)) throw new Rule(Name, $"{Title}「{value}」を数字だけにしてください。");
        if (Shape is Shape.Digits && value.Length != Width) throw new Rule(Name, $"{Title}「{value}」を{Width}桁の数字にしてください。");
        return Wrong(value) is { } wrong ? throw new Rule(Name, wrong) : value;
    }

    DateOnly DayOf(string value) => CityFile.Day(value) ?? throw new Rule(Name, $"{Title}「{value}」は日付ではありません。");

    byte[] Bytes(string value)
    {
        try { return Japanese.GetBytes(value); }
        catch (EncoderFallbackException lost)
        {
            throw new Rule(Name, $"{Title}「{value}」の{lost.Index + 1}文字目は、このファイルでは書けない字です。");
        }
    }

    /// <summary>The value as <see cref="Write"/> takes it, and what is wrong with it; null where nothing is.</summary>
    internal (string Value, string? Wrong) Read(ReadOnlySpan<byte> there, DateOnly today)
    {
        try { return Read(Japanese.GetString(there), today); }
        catch (DecoderFallbackException) { return ("", $"{Title}に、読めない字があります。"); }
    }

    internal (string Value, string? Wrong) Read(string text, DateOnly today)
    {
        if (Shape is Shape.Constant)
            return (text, text == Form || Form.Trim().Length == 0 ? null : $"{Title}は「{Form}」のはずですが、「{text}」とあります。");
        if (Shape is Shape.Text or Shape.Kana) return Known(text.TrimEnd(' '));
        if (text == Empty) return ("", null);
        if (text.Length == 0) return ("", $"{Title}がありません。");
        if (Shape is Shape.Day) return Day(text, today);
        if (!text.All(char.IsAsciiDigit)) return (text, $"{Title}は数字だけのはずですが、「{text}」とあります。");
        return Shape is Shape.Number ? Known(text.TrimStart('0') is { Length: > 0 } number ? number : "0")
            : text.Length != Width ? (text, $"{Title}は{Width}桁のはずですが、「{text}」とあります。") : Known(text);
    }

    (string, string?) Known(string value) => (value, Wrong(value));

    string? Wrong(string value)
    {
        if (Codes is { } codes && !codes.ContainsKey(value))
            return $"{Title}「{value}」という値はありません。"
                + $"{string.Join("、", codes.Select(c => $"{c.Key}（{c.Value}）"))} のどれかです。";
        if (Shape is not Shape.Number) return null;
        if (long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most) return null;
        var span = Most == long.MaxValue ? $"{Least:#,0}以上" : $"{Least:#,0}から{Most:#,0}まで";
        return $"{Title}「{value}」は{span}のはずです。";
    }

    // A day without a year, or a century, is the one nearest to today.
    (string, string?) Day(string text, DateOnly today)
    {
        var (before, format) = Form switch
        {
            ['y', 'y', 'y', 'y', ..] => ([""], Form),
            ['y', 'y', ..] => (Enumerable.Range(today.Year / 100 - 1, 3).Select(century => $"{century:00}"), "yy" + Form),
            _ => (Enumerable.Range(today.Year - 1, 3).Select(year => $"{year:0000}"), "yyyy" + Form),
        };
        var days = new List<DateOnly>();
        foreach (var start in before)
            if (DateOnly.TryParseExact(start + text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found))
                days.Add(found);
        if (days.Count == 0) return (text, $"{Title}「{text}」は日付ではありません。");
        var day = days.MinBy(d => Math.Abs(d.DayNumber - today.DayNumber));
        return ($"{day:yyyy-MM-dd}", Past && day > today ? $"{Title}が先の日付（{EraDate.Of(day)}）です。" : null);
    }
}
