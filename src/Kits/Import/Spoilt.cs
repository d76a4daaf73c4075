using System.Globalization;
using System.Text.RegularExpressions;
using Keyaki.Ui;

namespace Keyaki.Kits;

/// <summary>What a table program makes of a code that looks like a number or a day: zeros before it go, 1-2 becomes a day of January.
/// Codes that can become the same have the same key.</summary>
public static partial class Spoilt
{
    public static string Of(string code)
    {
        var text = Typed.Number(code).ToUpperInvariant();
        if (MonthDay().Match(text) is { Success: true } day) return $"{Whole(day.Groups[1].Value)}-{Whole(day.Groups[2].Value)}";
        if (YearMonthDay().Match(text) is { Success: true } whole) return $"{Whole(whole.Groups[2].Value)}-{Whole(whole.Groups[3].Value)}";
        if (Named().Match(text) is { Success: true } named && Month(named.Groups[1].Value + named.Groups[4].Value) is { } month)
            return $"{month}-{Whole(named.Groups[2].Value + named.Groups[3].Value)}";
        if (Digits().IsMatch(text)) return Whole(text);
        return Parts().Match(text) is { Success: true } two ? $"{Whole(two.Groups[1].Value)}-{Whole(two.Groups[2].Value)}" : text;
    }

    static string Whole(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";

    static int? Month(string name) => Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames,
        n => n.Length > 0 && n.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at + 1 : null;

    [GeneratedRegex("^([0-9]{1,2})月([0-9]{1,2})日$")] private static partial Regex MonthDay();
    [GeneratedRegex("^(?:19|20)([0-9]{2})[-/]([0-9]{1,2})[-/]([0-9]{1,2})$")] private static partial Regex YearMonthDay();
    [GeneratedRegex("^(?:([A-Z]{3})-([0-9]{1,2})|([0-9]{1,2})-([A-Z]{3}))$")] private static partial Regex Named();
    [GeneratedRegex("^[0-9]+$")] private static partial Regex Digits();
    [GeneratedRegex("^([0-9]{1,2})[-/]([0-9]{1,2})$")] private static partial Regex Parts();
}
