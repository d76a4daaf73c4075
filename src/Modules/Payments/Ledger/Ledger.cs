using System.Collections.Immutable;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>元帳: postings in their order, folded to what stands in each sub-account. It is never changed; <see cref="With"/> gives the
/// next one. The rules need of the city's ledger only the part of the debtors that they are about.</summary>
public sealed class Ledger
{
    public static Ledger Empty { get; } = new();

    Ledger() { }

    public IReadOnlyList<Posting> Postings => All;

    ImmutableList<Posting> All { get; init; } = [];
    ImmutableDictionary<SubAccount, Yen> Balances { get; init; } = ImmutableDictionary<SubAccount, Yen>.Empty;
    ImmutableDictionary<string, Determination> Known { get; init; } =
        ImmutableDictionary.Create<string, Determination>(StringComparer.Ordinal);
    ImmutableHashSet<string> Taken { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    ImmutableHashSet<int> Undone { get; init; } = [];

    public static Ledger Of(IEnumerable<Posting> postings) => postings.Aggregate(Empty, (ledger, posting) => ledger.With(posting));

    /// <summary>The number of the posting that comes next.</summary>
    public int Next => All.Count + 1;

    /// <summary>What stands in one sub-account.</summary>
    public Yen this[SubAccount at] => Balances.GetValueOrDefault(at);

    /// <summary>What stands in all sub-accounts that are so: of an account, an item, a fiscal year, a debtor, a determination.</summary>
    public Yen Sum(Func<SubAccount, bool> where) => Yen.Sum(Balances.Where(b => where(b.Key)).Select(b => b.Value));

    public IEnumerable<Determination> Determinations => Known.Values;

    /// <summary>The determination that bears this key; null where there is none.</summary>
    public Determination? Find(string key) => Known.GetValueOrDefault(key);

    /// <summary>Whether a payment of this name came in before.</summary>
    public bool HasTaken(string payment) => Taken.Contains(payment);

    public bool IsUndone(Posting posting) => Undone.Contains(posting.Number);

    /// <summary>Whether this part of it was ever determined, be it none by now.</summary>
    public bool Has(Determination of, Part part) => Balances.ContainsKey(new(of.Item.Income, of, part));

    /// <summary>調定額: what is to be paid in all, paid or not.</summary>
    public Yen Determined(Determination of, Part part) => -this[new(of.Item.Income, of, part)];

    public Yen Determined(Determination of) => Yen.Sum(of.Item.Order.Select(part => Determined(of, part)));

    /// <summary>収入未済: what of it is still to be paid.</summary>
    public Yen Owed(Determination of, Part part) => this[new(Account.Receivable, of, part)];

    public Yen Owed(Determination of) => Yen.Sum(of.Item.Order.Select(part => Owed(of, part)));

    /// <summary>不納欠損額: what of it was not paid and is not owed any more.</summary>
    public Yen WrittenOff(Determination of, Part part) => this[new(Account.WrittenOff, of, part)];

    /// <summary>過誤納金: what came in for it and is not owed.</summary>
    public Yen Overpaid(Determination of) => -this[new(Account.Overpaid, of)];

    /// <summary>The ledger with one more posting.</summary>
    /// <exception cref="InvalidOperationException">it is not the next one, or its balances would lie.</exception>
    public Ledger With(Posting posting)
    {
        if (posting.Number != Next) throw new InvalidOperationException($"posting {posting.Number} is not {Next}");
        if (posting.Payment is { } twice && HasTaken(twice)) throw new InvalidOperationException($"payment {twice} was taken before");
        if (Lie(posting.Entries) is { } lie) throw new InvalidOperationException($"posting {posting.Number}: {lie}");
        return new()
        {
            All = All.Add(posting),
            Balances = posting.Entries.Aggregate(Balances, (all, e) => all.SetItem(e.At, all.GetValueOrDefault(e.At) + e.Amount)),
            Known = About(posting.Entries).Aggregate(Known, (all, of) => all.SetItem(of.Key, of)),
            Taken = posting.Payment is { } payment ? Taken.Add(payment) : Taken,
            Undone = posting.Undoes is { } number ? Undone.Add(number) : Undone,
        };
    }

    static IEnumerable<Determination> About(IEnumerable<Entry> entries) =>
        entries.Select(e => e.At.Of).OfType<Determination>().Distinct();

    /// <summary>The account that would not say the truth any more; null where all do.</summary>
    internal Account? Lie(IReadOnlyList<Entry> entries)
    {
        var moved = entries.GroupBy(e => e.At).ToDictionary(g => g.Key, g => Yen.Sum(g.Select(e => e.Amount)));
        Yen Then(SubAccount at) => this[at] + moved.GetValueOrDefault(at);
        foreach (var at in moved.Keys)
            if (IsWrong(at.Account, Then(at))) return at.Account;
        return About(entries).Any(IsFalse) ? Account.Receivable : null;

        // No more is owed or written off than was determined, and who paid too much for a claim does not owe anything of it.
        bool IsFalse(Determination of) => of.Item.Order.Any(part => Then(new(Account.Receivable, of, part)) is var owed
            && (owed + Then(new(Account.WrittenOff, of, part)) > -Then(new(of.Item.Income, of, part))
                || owed > Yen.Zero && Then(new(Account.Overpaid, of)) < Yen.Zero));
    }

    static bool IsWrong(Account account, Yen then) => account switch
    {
        Account.Receivable or Account.RefundInterest or Account.WrittenOff or Account.Expense => then < Yen.Zero,
        Account.Cash or Account.CashDifference => false,
        _ => then > Yen.Zero,
    };

    /// <summary>The entries with those that put money where it belongs: what is paid beyond a claim is overpaid, what is overpaid counts
    /// for what is owed of the same claim, in the order of its item.</summary>
    internal IReadOnlyList<Entry> Settled(IReadOnlyList<Entry> entries) =>
        [.. entries.Concat(About(entries).SelectMany(of => Settling(of, entries)))
            .GroupBy(e => e.At).Select(g => new Entry(g.Key, Yen.Sum(g.Select(e => e.Amount)))).Where(e => e.Amount != Yen.Zero)];

    IEnumerable<Entry> Settling(Determination of, IReadOnlyList<Entry> entries)
    {
        Yen Then(SubAccount at) => this[at] + Yen.Sum(entries.Where(e => e.At == at).Select(e => e.Amount));
        var overpaid = new SubAccount(Account.Overpaid, of);
        var owed = of.Item.Order.Select(part => new SubAccount(Account.Receivable, of, part))
            .Select(at => (At: at, Amount: Then(at))).ToList();
        var before = -Then(overpaid);
        var left = before - Yen.Sum(owed.Select(o => Yen.Min(o.Amount, Yen.Zero)));
        foreach (var (at, amount) in owed)
        {
            var counts = Yen.Min(amount, Yen.Max(left, Yen.Zero));
            if (amount > Yen.Zero) left -= counts;
            yield return new(at, -counts);
        }
        yield return new(overpaid, before - left);
    }
}
