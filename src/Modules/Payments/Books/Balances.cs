using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What stands in a claim, added up by the database from the entries.</summary>
public sealed class Balance
{
    public required Guid Claim { get; init; }
    public required long DeterminedFigure { get; init; }
    public required long OwedFigure { get; init; }
    public required long OverpaidFigure { get; init; }
    public required long WrittenOffFigure { get; init; }

    /// <summary>調定額.</summary>
    public Yen Determined => new(DeterminedFigure);

    /// <summary>収入未済.</summary>
    public Yen Owed => new(OwedFigure);

    /// <summary>過誤納.</summary>
    public Yen Overpaid => new(OverpaidFigure);

    /// <summary>不納欠損額.</summary>
    public Yen WrittenOff => new(WrittenOffFigure);

    /// <summary>What counts as paid.</summary>
    public Yen Paid => Determined - Owed - WrittenOff;

    public static Balance None(Guid claim) => new() { Claim = claim, DeterminedFigure = 0, OwedFigure = 0, OverpaidFigure = 0, WrittenOffFigure = 0 };
}

/// <summary>Money that came in and of which nobody knows yet for what (不明金).</summary>
public sealed record Unknown(string Payment, long Figure)
{
    public Yen Amount => new(Figure);
}

static class BalanceSets
{
    extension(CityDb db)
    {
        /// <summary>The balances of all claims; narrowed before it is asked.</summary>
        public IQueryable<Balance> Balances(IQueryable<Claim> of) =>
            from e in db.Entries()
            join c in of on e.Claim equals (Guid?)c.Id
            group e by c.Id into g
            select new Balance
            {
                Claim = g.Key,
                DeterminedFigure = -g.Sum(e => e.Account == Account.Revenue || e.Account == Account.Deposit ? e.Figure : 0),
                OwedFigure = g.Sum(e => e.Account == Account.Receivable ? e.Figure : 0),
                OverpaidFigure = -g.Sum(e => e.Account == Account.Overpaid ? e.Figure : 0),
                WrittenOffFigure = g.Sum(e => e.Account == Account.WrittenOff ? e.Figure : 0),
            };

        /// <summary>Those of some claims.</summary>
        public async Task<IReadOnlyDictionary<Guid, Balance>> BalancesOf(IReadOnlyCollection<Guid> claims, CancellationToken ct) =>
            await db.Balances(db.Claims().Where(c => claims.Contains(c.Id))).ToDictionaryAsync(b => b.Claim, ct);

        /// <summary>The postings that touch these claims: asked from the claims on, not of each posting, for a city has a million.</summary>
        public IQueryable<Posted> Touching(IQueryable<Claim> claims)
        {
            var ids = from c in claims join e in db.Entries() on (Guid?)c.Id equals e.Claim select e.Posting;
            return db.Postings().AsNoTracking().Include(p => p.Entries).Where(p => ids.Contains(p.Id));
        }

        /// <summary>What stands unmatched.</summary>
        public IQueryable<Unknown> Unknowns() => db.Entries().Where(e => e.Account == Account.Unmatched && e.Payment != null)
            .GroupBy(e => e.Payment ?? "").Select(g => new { g.Key, Sum = -g.Sum(e => e.Figure) }).Where(g => g.Sum > 0)
            .Select(g => new Unknown(g.Key, g.Sum));

        /// <summary>What all entries come to: nothing, or the ledger is broken.</summary>
        public async Task<Yen> SumOfAll(CancellationToken ct) => new(await db.Entries().SumAsync(e => e.Figure, ct));
    }
}
