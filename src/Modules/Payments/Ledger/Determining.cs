using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>調定: what a debtor is to pay is said anew, and only the difference is posted.</summary>
public static class Determining
{
    /// <summary>The posting after which this part of the determination comes to the amount; null where it does already. What was paid
    /// beyond it becomes overpaid, and what was overpaid counts for more.</summary>
    public static Posting? Determine(this Ledger ledger, Determination of, Yen amount, string reason, DateOnly day,
        Part part = Part.Principal)
    {
        if (amount < Yen.Zero) throw new Rule("amount", "調定額は0円以上で入力してください。");
        if (PlainText.IsBlank(reason)) throw new Rule("reason", "調定または変更の理由を入力してください。");
        if (of.Term < 1 || of.Term > of.Item.Terms) throw new Rule("term", $"「{of.Item.Title}」の期別は、1から{of.Item.Terms}までです。");
        if (ledger.Find(of.Key) is { } known && !IsSame(known, of))
            throw new Rule("key", $"番号「{of.Key}」は、別の調定に使われています。新しい番号にしてください。");
        var (first, before) = (!ledger.Has(of, part), ledger.Determined(of, part));
        if (amount == before) return null;
        var more = amount - before;
        // What is taken off a claim that was written off was not paid: it is less written off.
        var restored = Yen.Min(ledger.WrittenOff(of, part), Yen.Max(-(ledger.Owed(of, part) + more), Yen.Zero));
        return new(ledger.Next, Kind(first, more, amount), day, ledger.Settled(
        [
            new(new(Account.Receivable, of, part), more + restored), new(new(of.Item.Income, of, part), -more),
            new(new(Account.WrittenOff, of, part), -restored),
        ]))
        { Reason = reason };
    }

    static PostingKind Kind(bool first, Yen more, Yen amount) => first ? PostingKind.Determine
        : amount == Yen.Zero ? PostingKind.Cancel
        : more > Yen.Zero ? PostingKind.Increase : PostingKind.Decrease;

    static bool IsSame(Determination a, Determination b) =>
        (a.Item.Code, a.Year, a.Term, a.Debtor, a.Due) == (b.Item.Code, b.Year, b.Term, b.Debtor, b.Due);
}
