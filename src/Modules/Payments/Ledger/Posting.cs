using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>調定の相手先と納期: what one debtor is to pay for one term of one item. How much stands in the postings. Two with the same
/// key are the same.</summary>
/// <param name="Key">What a slip bears, and by which a payment finds it (消込).</param>
/// <param name="Term">期別, from 1.</param>
public sealed record Determination(string Key, Item Item, FiscalYear Year, int Term, Guid Debtor, DateOnly Due)
{
    public bool Equals(Determination? other) => other is not null && Key == other.Key;
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);
}

/// <summary>The accounts of the ledger. What the city has or spent is positive (借方), what it earned or owes is negative (貸方).</summary>
public enum Account
{
    /// <summary>未収: determined and not paid yet.</summary>
    Receivable,
    /// <summary>歳入: determined for the city.</summary>
    Revenue,
    /// <summary>預り金: determined for somebody else.</summary>
    Deposit,
    /// <summary>収納金: came in, less what went back.</summary>
    Cash,
    /// <summary>不明金: came in, and nobody knows yet for what.</summary>
    Unmatched,
    /// <summary>過誤納金: came in for a claim beyond what is owed.</summary>
    Overpaid,
    /// <summary>還付加算金: paid on top of what went back.</summary>
    RefundInterest,
    /// <summary>不納欠損: determined, not paid, and not owed any more.</summary>
    WrittenOff,
    /// <summary>歳出: paid to somebody by the city, under the name of the payment.</summary>
    Expense,
    /// <summary>現金過不足: counted in a drawer and not in the books (negative), or in the books and not in the drawer.</summary>
    CashDifference,
}

/// <summary>Where yen stand: an account, and in it the determination, its part, the payment (of money that nobody knows) and the
/// method, as far as the account has them.</summary>
public readonly record struct SubAccount(Account Account, Determination? Of = null, Part Part = default, string? Payment = null,
    CollectionMethod? Method = null);

/// <summary>One side of a posting: yen into a sub-account (positive) or out of it (negative).</summary>
public sealed record Entry(SubAccount At, Yen Amount);

/// <summary>Why there is a posting: 調定 first, its 増額, 減額 and 取消; 収納; 消込 of what was unknown; 充当; 還付; 取消 of one of the
/// last four; 不納欠損 and 支払い, which can be taken back, too; 現金過不足.</summary>
public enum PostingKind { Determine, Increase, Decrease, Cancel, Collect, Assign, Appropriate, Refund, Reverse, WriteOff, PayOut, Differ }

/// <summary>仕訳: yen that move between sub-accounts. What comes in and what goes out are equal, and it is never changed: another one
/// follows.</summary>
public sealed class Posting
{
    /// <exception cref="ArgumentException">the entries do not come to zero, or one of them moves nothing.</exception>
    public Posting(int number, PostingKind kind, DateOnly day, IEnumerable<Entry> entries)
    {
        (Number, Kind, Day) = (number, kind, day);
        Entries = [.. entries];
        if (Entries.Count < 2 || Entries.Any(e => e.Amount == Yen.Zero) || Yen.Sum(Entries.Select(e => e.Amount)) != Yen.Zero)
            throw new ArgumentException($"posting {number} has {Entries.Count} entries that do not come to zero", nameof(entries));
    }

    /// <summary>From 1, without a gap.</summary>
    public int Number { get; }
    public PostingKind Kind { get; }

    /// <summary>The day on which it stands in the books: of the determination, the payment (領収日), the appropriation or the
    /// refund, or the next one that was not closed.</summary>
    public DateOnly Day { get; }

    /// <summary>領収日, where the books of that day were closed before it was posted; null where it is <see cref="Day"/>.</summary>
    public DateOnly? Received { get; init; }

    /// <summary>領収日: when the money was handed over, which is what lateness is counted by.</summary>
    public DateOnly PaidOn => Received ?? Day;
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>Why, in the words of who decided it; empty where money simply came in.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the sender calls the payment (収納); taken once.</summary>
    public string? Payment { get; init; }

    /// <summary>The number of the posting that it takes back.</summary>
    public int? Undoes { get; init; }
}
