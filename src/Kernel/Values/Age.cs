namespace Keyaki.Kernel;

/// <summary>Ages in full years. The everyday age rises on the birthday; in law it is reached at the end of the day before.</summary>
public static class Age
{
    /// <summary>The everyday age during a day: it rises at the beginning of the birthday; throws for a day before birth.</summary>
    public static int On(DateOnly birth, DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, birth);
        var years = day.Year - birth.Year;
        return years > 0 && day < Birthday(birth, years) ? years - 1 : years;
    }

    /// <summary>
    /// The age that a person reaches by the end of a day (年齢計算ニ関する法律1項・2項, 民法143条2項): already on the day before the birthday.
    /// Use it where a rule says 「○歳に達した日」, as the school year does (学校教育法17条1項: a child born on 1 April belongs to the older class).
    /// </summary>
    public static int InLaw(DateOnly birth, DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, birth);
        return On(birth, day.AddDays(1));
    }

    /// <summary>The day at whose end an age is reached (○歳に達する日).</summary>
    public static DateOnly DayReached(DateOnly birth, int years) => Birthday(birth, years).AddDays(-1);

    // Born on 29 February: where the year has no such day the period ends with the last day of the month (民法143条2項ただし書),
    // so the new age is held from 1 March.
    static DateOnly Birthday(DateOnly birth, int years) =>
        birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(birth.Year + years)
            ? new DateOnly(birth.Year + years, 3, 1)
            : birth.AddYears(years);
}
