using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>取消: a posting is followed by its opposite. A determination is not taken back but said anew.</summary>
public static class Reversing
{
    /// <summary>Money that was counted is not there after all: it is reversed, or where it was used meanwhile, it is owed again by
    /// itself.</summary>
    public static Posting TakeBack(this Ledger ledger, Posting came, string reason, DateOnly day)
    {
        try { return ledger.Reverse(came, reason, day); }
        catch (Rule) when (came.Entries.FirstOrDefault(e => e.At.Account is Account.Cash) is { At.Of: { } of } cash)
        {
            var entries = ledger.Settled([new(new(Account.Receivable, of, of.Item.Order[0]), cash.Amount),
                cash with { Amount = -cash.Amount }]);
            if (ledger.Lie(entries) is not null) throw;
            return new(ledger.Next, PostingKind.Refund, day, entries) { Reason = reason };
        }
    }

    public static Posting Reverse(this Ledger ledger, Posting posting, string reason, DateOnly day)
    {
        if (PlainText.IsBlank(reason)) throw new Rule("reason", "取り消す理由を入力してください。");
        if (posting.Kind is PostingKind.Determine or PostingKind.Increase or PostingKind.Decrease or PostingKind.Cancel)
            throw new Rule("", "調定は取り消せません。正しい額で調定し直してください。");
        if (posting.Kind is PostingKind.Reverse || ledger.IsUndone(posting))
            throw new Rule("", "この記帳は、取り消したものです。もう一度記帳してください。");
        var entries = ledger.Settled([.. posting.Entries.Select(e => e with { Amount = -e.Amount })]);
        if (ledger.Lie(entries) is not null)
            throw new Rule("", "このお金は、もう還付や充当、消込に使われています。先にそれを取り消してください。");
        return new(ledger.Next, PostingKind.Reverse, day, entries) { Reason = reason, Undoes = posting.Number };
    }
}
