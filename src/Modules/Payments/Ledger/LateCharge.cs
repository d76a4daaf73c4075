using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>延滞金の免除: days on which lateness costs nothing (whole), or the lower rate of a stay instead of the higher one
/// (猶予特例基準割合).</summary>
public sealed record Relief(DateOnly From, DateOnly Until, bool Whole)
{
    internal IEnumerable<DateOnly> Edges => Until == DateOnly.MaxValue ? [From] : [From, Until.AddDays(1)];
}

/// <summary>延滞金: what is added when a claim is paid after its day, at a low rate for a month and a higher one after it.</summary>
public static class LateCharge
{
    const string FirstMonth = "first-month", After = "after", Relieved = "relieved";

    /// <summary>The names of the two rates in a table.</summary>
    public static IReadOnlyList<string> Names { get; } = [FirstMonth, After];

    /// <summary>The two figures of a table.</summary>
    public static IEnumerable<string> Tables(string code) => Names.Select(name => $"{code}/{name}");

    /// <summary>What lateness adds up to a day, for what of the amount was open on each day.</summary>
    /// <param name="paid">With the days; the day of a payment still counts.</param>
    /// <param name="reliefs">Days on which lateness costs less or nothing.</param>
    /// <exception cref="MissingRule">the table has no row for a day on which something was open.</exception>
    public static Interest Of(DateOnly due, Yen amount, IReadOnlyList<(DateOnly On, Yen Amount)> paid, DateOnly until, RuleTables rules,
        string table, params IReadOnlyList<Relief> reliefs)
    {
        // 納期限の翌日から1月を経過する日までは低い割合（地方税法326条1項、369条1項など、附則3条の2第1項）。
        var (from, month) = (due.AddDays(1), Interest.MonthFrom(due.AddDays(1)));
        var (first, after) = (rules[$"{table}/{FirstMonth}"], rules[$"{table}/{After}"]);
        bool Has(DateOnly day, bool whole) => reliefs.Any(r => r.Whole == whole && r.From <= day && day <= r.Until);
        return Interest.Of(from, until,
            day => Has(day, whole: true) ? Yen.Zero : amount - Yen.Sum(paid.Where(p => p.On < day).Select(p => p.Amount)),
            day => day <= month ? first : Has(day, whole: false) ? rules[$"{table}/{Relieved}"] : after,
            [month.AddDays(1), .. paid.Select(p => p.On.AddDays(1)), .. reliefs.SelectMany(r => r.Edges)]);
    }

    /// <summary>The same for a determination as it stands; null where its item charges nothing for lateness.</summary>
    public static Interest? LateBy(this Ledger ledger, Determination of, DateOnly until, RuleTables rules,
        params IReadOnlyList<Relief> reliefs) => of.Item.LateCharge is { } table
            ? Of(of.Due, ledger.Determined(of, Part.Principal), [.. Paid(ledger, of)], until, rules, table, reliefs) : null;

    /// <summary>What came in for the amount itself and stayed; what was taken back never came.</summary>
    static IEnumerable<(DateOnly On, Yen Amount)> Paid(Ledger ledger, Determination of) =>
        from posting in ledger.Postings
        where posting.Kind is PostingKind.Collect or PostingKind.Assign or PostingKind.Appropriate or PostingKind.Refund
        where !ledger.IsUndone(posting)
        select (posting.PaidOn, -Yen.Sum(posting.Entries.Where(e => e.At.Of == of
            && e.At is { Account: Account.Receivable, Part: Part.Principal } or { Account: Account.Overpaid })
            .Select(e => e.Amount)));
}
