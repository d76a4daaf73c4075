using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>支払いを記帳する: what was paid is spent in the ledger and marked in the same turn, what came back is taken back and asked
/// about by letter, and the room that handed it in hears of it.</summary>
sealed class PayoutBooks(CityProfile city, TimeProvider clock, Announce announce, PaperLetters letters, MasterKey key)
{
    /// <summary>Begins the names of these payments in the ledger.</summary>
    public const string Begins = "payout:";

    static string Name(PayoutLine line, int number) => $"{Begins}{line.Id:N}/{number}";

    /// <summary>The bank has paid.</summary>
    public Task Paid(CityDb db, PayoutLine line, DateOnly day, Guid? by, CancellationToken ct)
    {
        db.Add(line.Pay(day, Post(db, line, CollectionMethod.Bank, day, by), by, clock.NewId(), clock.GetUtcNow()));
        return announce.Say(new PaidOut(line.SubjectKind, line.SubjectId, line.Key, line.Amount, day, InCash: false), db, ct);
    }

    /// <summary>It was handed out at a counter.</summary>
    public Task HandedOut(CityDb db, PayoutLine line, string receipt, DateOnly day, Guid? by, CancellationToken ct)
    {
        db.Add(line.HandOut(receipt, day, Post(db, line, CollectionMethod.Counter, day, by), by, clock.NewId(), clock.GetUtcNow()));
        return announce.Say(new PaidOut(line.SubjectKind, line.SubjectId, line.Key, line.Amount, day, InCash: true), db, ct);
    }

    /// <summary>振込不能: the bank could not pay, or what it had paid came back.</summary>
    public async Task Failed(CityDb db, PayoutLine line, Guid account, string why, DateOnly day, Guid? by, CancellationToken ct)
    {
        Guid? back = null;
        if (line.State is PayoutState.Paid)
        {
            var book = await Book.Open(db, city, [], [Name(line, line.Version)], ct);
            back = book.Write(book.Ledger.Reverse(book.Ledger.Postings[^1], why, day), by, clock).Id;
        }
        db.Add(line.Fail(account, why, day, by, clock.NewId(), clock.GetUtcNow(), back));
        var payee = await db.Set<Payee>().AsNoTracking().FirstAsync(p => p.Id == line.Payee, ct);
        var to = await db.Set<PayeeAccount>().AsNoTracking().FirstAsync(a => a.Id == account, ct);
        await letters.Write(db, FailedLetter.Name, [FailedLetter.Of(line, payee, to.Read(key), why, day, clock.Today(), city)], ct);
        await announce.Say(new PayoutFailed(line.SubjectKind, line.SubjectId, line.Key, line.Amount, line.Version), db, ct);
    }

    Guid Post(CityDb db, PayoutLine line, CollectionMethod method, DateOnly day, Guid? by)
    {
        var book = Book.New(db, city);
        var what = $"{city.Files<PayoutKinds>()[line.Kind].Title.Ja}：{line.For}（{line.Reference}）";
        return book.Write(book.Ledger.PayOut(Name(line, line.Version + 1), line.Amount, method, what, day), by, clock).Id;
    }
}
