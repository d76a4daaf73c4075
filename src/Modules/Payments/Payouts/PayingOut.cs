using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>支払う: what the city pays is spent, and leaves its money.</summary>
public static class PayingOut
{
    /// <param name="payment">The name of this payment; it is posted once.</param>
    public static Posting PayOut(this Ledger ledger, string payment, Yen amount, CollectionMethod by, string what, DateOnly day)
    {
        if (amount <= Yen.Zero) throw new Rule("amount", "支払う額がありません。");
        if (ledger.HasTaken(payment)) throw new Rule("", "この支払いは、もう記帳されています。");
        return new(ledger.Next, PostingKind.PayOut, day,
            [new(new(Account.Expense, Payment: payment), amount), new(new(Account.Cash, Method: by), -amount)])
        { Payment = payment, Reason = what };
    }
}
