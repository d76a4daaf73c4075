using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What other rooms hand in to be collected.</summary>
sealed class Receivables(CityProfile city, TimeProvider clock, Bookkeeper books) : IReceivables
{
    public async Task<Guid> Debtor(CityDb db, Guid? person, string name, string? kana, string? address, bool body, CancellationToken ct,
        Guid? account = null)
    {
        if (person is { } id && (db.Debtors().Local.FirstOrDefault(d => d.Id == id)
            ?? await db.Debtors().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct)) is { } known) return known.Id;
        if (person is null && account is { } of && (db.Debtors().Local.FirstOrDefault(d => d.Account == of)
            ?? await db.Debtors().AsNoTracking().FirstOrDefaultAsync(d => d.Account == of, ct)) is { } same) return same.Id;
        var debtor = Payments.Debtor.Of(person ?? clock.NewId(), body ? DebtorKind.Company
            : person is null ? DebtorKind.Person : DebtorKind.Resident, name, kana, address,
            clock.GetUtcNow(), person is null ? account : null);
        db.Add(debtor);
        return debtor.Id;
    }

    public Task Determine(CityDb db, Receivable what, Actor by, CancellationToken ct) => DetermineAll(db, [what], by, ct);

    public async Task DetermineAll(CityDb db, IReadOnlyList<Receivable> what, Actor by, CancellationToken ct)
    {
        var posted = await books.DetermineAll(db, [.. what.Select(one => (Of(one), one.Amount, one.Reason))], by.Account, ct);
        if (posted.Count == 0) return;
        var journal = new Journal();
        if (posted is [var one]) journal.About(ClaimDeeds.Kind, one.Entries[0].Claim ?? default);
        else journal.Fact("count", posted.Count);
        journal.With([.. what.Select(w => (Guid?)w.Debtor).Distinct()]).Write(db, clock, by, ClaimDeeds.Determined);
    }

    Claim Of(Receivable what)
    {
        if (city.Files<Items>().Find(what.Item) is null) throw new Rule("item", $"「{what.Item}」という収入項目はありません。");
        if (what.Key.Length is 0 or > Claim.LongestKey) throw new Rule("key", $"番号は、1文字から{Claim.LongestKey}文字までです。");
        return new()
        {
            Id = clock.NewId(), Key = what.Key, Item = what.Item, Year = what.Year.Year, Term = what.Term, Debtor = what.Debtor,
            Due = what.Due, SubjectKind = what.SubjectKind, SubjectId = what.SubjectId, At = clock.GetUtcNow(),
        };
    }

    public async Task<IReadOnlyList<ReceivableFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct)
    {
        var claims = await db.Claims().AsNoTracking().Where(c => c.SubjectKind == subjectKind && c.SubjectId == subjectId)
            .OrderBy(c => c.Due).ThenBy(c => c.Key).ToListAsync(ct);
        var balances = await db.BalancesOf([.. claims.Select(c => c.Id)], ct);
        return [.. from claim in claims
            let b = balances.GetValueOrDefault(claim.Id) ?? Balance.None(claim.Id)
            select new ReceivableFace(claim.Key, claim.Item, new(claim.Year), claim.Term, claim.Debtor, claim.Due, b.Determined, b.Paid,
                b.Owed,
                b.Overpaid)];
    }
}
