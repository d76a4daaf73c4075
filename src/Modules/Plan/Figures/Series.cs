using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>Where a figure comes from.</summary>
public enum Origin { Plan, Entered, Measured }

/// <summary>A reached figure of a fiscal year or month, with where it comes from.</summary>
public sealed record Reached(string Period, decimal Value, Origin Origin, string Source, bool About = false)
{
    public DateOnly Day => Moment.First(Period);
    public FiscalYear Year => FiscalYear.Of(Day);
}

/// <summary>What is aimed at in a period (null where the source names none); Value is null where the source gives a change against a figure that it does not have.</summary>
public sealed record Aimed(string? Period, decimal? Value, string Words, bool BaselineMissing, bool IsReference);

/// <summary>One target as it stands: what was reached, what is aimed at, and where it is going.</summary>
public sealed record Series(Target Target, IReadOnlyList<Reached> Reached, IReadOnlyList<Aimed> Aimed, Measurement? Counted)
{
    /// <summary>The first measured period; null while nothing is measured.</summary>
    public string? Seam => Reached.FirstOrDefault(r => r.Origin is Origin.Measured)?.Period;

    /// <summary>The newest figure.</summary>
    public Reached? Latest => Reached.Count > 0 ? Reached[^1] : null;

    /// <summary>The last aim of the plan itself.</summary>
    public Aimed? Final => Aimed.LastOrDefault(a => !a.IsReference);

    /// <summary>What the newest year (so far) still misses to the last aim, in the unit of the target; zero or less when it is reached. Null when one of the two is unknown.</summary>
    public decimal? Gap => (Years(), Final) is ([.., var (_, latest, _)], { Value: { } aim }) ? Target.Better == "down" ? latest - aim : aim - latest : null;

    /// <summary>
    /// Plan figures, then checked entries, then what is measured: of the same period the later kind counts, so that a measured number replaces the reported one on
    /// the day a module brings it. A month about which nothing can be said is not there, and is never zero.
    /// </summary>
    public static Series Of(Target target, IEnumerable<Entry> entries, Measurement? counted)
    {
        var byPeriod = new Dictionary<string, Reached>();
        foreach (var p in target.Points.Where(p => p is { Kind: "actual", Period: not null, Amount: not null }))
            byPeriod[p.Period ?? ""] = new(p.Period ?? "", p.Amount ?? 0, Origin.Plan, $"計画 {p.Source}", p.About);
        foreach (var e in entries.Where(e => e.Agreed == true).OrderBy(e => e.CheckedAt)) byPeriod[e.Period] = new(e.Period, e.Value, Origin.Entered, e.Source);
        foreach (var month in counted?.Months ?? [])
            if (month.Value is { } value) byPeriod[month.Month.ToString()] = new(month.Month.ToString(), value, Origin.Measured, counted?.Measure.Label ?? "");
        var aims = target.Points.Where(p => p.Kind is "target" or "reference").Select(p => new Aimed(p.Period, p.Amount, p.Text, p.BaselineMissing, p.Kind == "reference"));
        return new(target, [.. byPeriod.Values.OrderBy(r => r.Day).ThenBy(r => r.Period.Length)], [.. aims.OrderBy(a => a.Period is { } at ? Moment.First(at) : DateOnly.MaxValue)], counted);
    }

    /// <summary>Whole years in order: a year that is only known by months is their sum (or, for a ratio or a stock, the last of them) and is whole when March is there.</summary>
    public IReadOnlyList<(FiscalYear Year, decimal Value, int Months)> Years()
    {
        var adds = Target.Unit is not ("%" or "項目");
        return [.. Reached.GroupBy(r => r.Year).OrderBy(g => g.Key).Select(g =>
        {
            if (g.LastOrDefault(r => r.Period.Length == 4) is { } whole) return (g.Key, whole.Value, 12);
            var months = g.OrderBy(r => r.Day).ToList();
            return (g.Key, adds ? months.Sum(m => m.Value) : months[^1].Value, adds ? months.Count : 12);
        })];
    }

    /// <summary>What was reached beyond what the plan itself says: checked figures one by one, measured ones by fiscal year.</summary>
    public IEnumerable<(string When, decimal Value, string Source)> Since() =>
        Reached.Where(r => r.Origin is Origin.Entered).Select(r => (Moment.Words(r.Period), r.Value, $"{r.Source}（{Origins.Words(r.Origin)}）")).Concat(Measured());

    /// <summary>The fiscal years of which something was measured: how many months of them are in the figure, and whether the measure is late.</summary>
    public IEnumerable<(string When, decimal Value, string Source)> Measured() =>
        from y in Years()
        where Reached.Any(r => r.Origin is Origin.Measured && r.Year == y.Year)
        select ($"{y.Year}{(y.Months < 12 ? $"（{y.Months}か月分）" : "")}", y.Value, $"{Counted?.Measure.Label}（{Origins.Words(Origin.Measured)}{(Reached.Any(r => r.Origin is Origin.Entered && r.Year == y.Year) ? "と手入力" : "")}{(Counted?.Standing is Standing.Stale ? "、遅れています" : "")}）");

    /// <summary>Where it goes if it goes on like this; see <see cref="Forecast"/>.</summary>
    public Forecast? Forecast(int lastYear) => Plan.Forecast.Of([.. Years().Where(y => y.Months == 12).Select(y => (y.Year.Year, y.Value))], lastYear, Target.Unit == "%");
}

/// <summary>
/// A straight line through the years that are known (least squares), drawn on to the last year of the plan. It needs two years; it is no promise, and its
/// words say on how much it rests. A ratio stays between 0 and 100, a count does not fall below zero.
/// </summary>
public sealed record Forecast(int Year, decimal Value, int Years)
{
    public string Words => $"これまでの{Years}年度分の実績を、直線で{new FiscalYear(Year)}まで延ばした見込みです。";

    public static Forecast? Of(IReadOnlyList<(int Year, decimal Value)> known, int lastYear, bool ratio)
    {
        if (known.Count < 2 || known[^1].Year >= lastYear) return null;
        var (n, meanX, meanY) = (known.Count, (decimal)known.Average(k => k.Year), known.Average(k => k.Value));
        var (sxy, sxx) = (known.Sum(k => (k.Year - meanX) * (k.Value - meanY)), known.Sum(k => (k.Year - meanX) * (k.Year - meanX)));
        if (sxx == 0) return null;
        var value = Math.Max(0, meanY + sxy / sxx * (lastYear - meanX));
        return new(lastYear, decimal.Round(ratio ? Math.Min(100, value) : value, ratio ? 1 : 0), n);
    }
}
