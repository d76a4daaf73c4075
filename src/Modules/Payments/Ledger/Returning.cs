using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>返す: money of which nobody knows what it was for goes back to who sent it.</summary>
public static class Returning
{
    public static Posting Return(this Ledger ledger, string payment, CollectionMethod by, string reason, DateOnly day)
    {
        var unknown = new SubAccount(Account.Unmatched, Payment: payment);
        var amount = -ledger[unknown];
        if (amount == Yen.Zero) throw new Rule("", "この入金は、不明金として残っていません。");
        if (PlainText.IsBlank(reason)) throw new Rule("reason", "返す理由を入力してください。");
        return new(ledger.Next, PostingKind.Refund, day, [new(unknown, amount), new(new(Account.Cash, Method: by), -amount)])
        { Reason = reason };
    }
}
