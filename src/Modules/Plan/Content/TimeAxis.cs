namespace Keyaki.Plan;

/// <summary>The one axis of time of every schedule, on the page as on paper: from 0 to 1, and each day is as wide as any other.</summary>
public sealed record TimeAxis(HalfYear From, HalfYear To)
{
    const int Beyond = 2; // fiscal years after the plan that are still shown

    /// <summary>From the plan's first year to its last, and on to the last renewal of a system that comes soon after.</summary>
    public static TimeAxis Of(PlanContent plan)
    {
        var renewals = plan.Systems.SelectMany(s => s.Phases.SelectMany(p => new[] { p.From, p.To }).OfType<string>().Select(Moment.First)
            .Concat(s.ContractEnd is { } end ? [end] : Array.Empty<DateOnly>()));
        var last = renewals.Select(d => HalfYear.Of(d).Year).Append(plan.Book.To).Max();
        return new(new(plan.Book.From, false), new(Math.Min(last, plan.Book.To + Beyond), true));
    }

    public IEnumerable<HalfYear> Halves
    {
        get { for (var half = From; half.CompareTo(To) <= 0; half = half.Next) yield return half; }
    }

    /// <summary>Where a day begins; outside of the axis below 0 or above 1.</summary>
    public decimal At(DateOnly day) =>
        (day.DayNumber - From.Begins.DayNumber) / (decimal)(To.Next.Begins.DayNumber - From.Begins.DayNumber);

    public bool Shows(DateOnly day) => day >= From.Begins && day <= To.Ends;
}
