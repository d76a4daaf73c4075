namespace Keyaki.Kernel;

/// <summary>When a job is due: each hour, or on some days from a time of day on.</summary>
public sealed class When
{
    /// <summary>No job looks farther ahead for the day that it goes before.</summary>
    const int Farthest = 120;

    readonly Func<DateOnly, Func<DateOnly, bool>, bool> on;

    When(string words, TimeOnly? at, Func<DateOnly, Func<DateOnly, bool>, bool> on) => (Words, At, this.on) = (words, at, on);

    /// <summary>How officers read it.</summary>
    public string Words { get; }

    /// <summary>From which time of the day on; null for each hour.</summary>
    public TimeOnly? At { get; }

    public static When Hourly { get; } = new("1時間ごと", null, (_, _) => true);
    public static When Daily(TimeOnly at) => new($"毎日 {at:H:mm}から", at, (_, _) => true);

    /// <summary>In a month without that day on its last one.</summary>
    public static When Monthly(int day, TimeOnly at) =>
        new($"毎月{day}日 {at:H:mm}から", at, (d, _) => d.Day == Math.Min(day, DateTime.DaysInMonth(d.Year, d.Month)));

    public static When Yearly(int month, int day, TimeOnly at) => new($"毎年{month}月{day}日 {at:H:mm}から", at,
        (d, _) => d.Month == month && d.Day == Math.Min(day, DateTime.DaysInMonth(d.Year, d.Month)));

    /// <summary>So many open days before each of these days.</summary>
    public When OpenDaysBefore(int days) => new($"{Words.Split(' ')[0]}の{days}開庁日前 {At:H:mm}から", At, (day, open) =>
    {
        for (var goal = day.AddDays(1); goal <= day.AddDays(Farthest); goal = goal.AddDays(1))
            if (on(goal, open) && Back(goal, days, open) == day) return true;
        return false;
    });

    public bool IsOn(DateOnly day, Func<DateOnly, bool> open) => on(day, open);

    static DateOnly Back(DateOnly from, int days, Func<DateOnly, bool> open)
    {
        var day = from;
        for (var left = days; left > 0 && day > from.AddDays(-Farthest);)
            if (open(day = day.AddDays(-1))) left--;
        return day;
    }

    /// <summary>The times that are due by now, after the last one for which it ran; the first time only the newest.</summary>
    public IReadOnlyList<DateTimeOffset> Due(DateTimeOffset? last, DateTimeOffset now, bool each, Func<DateOnly, bool> open)
    {
        if (At is not { } at)
        {
            var hour = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour));
            return last < hour || last is null ? [hour] : [];
        }
        var today = now.Day();
        var due = new List<DateTimeOffset>();
        for (var day = last?.Day().AddDays(1) ?? today; day <= today; day = day.AddDays(1))
            if (IsOn(day, open) && Moment(day, at) <= now) due.Add(Moment(day, at));
        return each || due.Count == 0 ? due : [due[^1]];
    }

    static DateTimeOffset Moment(DateOnly day, TimeOnly at) => day.Midnight() + at.ToTimeSpan();
}
