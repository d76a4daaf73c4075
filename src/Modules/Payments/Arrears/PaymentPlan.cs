using System.Globalization;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>分納の一回分: until when how much is paid.</summary>
public sealed record Portion(DateOnly Due, Yen Amount)
{
    internal static string Write(IEnumerable<Portion> portions) => string.Join(' ', portions.Select(p =>
        string.Create(CultureInfo.InvariantCulture, $"{p.Due:yyyy-MM-dd}:{p.Amount.Amount}")));

    internal static IReadOnlyList<Portion> Read(string text) => [.. text.Split(' ').Select(p => new Portion(
        DateOnly.ParseExact(p[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), new(long.Parse(p[11..], CultureInfo.InvariantCulture))))];
}

/// <summary>How a plan stands on a day.</summary>
/// <param name="Paid">What came in for its claims since it was made.</param>
/// <param name="Behind">What should have come by now and did not.</param>
/// <param name="BrokenSince">The day after the first part that is not covered; null while it is kept.</param>
/// <param name="Next">The part that is to be paid next, and what of it is still open; null where all is paid.</param>
public sealed record PlanStanding(Yen Paid, Yen Behind, DateOnly? BrokenSince, Portion? Next);

/// <summary>分納の約束: a debtor pays some claims in parts, and owns up to them by it (承認).</summary>
public sealed class PaymentPlan : RecoveryRow
{
    public required Guid Debtor { get; init; }
    public required DateOnly MadeOn { get; init; }

    /// <summary>Of the determinations, in the order in which money counts for them.</summary>
    public required IReadOnlyList<string> Keys { get; init; }
    public required IReadOnlyList<Portion> Portions { get; init; }

    /// <summary>From this day on it does not count any more: kept to the end, or given up.</summary>
    public DateOnly? EndedOn { get; private set; }

    public void End(DateOnly day)
    {
        if (EndedOn is not null) throw new Rule("", "この約束は、もう終わっています。");
        EndedOn = day;
    }

    public bool IsOver(DateOnly today) => EndedOn <= today;

    /// <summary>A sum in equal parts of whole thousands, a month apart; what is left over is in the first.</summary>
    public static IReadOnlyList<Portion> Even(Yen sum, int parts, DateOnly first)
    {
        if (parts < 1 || sum.Amount < parts) throw new Rule("parts", "回数は、1回から、1回が1円以上になるまでにしてください。");
        var each = sum.Share(1, parts) is var share && share.Amount >= 1_000 ? share.FloorTo(1_000) : share;
        return [.. Enumerable.Range(0, parts).Select(i => new Portion(first.AddMonths(i), i == 0 ? sum - each * (parts - 1) : each))];
    }

    const int MostParts = 120;

    /// <summary>A sum in parts of an amount, a month apart; the last one is what is left.</summary>
    public static IReadOnlyList<Portion> Each(Yen sum, Yen each, DateOnly first)
    {
        if (each < new Yen(1) || sum.Amount > each.Amount * MostParts)
            throw new Rule("each", $"1回の額は、{MostParts}回までで納め終わる額にしてください。");
        var parts = (int)((sum.Amount + each.Amount - 1) / each.Amount);
        return [.. Enumerable.Range(0, parts).Select(i => new Portion(first.AddMonths(i), Yen.Min(each, sum - each * i)))];
    }

    /// <summary>A plan over all that is still owed of some claims.</summary>
    /// <param name="others">Plans that the debtor has.</param>
    public static PaymentPlan Make(Ledger ledger, IReadOnlyList<Determination> claims, IReadOnlyList<Portion> portions, DateOnly today,
        params IReadOnlyList<PaymentPlan> others)
    {
        if (claims.Count == 0) throw new Rule("claims", "分けて納める調定を、一つ以上選んでください。");
        if (claims.Select(of => of.Debtor).Distinct().Count() > 1) throw new Rule("claims", "一人の滞納者の調定だけを選んでください。");
        if (claims.FirstOrDefault(of => ledger.Owed(of) == Yen.Zero) is { } paid)
            throw new Rule("claims", $"{paid.Key}は納められています。");
        if (claims.FirstOrDefault(of => others.Any(p => !p.IsOver(today) && p.Keys.Contains(of.Key))) is { } has)
            throw new Rule("claims", $"{has.Key}には、もう分納の約束があります。先にそれを終わらせてください。");
        if (portions.Count == 0 || portions.Any(p => p.Amount < new Yen(1))) throw new Rule("portions", "1回の額は1円以上にしてください。");
        if (portions[0].Due < today || portions.Zip(portions.Skip(1)).Any(p => p.Second.Due <= p.First.Due))
            throw new Rule("portions", "納める日は、きょうから後に、早い順に並べてください。");
        var (owed, sum) = (Yen.Sum(claims.Select(ledger.Owed)), Yen.Sum(portions.Select(p => p.Amount)));
        if (owed != sum) throw new Rule("portions", $"分けた額の合計は{sum}です。未納の{owed}に合わせてください。");
        return new() { Debtor = claims[0].Debtor, MadeOn = today, Keys = [.. InOrder(claims).Select(of => of.Key)], Portions = portions };
    }

    static IEnumerable<Determination> InOrder(IEnumerable<Determination> claims) =>
        claims.OrderBy(of => of.Due).ThenBy(of => of.Year).ThenBy(of => of.Term).ThenBy(of => of.Key, StringComparer.Ordinal);

    public PlanStanding Standing(Ledger ledger, DateOnly today)
    {
        var claims = Keys.Select(ledger.Find).OfType<Determination>().ToList();
        var paid = Yen.Sum(claims.SelectMany(of => ledger.Payments(of))
            .Where(p => p.Day >= MadeOn && p.Day <= today).Select(p => p.Amount));
        var owed = Yen.Sum(claims.Select(ledger.Owed));
        var (sum, behind, broken, next) = (Yen.Zero, Yen.Zero, default(DateOnly?), default(Portion?));
        foreach (var portion in Portions)
        {
            sum += portion.Amount;
            var open = Yen.Min(Yen.Min(Yen.Max(sum - paid, Yen.Zero), portion.Amount), owed);
            if (open == Yen.Zero) continue;
            owed -= open;
            next ??= portion with { Amount = open };
            if (portion.Due >= today) continue;
            behind += open;
            broken ??= portion.Due.AddDays(1);
        }
        return new(paid, behind, broken, next);
    }

    /// <summary>What the next money counts for: claim by claim, the earliest first.</summary>
    public IReadOnlyList<(Determination Of, Yen Amount)> Counting(Ledger ledger, Yen amount)
    {
        var counts = new List<(Determination, Yen)>();
        foreach (var of in Keys.Select(ledger.Find).OfType<Determination>())
        {
            var part = Yen.Min(amount, ledger.Owed(of));
            if (part <= Yen.Zero) continue;
            counts.Add((of, part));
            amount -= part;
        }
        return counts;
    }
}
