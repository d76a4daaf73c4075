using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>元帳を開いたところ: the part of the ledger that a use case is about, read from the tables and folded by the rules. What is
/// written in it is appended in the same turn.</summary>
sealed class Book
{
    readonly CityDb db;
    readonly Items items;
    readonly List<Posted> rows = [];
    readonly Dictionary<string, Claim> claims = new(StringComparer.Ordinal);

    Book(CityDb db, Items items) => (this.db, this.items) = (db, items);

    public Ledger Ledger { get; private set; } = Ledger.Empty;

    /// <summary>The postings in their order; that of number n in <see cref="Ledger"/> is the n-th.</summary>
    public IReadOnlyList<Posted> Rows => rows;

    public Claim Row(Determination of) => claims[of.Key];
    public Posting Posting(Guid id) => Ledger.Postings[rows.FindIndex(r => r.Id == id)];
    public Determination Of(Claim claim) => claim.Read(items);

    /// <summary>For what nobody has posted about yet: nothing is read.</summary>
    public static Book New(CityDb db, CityProfile city) => new(db, city.Files<Items>());

    /// <summary>All of a debtor.</summary>
    public static async Task<Book> OfDebtor(CityDb db, CityProfile city, Guid debtor, CancellationToken ct) =>
        await Open(db, city, await db.Claims().AsNoTracking().Where(c => c.Debtor == debtor).ToListAsync(ct), [], ct);

    /// <summary>What touches these claims and this money; with them all that money was moved to and from.</summary>
    public static async Task<Book> Open(CityDb db, CityProfile city, IReadOnlyList<Claim> about, IReadOnlyList<string> payments,
        CancellationToken ct)
    {
        var book = New(db, city);
        var (asked, money) = (about.Select(c => (Guid?)c.Id).ToHashSet(), payments.ToHashSet(StringComparer.Ordinal));
        List<Posted> found;
        do found = await Touching(db, asked, money, ct);
        while (Widens(found, asked, money));
        foreach (var claim in about) book.claims[claim.Key] = claim;
        var missing = asked.Except(about.Select(c => (Guid?)c.Id)).ToList();
        if (missing.Count > 0)
            foreach (var claim in await db.Claims().AsNoTracking().Where(c => missing.Contains(c.Id)).ToListAsync(ct))
                book.claims[claim.Key] = claim;
        foreach (var claim in db.Appending.OfType<Claim>().Where(c => asked.Contains(c.Id))) book.claims[claim.Key] = claim;
        book.Fold(found);
        return book;
    }

    // More than once only where money went from one debtor's claim to another's, by way of what nobody knew.
    static bool Widens(List<Posted> found, HashSet<Guid?> claims, HashSet<string> payments)
    {
        var before = claims.Count + payments.Count;
        claims.UnionWith(found.SelectMany(p => p.Entries).Where(e => e.Claim is not null).Select(e => e.Claim));
        payments.UnionWith(found.SelectMany(p => p.Entries).Select(e => e.Payment).OfType<string>());
        return claims.Count + payments.Count > before;
    }

    static async Task<List<Posted>> Touching(CityDb db, HashSet<Guid?> claims, HashSet<string> payments, CancellationToken ct)
    {
        var (of, money) = (claims.ToList(), payments.ToList());
        var ids = db.Entries().Where(e => of.Contains(e.Claim)).Select(e => e.Posting);
        if (money.Count > 0)
            ids = ids.Concat(db.Entries().Where(e => e.Payment != null && money.Contains(e.Payment)).Select(e => e.Posting))
                .Concat(db.Postings().Where(p => p.Payment != null && money.Contains(p.Payment)).Select(p => p.Id));
        var kept = await db.Postings().AsNoTracking().Include(p => p.Entries).Where(p => ids.Contains(p.Id)).OrderBy(p => p.Row)
            .ToListAsync(ct);
        // What this very turn has posted is not in the tables yet.
        kept.AddRange(db.Appending.OfType<Posted>().Where(p => p.Payment is { } name && payments.Contains(name)
            || p.Entries.Any(e => e.Claim is not null && claims.Contains(e.Claim) || e.Payment is { } m && payments.Contains(m))));
        return kept;
    }

    void Fold(List<Posted> found)
    {
        var keys = claims.Values.ToDictionary(c => c.Id, c => c.Read(items));
        var numbers = found.Index().ToDictionary(p => p.Item.Id, p => p.Index + 1);
        foreach (var (index, posted) in found.Index())
            Ledger = Ledger.With(new(index + 1, posted.Kind, posted.Day, posted.Entries.OrderBy(e => e.Line).Select(e => new Entry(
                new(e.Account, e.Claim is { } claim ? keys[claim] : null, e.Part ?? default, e.Payment, e.Method), e.Amount)))
            {
                Reason = posted.Reason, Payment = posted.Payment, Received = posted.Received,
                Undoes = posted.Undoes is { } undone ? numbers[undone] : null,
            });
        rows.AddRange(found);
    }

    /// <summary>Begins a claim; it is owed once something is determined.</summary>
    public Determination Begin(Claim claim)
    {
        claims[claim.Key] = claim;
        db.Append(claim);
        return claim.Read(items);
    }

    /// <summary>Appends what the rules gave.</summary>
    public Posted Write(Posting posting, Guid? by, TimeProvider clock, Match? found = null)
    {
        Ledger = Ledger.With(posting);
        var posted = new Posted
        {
            Id = clock.NewId(), Kind = posting.Kind, Day = posting.Day, Received = posting.Received, Reason = posting.Reason,
            Payment = posting.Payment,
            Undoes = posting.Undoes is { } number ? rows[number - 1].Id : null, Match = (int?)found, By = by, At = clock.GetUtcNow(),
        };
        foreach (var (index, entry) in posting.Entries.Index())
            posted.entries.Add(new()
            {
                Posting = posted.Id, Line = index + 1, Day = posting.Day, Account = entry.At.Account,
                Claim = entry.At.Of is { } of ? claims[of.Key].Id : null, Item = entry.At.Of?.Item.Code,
                Part = HasParts(entry.At.Account) ? entry.At.Part : null,
                Payment = entry.At.Payment, Method = entry.At.Method, Figure = entry.Amount.Amount,
            });
        rows.Add(posted);
        db.Append(posted);
        foreach (var entry in posted.entries) db.Append(entry);
        return posted;
    }

    static bool HasParts(Account account) =>
        account is not (Account.Cash or Account.Unmatched or Account.Overpaid or Account.RefundInterest
            or Account.Expense or Account.CashDifference);
}
