using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Days, both included, in which amount and rate stay the same; what they add is cut to whole yen.</summary>
/// <param name="Percent">A year, of 365 days also in a leap year.</param>
public sealed record InterestSpan(DateOnly From, DateOnly Until, Yen Principal, decimal Percent)
{
    public int Days => Until.DayNumber - From.DayNumber + 1;
    public Yen Amount => new((long)decimal.Floor(Principal.Amount * Percent * Days / (100 * 365)));
}

/// <summary>What time adds to an amount, span by span, with the roundings of the law (延滞金と還付加算金に共通).</summary>
public sealed record Interest(IReadOnlyList<InterestSpan> Spans)
{
    // 地方税法20条の4の2第2項（基礎の額）と第5項（加わる額）。
    const long Unit = 1_000, LeastPrincipal = 2_000, Least = 1_000, Step = 100;

    /// <summary>Cut to 100 yen; nothing below 1,000.</summary>
    public Yen Amount => Yen.Sum(Spans.Select(s => s.Amount)) is var sum && sum.Amount >= Least ? sum.FloorTo(Step) : Yen.Zero;

    /// <summary>Counts from one day to another.</summary>
    /// <param name="principal">The amount on a day; cut to 1,000 yen, and nothing below 2,000.</param>
    /// <param name="rate">The figure that says the percent of a day; it is asked only where there is something to count.</param>
    /// <param name="changes">Days from which the amount or the figure is another one.</param>
    /// <exception cref="MissingRule">the figure has no row for a day.</exception>
    internal static Interest Of(DateOnly from, DateOnly until, Func<DateOnly, Yen> principal, Func<DateOnly, Figure> rate,
        IEnumerable<DateOnly> changes)
    {
        var spans = new List<InterestSpan>();
        DateOnly[] days = [.. changes.Append(from).Where(d => from <= d && d <= until).Distinct().Order()];
        foreach (var (index, day) in days.Index())
        {
            var last = index + 1 < days.Length ? days[index + 1].AddDays(-1) : until;
            for (var at = day; at <= last && principal(day) is { Amount: >= LeastPrincipal } amount; at = spans[^1].Until.AddDays(1))
            {
                var figure = rate(at);
                var row = figure.On(at);
                var end = figure.DaysOf(row).Until is { } ends && ends < last ? ends : last;
                spans.Add(new(at, end, amount.FloorTo(Unit), row.Value));
            }
        }
        return new(spans);
    }

    /// <summary>民法143条: the last day of the month that begins on a day.</summary>
    internal static DateOnly MonthFrom(DateOnly day) => day.AddMonths(1) is var same && same.Day == day.Day ? same.AddDays(-1) : same;
}
