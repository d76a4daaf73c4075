using System.Collections.Concurrent;

namespace Keyaki.Kernel;

/// <summary>A public holiday (休日) and its name.</summary>
public sealed record Holiday(DateOnly Date, string Name);

/// <summary>
/// Japan's public holidays, computed from 国民の祝日に関する法律 (昭和23年法律第178号) as it read in each year, from its first day, 1948-07-20.
/// Equinoxes after the newest 暦要項 are predictions: the observatory fixes each in February of the year before.
/// </summary>
public static class Holidays
{
    static readonly DateOnly InForce = new(1948, 7, 20);
    static readonly DateOnly SubstitutesBegin = new(1973, 4, 12); // 昭和48年法律第10号
    static readonly DateOnly BridgesBegin = new(1985, 12, 27);    // 昭和60年法律第103号
    static readonly ConcurrentDictionary<int, IReadOnlyDictionary<DateOnly, Holiday>> Years = new();

    /// <summary>The holiday on a day, or null.</summary>
    public static Holiday? On(DateOnly day) => Year(day.Year).GetValueOrDefault(day);

    /// <summary>The holidays of a calendar year, in order.</summary>
    public static IReadOnlyList<Holiday> In(int year) => [.. Year(year).Values.OrderBy(holiday => holiday.Date)];

    static IReadOnlyDictionary<DateOnly, Holiday> Year(int year) => Years.GetOrAdd(year, Compute);

    static IReadOnlyDictionary<DateOnly, Holiday> Compute(int year)
    {
        var days = HolidayLaw.Of(year).Where(holiday => holiday.Date >= InForce).ToDictionary(holiday => holiday.Date);
        var national = days.Keys.ToHashSet();
        foreach (var sunday in national.Where(day => day.DayOfWeek == DayOfWeek.Sunday && day >= SubstitutesBegin))
            if (Substitute(sunday, national) is { } day) days[day] = new(day, "振替休日");
        foreach (var between in national.Select(day => day.AddDays(1)).Where(day => IsBridge(day, national) && !days.ContainsKey(day)))
            days[between] = new(between, "国民の休日");
        return days;
    }

    // 3条2項. Until 2006 only the Monday after; since 平成17年法律第43号 (2007) the nearest day that is not itself national.
    static DateOnly? Substitute(DateOnly sunday, HashSet<DateOnly> national)
    {
        var day = sunday.AddDays(1);
        if (sunday.Year < 2007) return national.Contains(day) ? null : day;
        while (national.Contains(day)) day = day.AddDays(1);
        return day;
    }

    // 3条3項. Until 2006 a Sunday between two national days stayed a Sunday.
    static bool IsBridge(DateOnly day, HashSet<DateOnly> national) =>
        day >= BridgesBegin && national.Contains(day.AddDays(1)) && !national.Contains(day)
        && (day.Year >= 2007 || day.DayOfWeek != DayOfWeek.Sunday);
}
