using System.Globalization;

namespace Keyaki.Kernel;

/// <summary>The one reading of numbers that people type: any width, a sign, a decimal point, thousands in groups of three or not at
/// all.</summary>
public static class Numeral
{
    /// <summary>The number; null when it is none, or could be meant otherwise (1,5 and 30,00 are slips of the hand, not 15 and
    /// 3,000).</summary>
    public static decimal? Read(string text)
    {
        if (text.Length > 40 || !text.IsNormalizedSafely(out var normal)) return null;
        var plain = PlainText.WithoutUnseen(normal).Select(c => JapaneseText.IsDash(c) ? '-' : c).ToArray().AsSpan();
        return plain.Length <= 24 && (!plain.Contains(',') || IsGrouped(plain))
            && decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The same for what is counted in whole things: with a point it is no number (30.000 may be thirty or thirty
    /// thousand).</summary>
    public static long? ReadWhole(string text) =>
        text.IsNormalizedSafely(out var normal) && !normal.Contains('.') && Read(normal) is { } number
            && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    static bool IsGrouped(ReadOnlySpan<char> plain)
    {
        var whole = plain.TrimStart("+-");
        if (whole.IndexOf('.') is >= 0 and var point) whole = whole[..point];
        for (var first = true; ; first = false)
        {
            var comma = whole.IndexOf(',');
            var group = comma < 0 ? whole : whole[..comma];
            if (first ? group.Length is 0 or > 3 : group.Length != 3) return false;
            if (comma < 0) return plain[(plain.IndexOf('.') is >= 0 and var at ? at : plain.Length)..].IndexOf(',') < 0;
            whole = whole[(comma + 1)..];
        }
    }
}
