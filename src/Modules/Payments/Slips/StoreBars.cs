using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>コンビニ収納のGS1-128: 44 digits of code set C behind FNC1, as bars.</summary>
public static class StoreBars
{
    /// <summary>In millimetres, from the first bar to the last: what readers at tills see at once.</summary>
    public const double Widest = 60;

    // Widths of bars and gaps of each symbol of Code 128 (ISO/IEC 15417), six a symbol, and the stop of seven.
    const string Symbols = """
        212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132
        221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313
        231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111
        314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111
        111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141
        114131311141411131211412211214211232
        """;
    const string Stop = "2331112";
    const int Fnc1 = 102, StartC = 105;

    static readonly string Table = string.Concat(Symbols.Where(char.IsAsciiDigit));

    /// <summary>How many modules so many digits take: start, FNC1, pairs, check, stop.</summary>
    public static int Modules(int digits) => (3 + digits / 2) * 11 + 13;

    public static double Width(int digits, double module) => Modules(digits) * module;

    /// <summary>The bars from the left, in modules.</summary>
    /// <exception cref="ArgumentException">not pairs of digits.</exception>
    public static IReadOnlyList<(int At, int Wide)> Of(string digits)
    {
        if (digits.Length % 2 != 0 || !digits.All(char.IsAsciiDigit)) throw new ArgumentException("pairs of digits", nameof(digits));
        List<int> symbols = [StartC, Fnc1, .. digits.Chunk(2).Select(pair => (pair[0] - '0') * 10 + pair[1] - '0')];
        symbols.Add(symbols.Index().Sum(s => s.Item * Math.Max(1, s.Index)) % 103);
        var (bars, at) = (new List<(int, int)>(), 0);
        foreach (var (i, wide) in string.Concat([.. symbols.Select(s => Table.Substring(6 * s, 6)), Stop]).Index())
        {
            if (i % 2 == 0) bars.Add((at, wide - '0'));
            at += wide - '0';
        }
        return bars;
    }

    /// <summary>Why a shop will not take it; null where it does. Said before anything is printed.</summary>
    public static string? Refusal(SlipFormat format, Invoice invoice, DateOnly today) =>
        invoice.Amount > format.Most ? $"{format.Most}を超えるので、コンビニとスマートフォンでは払えません。バーコードは印刷されません。"
        : invoice.PayUntil < today ? $"支払期限（{EraDate.Of(invoice.PayUntil)}）を過ぎています。新しい支払期限で作り直してください。"
        : null;

    /// <summary>The digits as people read them below the bars.</summary>
    public static (string First, string Second) Words(string digits) =>
        ($"({digits[..2]}){digits[2..8]}-{digits[8..30]}", $"{digits[30..36]}-{digits[36]}-{digits[37..43]}-{digits[43]}");
}
