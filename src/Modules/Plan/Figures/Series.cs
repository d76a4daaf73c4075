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

/// <summary>What is aimed at in a period (null where the source names none); Value is null where the source gives a change against a
/// figure that it does not have.</summary>
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

    /// <summary>What the newest year (so far) still misses to the last aim, in the unit of the target; zero or less when it is reached.
    /// Null when one of the two is unknown.</summary>
    public decimal? Gap => (Years(), Final) is ([.., var (_, latest, _)], { Value: { } aim }) ? Target.Better == "down" ? latest - aim
        : aim - latest : null;

    /// <summary>How much of the way to the last aim is done, 0 to 1: from nothing where more is better, from the first figure where
    /// less is. Null where that cannot be said.</summary>
    public decimal? Share => (Years(), Final?.Value, Target.Better) switch
    {
        ([.., var (_, newest, _)], { } aim and > 0, "up") => Math.Clamp(newest / aim, 0, 1),
        ([var (_, first, _), .., var (_, newest, _)], { } aim, "down") when first > aim =>
            Math.Clamp((first - newest) / (first - aim), 0, 1),
        _ => null,
    };

    /// <summary>
    /// Plan figures, then checked entries, then what is measured: of the same period the later kind counts, so that a measured number
    /// replaces the reported one on the day a module brings it. A month about which nothing can be said is not there, and is never zero.
    /// </summary>
    public static Series Of(Target target, IEnumerable<Entry> entries, Measurement? counted)
    {
        var byPeriod = new Dictionary<string, Reached>();
        foreach (var p in target.Points.Where(p => p is { Kind: "actual", Period: not null, Amount: not null }))
            byPeriod[p.Period ?? ""] = new(p.Period ?? "", p.Amount ?? 0, Origin.Plan, $"計画 {p.Source}", p.About);
        foreach (var e in entries.Where(e => e.Agreed == true).OrderBy(e => e.CheckedAt))
            byPeriod[e.Period] = new(e.Period, e.Value, Origin.Entered, e.Source);
        foreach (var month in counted?.Months ?? [])
            if (month.Value is { } value)
                byPeriod[month.Month.ToString()] = new(month.Month.ToString(), value, Origin.Measured, counted?.Measure.Label ?? "");
        var aims = target.Points.Where(p => p.Kind is "target" or "reference")
            .Select(p => new Aimed(p.Period, p.Amount, p.Text, p.BaselineMissing, p.Kind == "reference"));
        return new(target, [.. byPeriod.Values.OrderBy(r => r.Day).ThenBy(r => r.Period.Length)],
            [.. aims.OrderBy(a => a.Period is { } at ? Moment.First(at) : DateOnly.MaxValue)], counted);
    }

    /// <summary>Whole years in order: a year that is only known by months is their sum (or, for a ratio or a stock, the last of them)
    /// and is whole when March is there.</summary>
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
        Reached.Where(r => r.Origin is Origin.Entered)
            .Select(r => (Moment.Words(r.Period), r.Value, $"{r.Source}（{Origins.Words(r.Origin)}）")).Concat(Measured());

    /// <summary>The fiscal years of which something was measured: how many months of them are in the figure, and whether the measure is
    /// late.</summary>
    public IEnumerable<(string When, decimal Value, string Source)> Measured() =>
        from y in Years()
        where Reached.Any(r => r.Origin is Origin.Measured && r.Year == y.Year)
        select ($"{y.Year}{(y.Months < 12 ? $"（{y.Months}か月分）" : "")}", y.Value,
            $"{Counted?.Measure.Label}（{Origins.Words(Origin.Measured)}{(Reached.Any(r => r.Origin is Origin.Entered && r.Year == y.Year) ? "と手入力" : "")}{(Counted?.Standing is Standing.Stale ? "、遅れています" : "")}）");

    /// <summary>Where it goes if it goes on like this; see <see cref="Forecast"/>. Null also while it is too early to say.</summary>
    public Forecast? Forecast(int lastYear) => Plan.Forecast.Of(Known, lastYear, Target.Unit == "%");

    /// <summary>Something was reached, and yet nothing can be said of where it goes.</summary>
    public bool TooEarly(int lastYear) => Latest?.Year.Year <= lastYear && Known.Count < 2;

    // The years on which a forecast rests: known as a whole or by all of their months; a stock or a ratio that somebody noted of a
    // month stands for its year, a measured one does not.
    IReadOnlyList<(int Year, decimal Value)> Known => Reached.Count == 0 || Reached[^1].Day < Reached[0].Day.AddMonths(12) ? [] :
    [
        .. from y in Years() let of = Reached.Where(r => r.Year == y.Year).ToList()
           where of.Any(r => r.Period.Length == 4) || of.Count == 12 || y.Months == 12
               && of.All(r => r.Origin is not Origin.Measured) select (y.Year.Year, y.Value),
    ];
}

/// <summary>
/// A straight line through the years that are known (least squares), drawn on to the last year of the plan. It needs two years; it is
/// no promise, and its words say on how much it rests. Low and High are where it comes out if each further year changes as little, and
/// as much, as a known one did (with two years: half and one and a half as much). A ratio stays between 0 and 100, a count does not
/// fall below zero.
/// </summary>
public sealed record Forecast(int Year, decimal Value, decimal Low, decimal High, (int Year, decimal Value) Last, int Years)
{
    public string Words => $"見込みは、これまでの{Years}年度分の実績を、直線で{new FiscalYear(Year)}まで延ばしたものです。幅は、1年の変わり方が、"
        + (Years == 2 ? "これまでの半分のときと1.5倍のとき" : "これまでで一番小さかった年と、一番大きかった年のまま続いたとき") + "の値です。約束ではありません。";

    public static string TooEarly => "見込みを言うには、まだ早いです。12か月そろった年度が2つになると、見込みを出します。";

    public static Forecast? Of(IReadOnlyList<(int Year, decimal Value)> known, int lastYear, bool ratio)
    {
        if (known.Count < 2 || known[^1].Year >= lastYear) return null;
        var (n, meanX, meanY) = (known.Count, (decimal)known.Average(k => k.Year), known.Average(k => k.Value));
        var (sxy, sxx) = (known.Sum(k => (k.Year - meanX) * (k.Value - meanY)), known.Sum(k => (k.Year - meanX) * (k.Year - meanX)));
        if (sxx == 0) return null;
        var (slope, last, ahead) = (sxy / sxx, known[^1], lastYear - known[^1].Year);
        List<decimal> slopes = n == 2 ? [slope / 2, slope * 3 / 2]
            : [.. known.Zip(known.Skip(1), (a, b) => (b.Value - a.Value) / (b.Year - a.Year))];
        decimal Kept(decimal value) => decimal.Round(ratio ? Math.Clamp(value, 0, 100) : Math.Max(0, value), ratio ? 1 : 0);
        var value = Kept(meanY + slope * (lastYear - meanX));
        return new(lastYear, value, Math.Min(value, Kept(last.Value + slopes.Min() * ahead)),
            Math.Max(value, Kept(last.Value + slopes.Max() * ahead)), last, n);
    }
}
