using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>記帳する: what the rules give is appended to the ledger in the caller's turn, and the other rooms hear of money. Who may, and
/// what the journal says, is the caller's.</summary>
sealed class Bookkeeper(CityProfile city, TimeProvider clock, Announce announce, PaperLetters letters)
{
    public DateOnly Today => clock.Today();

    /// <summary>調定: the amount of a part as it is now; null where it was so before.</summary>
    public async Task<Posted?> Determine(CityDb db, Claim claim, Yen amount, string reason, Guid? by, CancellationToken ct,
        Part part = Part.Principal) => await DetermineAll(db, [(claim, amount, reason)], by, ct, part) is [var one] ? one : null;

    /// <summary>The same for many claims at once: what is new is written without a question for each.</summary>
    public async Task<IReadOnlyList<Posted>> DetermineAll(CityDb db, IReadOnlyList<(Claim Claim, Yen Amount, string Reason)> what, Guid? by,
        CancellationToken ct, Part part = Part.Principal)
    {
        Mine([.. what.Select(w => w.Claim)]);
        var keys = what.Select(w => w.Claim.Key).ToHashSet(StringComparer.Ordinal);
        if (keys.Count < what.Count) throw new Rule("key", "同じ番号が2度あります。");
        var known = (await db.Claims().AsNoTracking().Where(c => keys.Contains(c.Key)).ToListAsync(ct))
            .Concat(db.Appending.OfType<Claim>().Where(c => keys.Contains(c.Key))).ToDictionary(c => c.Key, StringComparer.Ordinal);
        var book = known.Count == 0 ? null : await Book.Open(db, city, [.. known.Values], [], ct);
        var posted = new List<Posted>();
        foreach (var (claim, amount, reason) in what)
        {
            var there = known.GetValueOrDefault(claim.Key);
            if (there is null && amount == Yen.Zero) continue;
            var mine = there is null || book is null ? Book.New(db, city) : book;
            // The claim as it is said now: the rules refuse a key that is used for something else.
            var of = there is null ? mine.Begin(claim) : mine.Of(claim);
            if (mine.Ledger.Determine(of, amount, reason, Today, part) is { } posting) posted.Add(mine.Write(posting, by, clock));
        }
        return posted;
    }

    /// <summary>収納: money for a claim.</summary>
    /// <exception cref="Rule">it is taken already, is nothing, or of a day to come.</exception>
    public async Task<(Match Found, Posted Posted)> Collect(CityDb db, Claim? claim, Collection money, Guid? by, CancellationToken ct)
    {
        Mine(claim is null ? [] : [claim]);
        var book = await Book.Open(db, city, claim is null ? [] : [claim], [money.Payment], ct);
        if (book.Ledger.Collect(money, Today) is not var (found, posting)) throw new Rule("payment", "この入金は、もう記帳されています。");
        var posted = book.Write(posting, by, clock, found);
        if (claim is not null) await Tell(db, book, claim, money.Amount, money.PaidOn, ct);
        return (found, posted);
    }

    /// <summary>収納: the money of a file, all in one book. What was found stands in its place; null where it was taken before.</summary>
    /// <exception cref="Rule">one of them is nothing, or of a day to come.</exception>
    public async Task<IReadOnlyList<Match?>> Collect(CityDb db, IReadOnlyList<(Claim? Claim, Collection Money)> all, Guid? by,
        CancellationToken ct)
    {
        List<Claim> claims = [.. all.Select(a => a.Claim).OfType<Claim>().DistinctBy(c => c.Id)];
        Mine(claims);
        var (book, matches) = (await Book.Open(db, city, claims, [.. all.Select(a => a.Money.Payment)], ct), new List<Match?>());
        foreach (var (claim, money) in all)
        {
            if (book.Ledger.Collect(money, Today) is not var (found, posting))
            {
                matches.Add(null);
                continue;
            }
            book.Write(posting, by, clock, found);
            if (claim is not null) await Tell(db, book, claim, money.Amount, money.PaidOn, ct);
            matches.Add(found);
        }
        return matches;
    }

    /// <summary>消込: money that nobody knew meets its claim.</summary>
    public async Task<Match> Assign(CityDb db, Claim claim, string payment, string reason, Guid by, CancellationToken ct)
    {
        Mine(payment);
        Mine(claim);
        if (PlainText.IsBlank(reason)) throw new Rule("reason", "この債権のお金だと分かった理由を入力してください。");
        var book = await Book.Open(db, city, [claim], [payment], ct);
        var (found, posting) = book.Ledger.Assign(payment, book.Of(claim), reason);
        book.Write(posting, by, clock, found);
        var amount = Yen.Sum(posting.Entries.Where(e => e.At.Account is Account.Unmatched).Select(e => e.Amount));
        await Tell(db, book, claim, amount, posting.PaidOn, ct);
        return found;
    }

