using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Keyaki.Kernel;

/// <summary>A span of days that returns every year, both ends included; it may reach over new year (12-29 to 01-03).</summary>
public sealed record YearlySpan(int FromMonth, int FromDay, int ToMonth, int ToDay)
{
    public bool Contains(DateOnly day)
    {
        var (here, from, to) = (day.Month * 100 + day.Day, FromMonth * 100 + FromDay, ToMonth * 100 + ToDay);
        return from <= to ? from <= here && here <= to : here >= from || here <= to;
    }
}

/// <summary>The days on which the city hall is open (開庁日): all but the city's weekly, yearly and single closed days and the public
/// holidays.</summary>
public sealed record BusinessDays
{
    /// <summary>Closed on Saturdays, Sundays, public holidays and from 29 December to 3 January, as ordinances under 地方自治法4条の2 usually
    /// say.</summary>
    public static BusinessDays Standard { get; } = new();

    public IReadOnlyList<DayOfWeek> Weekly { get; init; } = [DayOfWeek.Saturday, DayOfWeek.Sunday];
    public IReadOnlyList<YearlySpan> Yearly { get; init; } = [new(12, 29, 1, 3)];
    public bool ClosedOnHolidays { get; init; } = true;

    /// <summary>Single days on which the city is closed besides.</summary>
    public IReadOnlyList<DateOnly> AlsoClosed { get; init; } = [];

    /// <summary>Single days on which the city opens although a rule above would close it (休日開庁).</summary>
    public IReadOnlyList<DateOnly> AlsoOpen { get; init; } = [];

    /// <summary>The last day that it knows; null where it goes on until another one begins, as an ordinance does.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Those that take its place, each from a day on, in order.</summary>
    public IReadOnlyList<(DateOnly From, BusinessDays Days)> Later { get; init; } = [];

    /// <exception cref="MissingRule">no calendar counts on that day; the last one is never used instead.</exception>
    public bool IsOpen(DateOnly day)
    {
        Knows(day);
        return Opens(day);
    }

    void Knows(DateOnly day)
    {
        if ((Later.Count > 0 ? Later[^1].Days : this).Until < day) throw new MissingRule("calendar", "開庁日", EraDate.Of(day).ToString());
    }

    bool Opens(DateOnly day) => Later.LastOrDefault(l => l.From <= day).Days is { } later ? later.Opens(day) :
        AlsoOpen.Contains(day)
        || !Weekly.Contains(day.DayOfWeek) && !AlsoClosed.Contains(day) && !Yearly.Any(span => span.Contains(day))
           && !(ClosedOnHolidays && Holidays.On(day) is not null);

    /// <summary>The day itself if open, else the next open one: where a term ends that would end on a closed day (地方自治法4条の2第4項).</summary>
    public DateOnly OnOrAfter(DateOnly day) => IsOpen(day) ? day : Add(day, 1);

    /// <summary>The nth open day after a day, which itself does not count (民法140条); before it when negative, the same day when
    /// zero.</summary>
    public DateOnly Add(DateOnly day, int businessDays)
    {
        var step = Math.Sign(businessDays);
        var closed = 0;
        for (var left = Math.Abs(businessDays); left > 0;)
        {
            day = day.AddDays(step);
            if (IsOpen(day)) (left, closed) = (left - 1, 0);
            else if (++closed > 400) throw new InvalidOperationException("開庁日が1日もない暦です。");
        }
        return day;
    }

    /// <summary>How many open days lie after the first and up to the second day; negative when the second is earlier.</summary>
    /// <exception cref="MissingRule">no calendar counts on the later one.</exception>
    public int Count(DateOnly after, DateOnly until)
    {
        if (until < after) return -Count(until, after);
        Knows(until);
        var open = OpenIn(until.Year)[until.DayOfYear] - OpenIn(after.Year)[after.DayOfYear];
        for (var year = after.Year; year < until.Year; year++) open += OpenIn(year)[^1];
        return open;
    }

    // Beside the calendar and not in it: a calendar that is made from another one (`with`) has years of its own.
    static readonly ConditionalWeakTable<BusinessDays, ConcurrentDictionary<int, short[]>> counted = [];

    /// <summary>How many days of a year are open up to its nth day, gone through once for each calendar and year.</summary>
    short[] OpenIn(int year) => counted.GetOrCreateValue(this).GetOrAdd(year, static (year, days) =>
    {
        var open = new short[DateTime.IsLeapYear(year) ? 367 : 366];
        for (var day = 1; day < open.Length; day++)
            open[day] = (short)(open[day - 1] + (days.Opens(new DateOnly(year, 1, 1).AddDays(day - 1)) ? 1 : 0));
        return open;
    }, this);
}
