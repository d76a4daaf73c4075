using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>How a day is written: in words (12月1日, December 1), by signs with its year (2026/12/1, R8.12.1), by month and day alone
/// (12.1, 12/1), or as a day of the month that was named before (5日(土)).</summary>
enum DayForm { Words, Signs, Dots, Slash, DayAlone }

/// <summary>A day that a text names, where it stands in <see cref="Passage.Seen"/>.</summary>
/// <param name="DateLength">Of the date without the weekday behind it.</param>
/// <param name="Year">Null where none is written.</param>
/// <param name="Date">Null where the calendar has no such day.</param>
sealed partial record DayNamed(int Start, int Length, int DateLength, DayForm Form, int? Year, Era? Era, int Month, int Day,
    DayOfWeek? Weekday, DateOnly? Date)
{
    const string Weekdays = "日月火水木金土";
    const int Farthest = 60;
    static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    static readonly string[] English = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public int End => Start + Length;
    public bool HasYear => Year is not null;

    /// <summary>The days that a text names, in order. One without a year is the nearest to that day, or to one named just before.</summary>
    public static IReadOnlyList<DayNamed> In(Passage passage, DateOnly near)
    {
        var text = passage.Narrow;
        if (text.AsSpan().IndexOfAnyInRange('0', '9') < 0) return [];
        var found = new List<(DayForm Form, Match Match)>();
        if (text.Contains('月', StringComparison.Ordinal)) found.AddRange(InWords().Matches(text).Select(m => (DayForm.Words, m)));
        if (text.Contains("日(", StringComparison.Ordinal)) found.AddRange(Alone().Matches(text).Select(m => (DayForm.DayAlone, m)));
        if (text.AsSpan().IndexOfAny('/', '.', '-') >= 0)
        {
            found.AddRange(BySigns().Matches(text).Select(m => (DayForm.Signs, m)));
            found.AddRange(ByDots().Matches(text).Select(m => (DayForm.Dots, m)));
            found.AddRange(BySlash().Matches(text).Where(m => !IsShare(m, text)).Select(m => (DayForm.Slash, m)));
        }
        if (passage.Language == "en") found.AddRange(InEnglish().Matches(text).Select(m => (DayForm.Words, m)));
        if (found.Count == 0) return [];
        var days = new List<DayNamed>();
        foreach (var (form, match) in found.OrderBy(f => f.Match.Index).ThenByDescending(f => f.Match.Length))
        {
            var last = days.Count > 0 ? days[^1] : null;
            if (last is not null && match.Index < last.End) continue;
            if (Of(form, match, text, near, last) is { } day) days.Add(day);
        }
        return days;
    }

    static DayNamed? Of(DayForm form, Match match, string text, DateOnly near, DayNamed? last)
    {
        var era = match.Groups["era"] is { Success: true } named ? Era.Named(named.Value) : null;
        var month = MonthOf(match.Groups["month"].Value) ?? (last is { } before && match.Index - before.End < Farthest ? before.Month : 0);
        if (month == 0 && form is DayForm.DayAlone) return null;
        var day = int.Parse(match.Groups["day"].Value);
        int? year = match.Groups["year"] is { Success: true } written ? int.Parse(written.Value)
            : era is not null ? era.First.Year - 1 + (match.Groups["eraYear"].Value is var of and not "元" ? int.Parse(of) : 1) : null;
        var date = year is { } y ? Valid(y, month, day) : Nearest(month, day, near, last, match, text);
        var weekday = match.Groups["weekday"] is { Success: true } said ? WeekdayOf(said.Value) : null;
        var length = match.Groups["date"] is { Success: true } part ? part.Length : match.Length;
        return new(match.Index, match.Length, length, form, year, era, month, day, weekday, date);
    }

    static int? MonthOf(string written) => written.Length == 0 ? null
        : char.IsAsciiDigit(written[0]) ? int.Parse(written) : Array.IndexOf(Months, written[..3].ToLowerInvariant()) + 1;

    static DayOfWeek? WeekdayOf(string written) => written.Length == 1 ? (DayOfWeek)Weekdays.IndexOf(written[0])
        : (DayOfWeek)Array.IndexOf(English, written[..3].ToLowerInvariant());

    static DateOnly? Nearest(int month, int day, DateOnly near, DayNamed? last, Match match, string text)
    {
        // After a day with its year in the same sentence the same year is meant, or the one in which a span goes on.
        if (last is { Date: { } before, Year: { } year } && !text.AsSpan(last.End, match.Index - last.End).ContainsAny("。\n\t|"))
        {
            var same = Valid(year, month, day);
            return same is { } d && d < before && month < before.Month && (Valid(year + 1, month, day) is { } next)
                && next.DayNumber - before.DayNumber <= 330 ? next : same;
        }
        return Nearest(month, day, near);
    }

    /// <summary>The day of that month and day nearest to another; null where that year has none.</summary>
    internal static DateOnly? Nearest(int month, int day, DateOnly near)
    {
        if (month is < 1 or > 12) return null;
        var year = Enumerable.Range(near.Year - 1, 3).Where(y => y is >= 1 and <= 9999).MinBy(y =>
            Math.Abs(new DateOnly(y, month, Math.Clamp(day, 1, DateTime.DaysInMonth(y, month))).DayNumber - near.DayNumber));
        return Valid(year, month, day);
    }

    internal static DateOnly? Valid(int year, int month, int day) => year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1
        && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    /// <summary>Whether it is a span with the day named before: 12月1日から5日(土)まで.</summary>
    public bool GoesOnFrom(DayNamed before, string text) =>
        text.AsSpan(before.End, Start - before.End).Trim() is "から" or "~" or "〜" or "-" or "–" or "―" or "to" or "より";

    // 1/3 is a share of something, 3/4(水) and 3/4から are days.
    static bool IsShare(Match match, string text)
    {
        var (top, below) = (int.Parse(match.Groups["month"].Value), int.Parse(match.Groups["day"].Value));
        if (match.Groups["weekday"].Success || top >= below || below > 10) return false;
        return !text.AsSpan(match.Index + match.Length).TrimStart().StartsWithAny("から", "まで", "~", "〜", "必着", "締切", "開催");
    }

    public static string Sign(DateOnly day) => Weekdays[(int)day.DayOfWeek].ToString();

    const string Named = "(?<weekday>[日月火水木金土])(?:曜日?)?(?:[・･、,/ ]?(?:祝日?|休日?|振休|振替休日))?";
    const string ThenWeekday = @"(?: ?\( ?" + Named + @" ?\)| ?(?<weekday>[日月火水木金土])曜日?)?";
    const string OfEra = "(?<era>明治|大正|昭和|平成|令和)(?<eraYear>元|[0-9]{1,2})年";

    [GeneratedRegex(@"(?<![0-9])(?<date>(?:(?:(?<year>[0-9]{4})年(?: ?\(" + OfEra + @"?\))?|" + OfEra
        + @"(?: ?\((?<year>[0-9]{4})年?\))?) ?)?(?<month>[0-9]{1,2})月 ?(?<day>[0-9]{1,2})日(?!間))" + ThenWeekday,
        RegexOptions.ExplicitCapture, Checker.TimeLimit)]
    private static partial Regex InWords();

    [GeneratedRegex(@"(?<![0-9月年.])(?<date>(?<day>[0-9]{1,2})日)\(" + Named + @"\)",
        RegexOptions.ExplicitCapture, Checker.TimeLimit)]
    private static partial Regex Alone();

    const string NotBehind = @"(?<![0-9A-Za-z/.\-])";

    [GeneratedRegex(NotBehind + "(?<date>(?:(?<year>(?:19|20)[0-9]{2})|(?<era>[RHSTM]|明治|大正|昭和|平成|令和)(?<eraYear>[0-9]{1,2}))"
        + @"(?<sign>[/.\-])(?<month>[0-9]{1,2})\k<sign>(?<day>[0-9]{1,2}))(?![0-9/\-A-Za-z])" + ThenWeekday,
        RegexOptions.ExplicitCapture, Checker.TimeLimit)]
    private static partial Regex BySigns();

    [GeneratedRegex(NotBehind + @"(?<date>(?<month>1[0-2]|0?[1-9])\.(?<day>[0-9]{1,2}))(?= ?\([日月火水木金土][)曜・]|必着|締切|開催)"
        + ThenWeekday,
        RegexOptions.ExplicitCapture, Checker.TimeLimit)]
    private static partial Regex ByDots();

    [GeneratedRegex(NotBehind + @"(?<date>(?<month>1[0-2]|0?[1-9])/(?<day>3[01]|[12][0-9]|0?[1-9]))(?![0-9/.\-A-Za-z%])" + ThenWeekday,
        RegexOptions.ExplicitCapture, Checker.TimeLimit)]
    private static partial Regex BySlash();

    const string EnglishMonth = @"(?<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
        + @"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)";
    const string Nth = "(?<day>[0-9]{1,2})(?:st|nd|rd|th)?";
    const string EnglishWeekday = @"(?<weekday>Sun|Mon|Tue|Wed|Thu|Fri|Sat)[a-z]{0,6}\.?";

    [GeneratedRegex(@"\b(?:" + EnglishWeekday + ",? )?(?<date>(?:" + EnglishMonth + " " + Nth + "|" + Nth + " " + EnglishMonth
        + @")(?:,? (?<year>[0-9]{4}))?)\b(?![0-9])(?: ?\(" + EnglishWeekday + @"\))?",
        RegexOptions.ExplicitCapture | Checker.AnyCase, Checker.TimeLimit)]
    private static partial Regex InEnglish();
}

static class SpanText
{
    internal static bool StartsWithAny(this ReadOnlySpan<char> text, params ReadOnlySpan<string> beginnings)
    {
        foreach (var each in beginnings) if (text.StartsWith(each, StringComparison.Ordinal)) return true;
        return false;
    }

    internal static bool EndsWithAny(this ReadOnlySpan<char> text, params ReadOnlySpan<string> ends)
    {
        foreach (var each in ends) if (text.EndsWith(each, StringComparison.Ordinal)) return true;
        return false;
    }

    internal static bool ContainsAny(this ReadOnlySpan<char> text, string signs) => text.IndexOfAny(signs) >= 0;
}
