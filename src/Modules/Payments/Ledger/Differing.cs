using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>現金過不足: what was counted at the end of a day is not what the books say.</summary>
public static class Differing
{
    /// <param name="difference">More than there should be is positive.</param>
    public static Posting Differ(this Ledger ledger, string closing, Yen difference, string reason, DateOnly day)
    {
        if (PlainText.IsBlank(reason)) throw new Rule("why", "過不足の理由を入力してください。");
        return new(ledger.Next, PostingKind.Differ, day,
        [
            new(new(Account.Cash, Method: CollectionMethod.Counter), difference),
            new(new(Account.CashDifference, Payment: closing), -difference),
        ])
        { Payment = closing, Reason = reason };
    }
}
