using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>収納: money that reached the city.</summary>
/// <param name="Payment">What the sender calls it; the same twice is the same money.</param>
/// <param name="Key">Of the determination that it is for.</param>
/// <param name="PaidOn">領収日: when the debtor handed it over, which is what lateness is counted by.</param>
public sealed record Collection(string Payment, string Key, Yen Amount, CollectionMethod Method, DateOnly PaidOn);

/// <summary>消込の結果: what was found when money met its claim. Each but the first is a list for officers.</summary>
[Flags]
public enum Match
{
    /// <summary>It is what was owed.</summary>
    Whole = 0,
    /// <summary>一部納付: something is still owed.</summary>
    Partial = 1,
    /// <summary>過納: more than was owed.</summary>
    Over = 2,
    /// <summary>二重納付: all had been paid before.</summary>
    Double = 4,
    /// <summary>不明: there is no such claim.</summary>
    Unknown = 8,
    /// <summary>納期限の後: lateness may cost something.</summary>
    Late = 16,
    /// <summary>By a method that the item does not have.</summary>
    OtherMethod = 32,
}

/// <summary>消込: money finds its claim by the key. Money that is here is always posted, whatever is wrong with it.</summary>
public static class Collecting
{
    /// <summary>What was found, and the posting; null where this payment was taken before (a file that comes twice).</summary>
    public static (Match Found, Posting Posting)? Collect(this Ledger ledger, Collection money, DateOnly today)
    {
        if (money.Amount <= Yen.Zero) throw new Rule("amount", "入金の額は1円以上で入力してください。");
        if (money.PaidOn > today) throw new Rule("paidOn", "領収日が先の日付です。日付を確かめてください。");
        if (ledger.HasTaken(money.Payment)) return null;
        var of = ledger.Find(money.Key);
        var into = of is null ? new SubAccount(Account.Unmatched, Payment: money.Payment) : new(Account.Receivable, of, of.Item.Order[0]);
        var found = of is null ? Match.Unknown : Compare(ledger, of, money.Amount)
            | (money.PaidOn > of.Due ? Match.Late : default)
            | (of.Item.Methods.Contains(money.Method) ? default : Match.OtherMethod);
        return (found, new Posting(ledger.Next, PostingKind.Collect, money.PaidOn, ledger.Settled(
            [new(new(Account.Cash, of, Method: money.Method), money.Amount), new(into, -money.Amount)]))
        { Payment = money.Payment });
    }

    /// <summary>Money of which nobody knew what it was for meets its claim after all.</summary>
    public static (Match Found, Posting Posting) Assign(this Ledger ledger, string payment, Determination of, string reason)
    {
        var unknown = new SubAccount(Account.Unmatched, Payment: payment);
        var amount = -ledger[unknown];
        if (amount == Yen.Zero) throw new Rule("payment", "この入金は、不明金として残っていません。");
        if (ledger.Find(of.Key) is null) throw new Rule("key", "この番号の調定はありません。番号を確かめてください。");
        var came = ledger.Postings.Last(p => p.Payment == payment);
        return (Compare(ledger, of, amount) | (came.PaidOn > of.Due ? Match.Late : default),
            new Posting(ledger.Next, PostingKind.Assign, came.Day, ledger.Settled(
                [new(unknown, amount), new(new(Account.Receivable, of, of.Item.Order[0]), -amount)]))
            { Reason = reason, Received = came.Received });
    }

    static Match Compare(Ledger ledger, Determination of, Yen amount)
    {
        var owed = ledger.Owed(of);
        if (owed == Yen.Zero) return ledger.Determined(of) > Yen.Zero ? Match.Double : Match.Over;
        return amount == owed ? Match.Whole : amount < owed ? Match.Partial : Match.Over;
    }
}
