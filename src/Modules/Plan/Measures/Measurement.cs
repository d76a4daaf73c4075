using Keyaki.Contracts.Plan;

namespace Keyaki.Plan;

/// <summary>How far a measure's numbers can be believed: it was never read, it has everything but the last half hour, or it failed or
/// fell behind.</summary>
public enum Standing { Unread, Current, Stale }

/// <summary>The value of one month; null when nothing can be said (a ratio of nothing). Zero is a zero that was counted.</summary>
public sealed record MonthValue(Month Month, decimal? Value, IReadOnlyDictionary<string, long> Parts);

/// <summary>
/// What was measured: the months from the first mark to the moment up to which was counted. A month that is not among them is unknown,
/// not zero; the last one may still grow.
/// </summary>
/// <param name="AsOf">What was sealed until then is counted; null when nothing is.</param>
/// <param name="FailedAt">When it last failed; null while it works.</param>
/// <param name="Failure">Kind of the exception.</param>
public sealed record Measurement(IMeasure Measure, Standing Standing, DateTimeOffset? AsOf, DateTimeOffset? FailedAt, string? Failure,
    IReadOnlyList<MonthValue> Months)
{
    /// <summary>A measure whose next batch was sealed longer ago than this is late.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(30);

    static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    /// <summary>The value of a span of months from its parts, so that a ratio is one of the whole span; null when no month of it is
    /// known or nothing can be said.</summary>
    public decimal? Over(Month from, Month to)
    {
        var parts = new Dictionary<string, long>();
        var months = Months.Where(m => m.Month.CompareTo(from) >= 0 && m.Month.CompareTo(to) <= 0).ToList();
        foreach (var (part, value) in months.SelectMany(m => m.Parts)) parts[part] = parts.GetValueOrDefault(part) + value;
        return months.Count == 0 || !TryValue(Measure, parts, out var over, out _) ? null : over;
    }

    /// <param name="asOf">When the last batch that was read was sealed.</param>
    /// <param name="unread">When the batch after it was sealed; null when there is none.</param>
    public static Measurement Of(IMeasure measure, Reading? reading, DateTimeOffset? asOf, DateTimeOffset? unread,
        IEnumerable<Tally> tallies, DateTimeOffset now)
    {
        if (reading is not { LastBatch: > 0 }) return new(measure, Standing.Unread, null, reading?.FailedAt, reading?.Failure, []);
        var until = asOf ?? reading.ReadAt;
        var standing = reading.FailedAt is not null || now - unread > Late ? Standing.Stale : Standing.Current;
        var (failedAt, failure) = (reading.FailedAt, reading.Failure);
        var byMonth = tallies.GroupBy(t => t.Month)
            .ToDictionary(g => new Month(g.Key), g => (IReadOnlyDictionary<string, long>)g.ToDictionary(t => t.Part, t => t.Value));
        var months = new List<MonthValue>();
        foreach (var month in Span(byMonth.Keys, until))
        {
            var parts = byMonth.GetValueOrDefault(month, Nothing);
            if (!TryValue(measure, parts, out var value, out var kind)) (standing, failedAt, failure) = (Standing.Stale, now, kind);
            months.Add(new(month, value, parts));
        }
        return new(measure, standing, until, failedAt, failure, months);
    }

    static IEnumerable<Month> Span(IReadOnlyCollection<Month> counted, DateTimeOffset? until)
    {
        if (counted.Count == 0) yield break;
        var last = until is { } at && Month.Of(at) is var month && month.CompareTo(counted.Max()) > 0 ? month : counted.Max();
        for (var m = counted.Min(); m.CompareTo(last) <= 0; m = m.Next) yield return m;
    }

    // A measure that throws over its own parts must not take the page with it, nor stand there as zero.
    static bool TryValue(IMeasure measure, IReadOnlyDictionary<string, long> parts, out decimal? value, out string? kind)
    {
        (value, kind) = (null, null);
        try { value = measure.Value(parts); }
        catch (Exception e) { kind = e.GetType().Name; }
        return kind is null;
    }
}
