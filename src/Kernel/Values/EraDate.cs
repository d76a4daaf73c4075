using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Keyaki.Kernel;

/// <summary>A day as it is written in the Japanese calendar: era and year of the era, month, day.</summary>
public readonly partial record struct EraDate
{
    EraDate(Era era, DateOnly date) => (Era, Date) = (era, date);

    public Era Era { get; }

    /// <summary>The day in the western calendar.</summary>
    public DateOnly Date { get; }

    public int Year => Date.Year - Era.First.Year + 1;

    /// <summary>True when the era did not hold on that day (平成31年5月1日). The day is meant all the same, but a person should be
    /// asked.</summary>
    public bool IsOutsideEra => Date < Era.First || Date > Era.Last;

    /// <summary>The day in the era that held on it; throws for a day before 明治.</summary>
    public static EraDate Of(DateOnly date) => new(Era.Of(date), date);

    /// <summary>The day that a person named by its parts; null when the calendar has no such day.</summary>
    public static EraDate? From(Era era, int year, int month, int day)
    {
        var western = (long)era.First.Year + year - 1;
        return year >= 1 && western <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((int)western, month)
            ? new EraDate(era, new DateOnly((int)western, month, day))
            : null;
    }

    /// <summary>Reads 令和8年11月22日, 令和元年5月1日(水), R8.11.22, ｒ8/11/22; spaces, width and case do not matter.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EraDate date)
    {
        date = default;
        if (text is null || !text.IsNormalizedSafely(out var normal) || Written().Match(normal) is not { Success: true } found)
            return false;
        if (Era.Named(found.Groups["era"].Value) is not { } era) return false;
        var year = found.Groups["year"].Value is var written and not "元" ? int.Parse(written) : 1;
        if (From(era, year, int.Parse(found.Groups["month"].Value), int.Parse(found.Groups["day"].Value)) is not { } read) return false;
        date = read;
        return true;
    }

    /// <summary>令和8年11月22日(日), as on notices and pages.</summary>
    public string Long => $"{this}({"日月火水木金土"[(int)Date.DayOfWeek]})";

    /// <summary>R8.11.22, for narrow columns.</summary>
    public string Short => $"{Era.Letter}{Year}.{Date.Month}.{Date.Day}";

    /// <summary>令和8年.</summary>
    public string YearText => Year == 1 ? $"{Era.Name}元年" : $"{Era.Name}{Year}年";

    public override string ToString() => $"{YearText}{Date.Month}月{Date.Day}日";

    [GeneratedRegex("""
        ^(?<era>明治|大正|昭和|平成|令和|[MTSHRmtshr])
        (?<year>元|[0-9]{1,4})(?:年|[./-])
        (?<month>[0-9]{1,2})(?:月|[./-])
        (?<day>[0-9]{1,2})日?(?:\([日月火水木金土]\))?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}

static class EraDateText
{
    /// <summary>One width and no spaces; false for text that is no valid Unicode.</summary>
    internal static bool IsNormalizedSafely(this string text, out string normal)
    {
        normal = "";
        if (text.Length > 40) return false;
        try { normal = string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))); }
        catch (ArgumentException) { return false; }
        return true;
    }
}
