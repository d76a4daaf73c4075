using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>過誤納金の行き先: 充当 to what the same debtor owes, or 還付.</summary>
public static class Overpayments
{
    // 地方税法17条の2: 未納の徴収金があるときは、還付に代えて充当しなければならない。納期限の来ていないものには充当しない。
    /// <summary>The posting that counts what was overpaid for what the debtor owes of the same family and whose day has come, the
    /// earliest first; null where nothing is overpaid or owed.</summary>
    public static Posting? Appropriate(this Ledger ledger, Determination from, DateOnly day)
    {
        var left = ledger.Overpaid(from);
        if (from.Item.Family is not { } family) return null;
        var entries = new List<Entry>();
        foreach (var at in ledger.Determinations
            .Where(d => d != from && d.Debtor == from.Debtor && d.Item.Family == family && d.Due <= day)
            .OrderBy(d => d.Due).ThenBy(d => d.Year).ThenBy(d => d.Term).ThenBy(d => d.Key, StringComparer.Ordinal)
            .SelectMany(d => d.Item.Order.Select(part => new SubAccount(Account.Receivable, d, part))))
        {
            var counts = Yen.Min(left, ledger[at]);
            if (counts <= Yen.Zero) continue;
            left -= counts;
            entries.AddRange([new(new(Account.Overpaid, from), counts), new(at, -counts)]);
        }
        return entries.Count == 0 ? null : new(ledger.Next, PostingKind.Appropriate, day, ledger.Settled(entries));
    }

    /// <summary>還付: what was overpaid goes back, with what the time adds (<see cref="RefundInterest"/>).</summary>
    public static Posting PayBack(this Ledger ledger, Determination of, Yen amount, Yen interest, CollectionMethod by, string reason,
        DateOnly day)
    {
        if (amount <= Yen.Zero || amount > ledger.Overpaid(of))
            throw new Rule("amount", $"還付できるのは、1円から{ledger.Overpaid(of)}までです。");
        if (PlainText.IsBlank(reason)) throw new Rule("reason", "還付する理由を入力してください。");
        if (interest < Yen.Zero) throw new Rule("interest", "還付加算金は0円以上で入力してください。");
        if (ledger.Appropriate(of, day) is not null) throw new Rule("", "納期限を過ぎた未納があります。還付の前に充当してください。");
        return new(ledger.Next, PostingKind.Refund, day, ledger.Settled(
        [
            new(new(Account.Overpaid, of), amount),
            new(new(Account.RefundInterest, of), interest),
            new(new(Account.Cash, of, Method: by), -(amount + interest)),
        ]))
        { Reason = reason };
    }
}
