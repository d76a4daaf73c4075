using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>What this officer may see of payouts: the kinds of their departments, or all with that power.</summary>
static class PayoutSeen
{
    extension(Look look)
    {
        public PayoutKinds PayoutKinds => look.City.Files<PayoutKinds>();

        /// <summary>The kinds; those of other departments are not there.</summary>
        public IReadOnlyList<PayoutKind> OwnKinds => look.Actor.Can(PaymentsModule.CanSeeAll) ? look.PayoutKinds.All
            : [.. look.PayoutKinds.All.Where(k => look.Departments.Contains(k.Department))];

        public IQueryable<PayoutLine> Payouts()
        {
            var codes = look.OwnKinds.Select(k => k.Code).ToList();
            return look.Db.PayoutLines().Where(l => codes.Contains(l.Kind));
        }

        public IQueryable<PaymentRun> PaymentLists()
        {
            var codes = look.OwnKinds.Select(k => k.Code).ToList();
            return look.Db.PaymentRuns().Where(r => codes.Contains(r.Kind));
        }

        /// <summary>The kind, where it is one of theirs.</summary>
        public PayoutKind KindOf(string code) => look.OwnKinds.FirstOrDefault(k => k.Code == code) ?? throw new NotHere();

        /// <summary>Payees of such lines.</summary>
        public IQueryable<Payee> Payees()
        {
            var lines = look.Payouts();
            return look.Db.Set<Payee>().Where(p => lines.Any(l => l.Payee == p.Id));
        }
    }

    extension(CityDb db)
    {
        public async Task<IReadOnlyDictionary<Guid, PayeeFace>> PayeeFaces(IReadOnlyCollection<Guid> ids, CancellationToken ct)
        {
            var payees = await db.Set<Payee>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(ct);
            var accounts = (await db.Set<PayeeAccount>().AsNoTracking().Where(a => ids.Contains(a.Payee)).ToListAsync(ct)).ToLookup(a =>
                a.Payee);
            var asked = (await db.Set<AccountChange>().Where(c => ids.Contains(c.Payee) && c.Agreed == null).Select(c => c.Payee)
                .ToListAsync(ct)).ToHashSet();
            return payees.ToDictionary(p => p.Id, p => new PayeeFace(p, [.. accounts[p.Id]], asked.Contains(p.Id)));
        }

        /// <summary>The money of a kind, year by year.</summary>
        public async Task<IReadOnlyList<YearMoney>> Money(PayoutKind kind, IReadOnlyCollection<FiscalYear> years, CancellationToken ct) =>
            (await db.Money([kind], years, ct))[kind.Code];

        /// <summary>The same of several kinds, in one question.</summary>
        public async Task<IReadOnlyDictionary<string, IReadOnlyList<YearMoney>>> Money(IReadOnlyList<PayoutKind> kinds,
            IReadOnlyCollection<FiscalYear> years, CancellationToken ct)
        {
            var codes = kinds.Select(k => k.Code).ToList();
            var sums = await db.PayoutLines().Where(l => codes.Contains(l.Kind) && l.State != PayoutState.Cancelled)
                .GroupBy(l => new { l.Kind, l.Year, l.State })
                .Select(g => new { g.Key.Kind, g.Key.Year, g.Key.State, Sum = g.Sum(l => l.Figure) }).ToListAsync(ct);
            return kinds.ToDictionary(k => k.Code, kind =>
            {
                var own = sums.FindAll(s => s.Kind == kind.Code);
                return (IReadOnlyList<YearMoney>)[.. own.Select(s => new FiscalYear(s.Year)).Union(years).OrderBy(y => y.Year)
                    .Select(year =>
                {
                    var there = own.FindAll(s => s.Year == year.Year);
                    Yen Sum(params PayoutState[] of) => new(there.Where(s => of is [] || of.Contains(s.State)).Sum(s => s.Sum));
                    return new YearMoney(year, Limit(kind, year), Sum(), Sum(PayoutState.Paid, PayoutState.Cash),
                        Sum(PayoutState.Frozen, PayoutState.Sent));
                })];
            });
        }
    }

    static Yen? Limit(PayoutKind kind, FiscalYear year)
    {
        if (kind.Budget is not { } table) return null;
        try { return new((long)table.In(year).Value); }
        catch (MissingRule missing) { throw new Rule("", missing.Message); }
    }
}

/// <summary>Residents that the register does not have any more. Asked behind its door, before a turn.</summary>
sealed record Absent(IReadOnlySet<Guid> Persons)
{
    public static readonly Absent Nobody = new(new HashSet<Guid>());

    public static async Task<Absent> Of(Look look, IRegister register, IQueryable<Guid> payees) =>
        await Of(look, register, await payees.ToListAsync(look.Stop));

    public static Task<Absent> Of(Look look, IRegister register, IEnumerable<Guid> payees) => Of(look.Db, register, payees, look.Stop);

    public static async Task<Absent> Of(CityDb db, IRegister register, IEnumerable<Guid> payees, CancellationToken ct)
    {
        var ids = payees.Distinct().ToList();
        return new(await register.Gone(await db.Set<Payee>().Where(p => ids.Contains(p.Id) && p.Resident).Select(p => p.Id)
            .ToListAsync(ct), ct));
    }
}

/// <summary>点検: what is wrong or stands out with lines, before they are frozen and before they are sent.</summary>
sealed class Inspection(MasterKey key, CityProfile city, TimeProvider clock)
{
    public async Task<IReadOnlyList<Checked>> Of(CityDb db, IReadOnlyList<PayoutLine> lines, Absent absent, CancellationToken ct)
    {
        var ids = lines.Select(l => l.Payee).Distinct().ToList();
        var faces = await db.PayeeFaces(ids, ct);
        var handed = await db.PayoutLines().Where(l => ids.Contains(l.Payee) && l.State != PayoutState.Cancelled)
            .GroupBy(l => new { l.Payee, l.Kind, l.Year }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var (kinds, today) = (city.Files<PayoutKinds>(), clock.Today());
        return [.. lines.Select(l => RunCheck.Of(l, faces[l.Payee], kinds[l.Kind], today, a => a.Read(key), absent.Persons,
            handed.Where(h => h.Key.Payee == l.Payee && h.Key.Kind == l.Kind && h.Key.Year == l.Year).Sum(h => h.Count) - 1))];
    }

    /// <summary>The accounts of frozen lines, opened.</summary>
    public async Task<IReadOnlyDictionary<Guid, TransferAccount>> Accounts(CityDb db, IQueryable<RunLine> some, CancellationToken ct) =>
        (await db.Set<PayeeAccount>().AsNoTracking().Where(a => some.Any(s => s.Account == a.Id)).ToListAsync(ct)).ToDictionary(a => a.Id,
            a => a.Read(key));
}
