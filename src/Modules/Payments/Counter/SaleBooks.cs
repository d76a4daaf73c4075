using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>窓口の会計 in the ledger: each line is determined and collected in the turn in which it is paid, or pays the claim that is
/// there. What a terminal takes back
/// later leaves its lines owed; what goes back is not due any more. Which way it was paid by stands in the sale.</summary>
sealed class SaleBooks(CityProfile city, TimeProvider clock, Bookkeeper ledger)
{
    public const string Begins = "sale:";

    static string Key(Guid sale, int line) => $"{Begins}{sale:N}/{line}";

    public async Task Paid(CityDb db, Sale sale, Guid? by, CancellationToken ct)
    {
        await Take(db, sale, "", by, ct);
        var book = await Open(db, sale.Id, ct);
        if (book.Rows.Count == 0 && sale.Lines.Any(l => l.Claim is null))
            db.AppendUnlessThere(Debtor.OfCounter(sale.Department, $"{city.Department(sale.Department, sale.Day)?.Name}の窓口の現金",
                clock.GetUtcNow()));
        foreach (var line in sale.Lines.Where(l => l.Claim is null && l.Sum > Yen.Zero))
        {
            var of = book.Ledger.Find(Key(sale.Id, line.Position)) ?? book.Begin(Claim(sale, line));
            if (book.Ledger.Determine(of, line.Sum, line.Title, sale.Day) is { } determined) book.Write(determined, by, clock);
            // A sale that fell and is paid again is other money.
            var money = new Collection($"{of.Key}/{sale.Receipt}", of.Key, line.Sum, CollectionMethod.Counter, sale.Day);
            if (book.Ledger.Collect(money, clock.Today()) is var (found, posting)) book.Write(posting, by, clock, found);
        }
    }

    /// <summary>The terminal took the payment back: it is owed again.</summary>
    public async Task Fell(CityDb db, Sale sale, CancellationToken ct)
    {
        await Untake(db, sale, "決済端末が支払いを取り消した", null, ct);
        var book = await Open(db, sale.Id, ct);
        foreach (var came in book.Ledger.Postings.Where(p => p.Kind is PostingKind.Collect && !book.Ledger.IsUndone(p)).ToList())
            book.Write(book.Ledger.Reverse(came, "決済端末が支払いを取り消した", clock.Today()), null, clock);
    }

    // Whatever is owed by now: what is too much is overpaid.
    async Task Take(CityDb db, Sale sale, string again, Guid? by, CancellationToken ct)
    {
        var (due, claims) = await Due(db, sale, ct);
        if (due.Count > 0) await ledger.Collect(db, [.. due.Select(l => ((Claim?)claims[l.Claim ?? default], new Collection(
            $"{Money(sale, l)}{again}", claims[l.Claim ?? default].Key, l.Sum, CollectionMethod.Counter, sale.Day)))], by, ct);
    }

    /// <summary>The money for claims goes back, or did not come: they are owed again.</summary>
    /// <exception cref="Rule">it is used already, for a repayment or for something else that was owed.</exception>
    public async Task Untake(CityDb db, Sale sale, string why, Guid? by, CancellationToken ct)
    {
        var (due, claims) = await Due(db, sale, ct);
        if (due.Count == 0) return;
        var book = await Book.Open(db, city, [.. claims.Values], [], ct);
        foreach (var line in due)
            if (book.Ledger.Postings.LastOrDefault(p => p.Payment?.StartsWith(Money(sale, line), StringComparison.Ordinal) is true
                && !book.Ledger.IsUndone(p)) is { } came)
                book.Write(book.Ledger.TakeBack(came, why, clock.Today()), by, clock);
    }

    /// <summary>The terminal would not send it back after all: it counts again.</summary>
    public async Task Retake(CityDb db, SaleRefund refund, CancellationToken ct)
    {
        var sale = await db.Set<Sale>().Include(s => s.Lines).AsNoTracking().FirstAsync(s => s.Id == refund.SaleId, ct);
        await Take(db, sale, $"/{refund.Id:N}", refund.By, ct);
    }

    static string Money(Sale sale, SaleLine line) => $"{Key(sale.Id, line.Position)}/{sale.Receipt}";

    static async Task<(IReadOnlyList<SaleLine> Due, IReadOnlyDictionary<Guid, Claim> Claims)> Due(CityDb db, Sale sale,
        CancellationToken ct)
    {
        var due = sale.Lines.Where(l => l.Claim is not null).OrderBy(l => l.Position).ToList();
        var ids = due.Select(l => l.Claim).ToList();
        return (due, due.Count == 0 ? new Dictionary<Guid, Claim>()
            : await db.Claims().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct));
    }

    /// <summary>What was handed or sent back, from the last line on.</summary>
    public async Task GaveBack(CityDb db, SaleRefund refund, CancellationToken ct)
    {
        var (book, left) = (await Open(db, refund.SaleId, ct), refund.Amount);
        foreach (var of in book.Ledger.Determinations.OrderByDescending(d => d.Key, StringComparer.Ordinal).ToList())
        {
            var part = Yen.Min(left, book.Ledger.Determined(of));
            if (part <= Yen.Zero) continue;
            left -= part;
            if (book.Ledger.Determine(of, book.Ledger.Determined(of) - part, refund.Reason, clock.Today()) is { } less)
                book.Write(less, refund.By, clock);
            book.Write(book.Ledger.PayBack(of, part, Yen.Zero, CollectionMethod.Counter, refund.Reason, clock.Today()), refund.By, clock);
        }
    }

    async Task<Book> Open(CityDb db, Guid sale, CancellationToken ct)
    {
        var begins = Key(sale, 0)[..^1];
        var claims = await db.Claims().AsNoTracking().Where(c => c.Key.StartsWith(begins)).ToListAsync(ct);
        return claims is [] ? Book.New(db, city) : await Book.Open(db, city, claims, [], ct);
    }

    Claim Claim(Sale sale, SaleLine line) => new()
    {
        Id = clock.NewId(), Key = Key(sale.Id, line.Position), Item = city.Files<Items>().Fees(sale.Department).Code,
        Year = FiscalYear.Of(sale.Day).Year, Term = 1, Debtor = Debtor.Counter(sale.Department), Due = sale.Day,
        SubjectKind = Sales.Kind, SubjectId = sale.Id, About = PlainText.Cut($"{line.Title} {line.Count}件", 200), At = clock.GetUtcNow(),
    };
}
