using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Today's payments in the ledger: what is paid online and what counters note as cash is determined and collected in the turn in
/// which it is known, and what goes back is refunded there. What only arrives reads nothing, so that payers do not wait for each
/// other.</summary>
sealed class ChargeBooks(CityProfile city, TimeProvider clock, Bookkeeper ledger)
{
    const string Charges = "charge:", Cash = "cash:", Online = "online:";

    /// <summary>The charge that a claim was made of; null where it was made of none.</summary>
    public static Guid? ChargeOf(Claim claim) =>
        claim.Key.StartsWith(Charges, StringComparison.Ordinal) && Guid.TryParse(claim.Key[Charges.Length..].Split('/')[0], out var id)
            ? id : null;

    /// <summary>What other pages post by themselves, and no officer by hand: money that the payment company holds, cash that was
    /// noted.</summary>
    public static bool Owns(string payment) => payment.StartsWith(Online, StringComparison.Ordinal)
        || payment.StartsWith(Cash, StringComparison.Ordinal) || payment.StartsWith(SaleBooks.Begins, StringComparison.Ordinal)
        || payment.StartsWith(PayoutBooks.Begins, StringComparison.Ordinal)
        || payment.StartsWith(Closing.Begins, StringComparison.Ordinal);
    public static bool Owns(Claim claim) => claim.Key.StartsWith(Charges, StringComparison.Ordinal)
        || claim.Key.StartsWith(Cash, StringComparison.Ordinal) || claim.Key.StartsWith(SaleBooks.Begins, StringComparison.Ordinal);

    /// <summary>What the payment company calls the money that was posted under this name; null where it is not of that company.</summary>
    public static string? ProviderPayment(string? payment) => payment?.StartsWith(Online, StringComparison.Ordinal) is true
        ? payment[Online.Length..].Split('/')[0] : null;

    /// <summary>Money that was honoured: a line pays the claim that is there, or is a claim of its own, determined and paid at
    /// once.</summary>
    public async Task Paid(CityDb db, Charge charge, Capture capture, CancellationToken ct)
    {
        if (charge.OfClaim) await PaidClaims(db, charge, capture, ct);
        else Paid(db, charge, capture);
    }

    // Whatever is owed by now: what is too much is overpaid, and waits in the list for officers.
    async Task PaidClaims(CityDb db, Charge charge, Capture capture, CancellationToken ct)
    {
        var (ids, day) = (charge.Lines.Select(l => l.Claim).ToList(), Known(capture.TakenOn));
        var claims = await db.Claims().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        await ledger.Collect(db, [.. charge.Lines.Select(l => ((Claim?)claims[l.Claim ?? default], new Collection(
            $"{Online}{capture.ProviderPayment}/{l.Number}", claims[l.Claim ?? default].Key, l.Amount, CollectionMethod.Online, day)))],
                null, ct);
    }

    void Paid(CityDb db, Charge charge, Capture capture)
    {
        db.AppendUnlessThere(Debtor.OfAccount(charge.Payer, clock.GetUtcNow()));
        var (book, day) = (Book.New(db, city), Known(capture.TakenOn));
        foreach (var (index, line) in charge.InLines().Index())
            Take(book, new()
            {
                Id = clock.NewId(), Key = $"{Charges}{charge.Id:N}/{index + 1}", Item = ItemOf(line.Item, charge.Department).Code,
                Year = FiscalYear.Of(day).Year, Term = 1, Debtor = charge.Payer, Due = charge.ExpiresAt.Day() is var due && due < day ? day
                    : due,
                SubjectKind = charge.SubjectKind, SubjectId = charge.SubjectId,
                About = PlainText.Cut($"{line.Words}（{charge.Reference}）", 200), At = clock.GetUtcNow(),
            }, new($"{Online}{capture.ProviderPayment}/{index + 1}", "", line.Amount, CollectionMethod.Online, day), line.Words, null);
    }

    /// <summary>Money that came in for nothing that is owed, and goes back by itself.</summary>
    public void Arrived(CityDb db, Capture capture)
    {
        var book = Book.New(db, city);
        Collect(book, new($"{Online}{capture.ProviderPayment}", "", capture.Amount, CollectionMethod.Online, Known(capture.TakenOn)), null);
    }