    /// <summary>Money that nobody knew goes back.</summary>
    public async Task Return(CityDb db, string payment, CollectionMethod method, string reason, Guid by, CancellationToken ct)
    {
        Mine(payment);
        var book = await Book.Open(db, city, [], [payment], ct);
        book.Write(book.Ledger.Return(payment, method, reason, Today), by, clock);
    }

    /// <summary>充当: what was overpaid counts for what the debtor owes.</summary>
    /// <exception cref="Rule">there is nothing to count it for.</exception>
    public async Task Appropriate(CityDb db, Claim claim, Guid by, CancellationToken ct)
    {
        Mine(claim);
        var book = await Book.OfDebtor(db, city, claim.Debtor, ct);
        var posting = book.Ledger.Appropriate(book.Of(claim), Today)
            ?? throw new Rule("", "充当できる未納はありません。同じ人の、同じ種類の、納期限の来た未納にだけ充当できます。");
        book.Write(posting, by, clock);
        foreach (var of in posting.Entries.Where(e => e.At.Account is Account.Receivable)
            .Select(e => e.At.Of).OfType<Determination>().Distinct())
            await Tell(db, book, book.Row(of), Yen.Zero, Today, ct);
    }

    /// <summary>還付: what was overpaid goes back, and whose it is gets a notice (還付通知書).</summary>
    public async Task<Guid> PayBack(CityDb db, Claim claim, Yen amount, Yen interest, CollectionMethod method, string reason, Guid by,
        CancellationToken ct)
    {
        Mine(claim);
        var book = await Book.OfDebtor(db, city, claim.Debtor, ct);
        var posted = book.Write(book.Ledger.PayBack(book.Of(claim), amount, interest, method, reason, Today), by, clock);
        var debtor = await db.Debtors().AsNoTracking().FirstAsync(d => d.Id == claim.Debtor, ct);
        await letters.Write(db, RefundNotice.Name,
            [RefundNotice.Of(posted.Id, claim, debtor, amount, interest, method, reason.Trim(), Today, city)], ct);
        return posted.Id;
    }

    /// <summary>取消: a posting is followed by its opposite.</summary>
    public async Task Reverse(CityDb db, Posted posted, string reason, Guid by, CancellationToken ct)
    {
        if (posted.Payment is { } payment) Mine(payment);
        var touched = posted.Entries.Select(e => e.Claim).OfType<Guid>().Distinct().ToList();
        var claims = await db.Claims().AsNoTracking().Where(c => touched.Contains(c.Id)).ToListAsync(ct);
        Mine(claims);
        var money = posted.Entries.Select(e => e.Payment).Append(posted.Payment).OfType<string>().Distinct().ToList();
        var book = await Book.Open(db, city, claims, money, ct);
        book.Write(book.Ledger.Reverse(book.Posting(posted.Id), reason, Today), by, clock);
        // What the company was asked to give back goes one way only: what it refused is not asked again.
        foreach (var refund in await db.Refunds().AsTracking().Where(r => r.Posting == posted.Id).ToListAsync(ct))
            refund.GiveUp(clock.GetUtcNow());
    }

    const string Elsewhere = "オンライン決済と窓口の現金の記録は、それぞれの画面で記帳します。"
        + "返金は「支払い」、現金の取消しは「窓口の現金を記録する」で行います。";

    /// <exception cref="Rule">another page posts about this money.</exception>
    public static void MayReturn(string payment) => Mine(payment);

    static void Mine(string payment)
    {
        if (ChargeBooks.Owns(payment)) throw new Rule("", Elsewhere);
    }

    static void Mine(params IReadOnlyList<Claim> claims)
    {
        if (claims.Any(ChargeBooks.Owns)) throw new Rule("", Elsewhere);
    }

    async Task Tell(CityDb db, Book book, Claim claim, Yen amount, DateOnly day, CancellationToken ct)
    {
        if (claim is not { SubjectKind: { } kind, SubjectId: { } id }) return;
        if (amount > Yen.Zero) await announce.Say(new Collected(kind, id, claim.Key, amount, day), db, ct);
        if (book.Ledger.Owed(book.Of(claim)) == Yen.Zero) await announce.Say(new ReceivableSettled(kind, id, claim.Key), db, ct);
    }
}