    /// <summary>The company has given back what came in.</summary>
    public async Task GaveBack(CityDb db, Charge charge, Refund refund, string payment, CancellationToken ct)
    {
        var (day, why) = (clock.Today(), refund.Words ?? RefundReasons.Words(refund.Reason).Ja);
        if (refund.CaptureId == charge.HonouredCapture)
        {
            if (charge.OfClaim) return; // Posted when it was decided (OnlinePayBack): the claim was overpaid then.
            var begins = $"{Charges}{charge.Id:N}/";
            await Undo(db, await db.Claims().AsNoTracking().Where(c => c.Key.StartsWith(begins)).ToListAsync(ct), refund.Amount,
                CollectionMethod.Online, why, refund.Officer, ct);
            return;
        }
        var name = $"{Online}{payment}";
        var book = await Book.Open(db, city, [], [name], ct);
        if (book.Rows.Count > 0) book.Write(book.Ledger.Return(name, CollectionMethod.Online, why, day), refund.Officer, clock);
    }

    /// <summary>Cash that a counter noted.</summary>
    public void Took(CityDb db, CashReceipt noted)
    {
        db.AppendUnlessThere(Debtor.OfCounter(noted.Department, $"{city.Department(noted.Department, clock.Today())?.Name}の窓口の現金",
            clock.GetUtcNow()));
        Take(Book.New(db, city), new()
        {
            Id = clock.NewId(), Key = $"{Cash}{noted.Id:N}", Item = ItemOf(null, noted.Department).Code,
            Year = FiscalYear.Of(noted.TakenOn).Year, Term = 1, Debtor = Debtor.Counter(noted.Department), Due = noted.TakenOn,
            SubjectKind = noted.SubjectKind, SubjectId = noted.SubjectId, About = noted.For, At = clock.GetUtcNow(),
        }, new($"{Cash}{noted.Id:N}", "", noted.Sum, CollectionMethod.Counter, noted.TakenOn), noted.For, noted.By);
    }

    /// <summary>The note was wrong: what it posted is taken back, and nothing was due.</summary>
    public async Task Cancelled(CityDb db, CashReceipt noted, Guid by, CancellationToken ct)
    {
        if (await Of(db, noted, ct) is not { } book) return;
        const string Why = "現金の記録の取消し";
        var of = book.Ledger.Determinations.Single();
        book.Write(book.Ledger.Reverse(book.Ledger.Postings.Last(p => p.Kind is PostingKind.Collect), Why, clock.Today()), by, clock);
        if (book.Ledger.Determine(of, Yen.Zero, Why, clock.Today()) is { } none) book.Write(none, by, clock);
    }

    /// <summary>The cash was handed back.</summary>
    public async Task HandedBack(CityDb db, CashReceipt noted, Guid by, CancellationToken ct)
    {
        var key = $"{Cash}{noted.Id:N}";
        await Undo(db, await db.Claims().AsNoTracking().Where(c => c.Key == key).ToListAsync(ct), noted.Sum, CollectionMethod.Counter,
            "窓口での返金", by, ct);
    }

    async Task<Book?> Of(CityDb db, CashReceipt noted, CancellationToken ct)
    {
        var key = $"{Cash}{noted.Id:N}";
        var claims = await db.Claims().AsNoTracking().Where(c => c.Key == key).ToListAsync(ct);
        return claims is [] ? null : await Book.Open(db, city, claims, [], ct);
    }

    /// <summary>So much was not due after all and goes back, from the last line on.</summary>
    async Task Undo(CityDb db, List<Claim> claims, Yen amount, CollectionMethod method, string why, Guid? by, CancellationToken ct)
    {
        if (claims is []) return;
        var (book, day) = (await Book.Open(db, city, claims, [], ct), clock.Today());
        foreach (var of in claims.OrderByDescending(c => c.Key, StringComparer.Ordinal).Select(book.Of).ToList())
        {
            var part = Yen.Min(amount, book.Ledger.Determined(of));
            if (part <= Yen.Zero) continue;
            amount -= part;
            if (book.Ledger.Determine(of, book.Ledger.Determined(of) - part, why, day) is { } less) book.Write(less, by, clock);
            if (Yen.Min(book.Ledger.Overpaid(of), part) is var over && over > Yen.Zero)
                book.Write(book.Ledger.PayBack(of, over, Yen.Zero, method, why, day), by, clock);
        }
    }

    void Take(Book book, Claim claim, Collection money, string why, Guid? by)
    {
        var of = book.Begin(claim);
        if (book.Ledger.Determine(of, money.Amount, why, money.PaidOn) is { } determined) book.Write(determined, by, clock);
        Collect(book, money with { Key = claim.Key }, by);
    }

    void Collect(Book book, Collection money, Guid? by)
    {
        if (book.Ledger.Collect(money, clock.Today()) is var (found, posting)) book.Write(posting, by, clock, found);
    }

    // The company's clock may be ahead of ours by a moment.
    DateOnly Known(DateOnly day) => clock.Today() is var today && day > today ? today : day;

    Item ItemOf(string? code, string? department) =>
        code is not null && city.Files<Items>().Find(code) is { } item ? item : city.Files<Items>().Fees(department);
}
