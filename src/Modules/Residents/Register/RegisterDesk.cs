using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Answers small questions about the register, on readers of its own: one day it stands behind another door.</summary>
sealed class RegisterDesk(IDatabase database, TimeProvider clock) : IRegister
{
    public async Task<RegisterHousehold?> Household(Guid person, CancellationToken ct)
    {
        await using var db = database.OpenReader();
        var orders = db.Set<ProtectionOrder>().On(clock.Today());
        var rows = await (from p in db.Set<Person>() where p.Id == person && p.ClosedOn == null
                          join h in db.Set<Household>() on p.Household equals h.Id
                          join m in db.Set<Person>() on h.Id equals m.Household
                          where m.ClosedOn == null
                          from f in db.Set<ForeignEntry>().Where(f => f.Person == m.Id).DefaultIfEmpty()
                          orderby m.Place, m.Birth
                          select new { Home = h, Person = m, Foreign = f, Protected = orders.Any(o => o.Person == m.Id) }).ToListAsync(ct);
        return rows.Count == 0 ? null : new(rows[0].Home.HeadName, [.. rows.Select(r => Face(r.Home, r.Person, r.Foreign, r.Protected))]);
    }

    static RegisterPerson Face(Household home, Person p, ForeignEntry? foreign, bool isProtected) =>
        new(p.Id, p.AddressNumber, p.Name, p.Kana, p.Birth, p.Sex, p.Relationship,
        home.Postal, home.Town, home.Street, home.Building, p.Domicile, p.HeadOfRegister, p.ResidentSince, isProtected)
        { Foreign = foreign?.Face() };

    public async Task<bool> Refused(Guid who, CancellationToken ct)
    {
        await using var db = database.OpenReader();
        // Two index look-ups: "or" would walk the whole register.
        var homes = db.Set<Person>().Where(p => p.Id == who).Select(p => p.Household)
            .Concat(from l in db.Set<AccountLink>() where l.Standing == who join p in db.Set<Person>(
                ) on l.Person equals p.Id select p.Household);
        return await (from home in homes
                      join m in db.Set<Person>() on home equals m.Household
                      join o in db.Set<ProtectionOrder>().On(clock.Today()) on m.Id equals o.Person
                      select o).AnyAsync(ct);
    }

    public async Task<IReadOnlyList<Guid>> Match(CardFacts facts, CancellationToken ct)
    {
        await using var db = database.OpenReader();
        var born = await (from p in db.Set<Person>() where p.Birth == facts.Birth && p.ClosedOn == null
                          join h in db.Set<Household>() on p.Household equals h.Id
                          select new { p.Id, p.Name, p.Sex, h.Town, h.Street, h.Building }).ToListAsync(ct);
        return [.. born.Where(p => Same(p.Name, facts.Name) && (facts.Sex is null || p.Sex is null || p.Sex == facts.Sex)
            && (facts.Address is null || Plain(facts.Address).Contains(Plain(p.Town + p.Street), StringComparison.Ordinal)))
            .Select(p => p.Id)];
    }

    public async Task<Guid?> Numbered(string addressNumber, CancellationToken ct)
    {
        await using var db = database.OpenReader();
        return await db.Set<Person>().Where(p => p.AddressNumber == addressNumber && p.ClosedOn == null).Select(p => (Guid?)p.Id)
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>Names as two programs write them: widths, blanks, and signs that are one and the same name.</summary>
    static bool Same(string one, string other) => Plain(one) == Plain(other);

    static string Plain(string text) => new([.. JapaneseText.Fold(text).Where(c => !char.IsWhiteSpace(c) && !JapaneseText.IsDash(c))]);

    public async Task<IReadOnlySet<Guid>> Gone(IReadOnlyList<Guid> persons, CancellationToken ct)
    {
        if (persons.Count == 0) return new HashSet<Guid>();
        await using var db = database.OpenReader();
        var there = await db.Set<Person>().Where(p => persons.Contains(p.Id) && p.ClosedOn == null).Select(p => p.Id).ToListAsync(ct);
        return persons.Except(there).ToHashSet();
    }

    public async Task<IReadOnlySet<Guid>> Refused(IReadOnlyList<Guid> who, CancellationToken ct)
    {
        if (who.Count == 0) return new HashSet<Guid>();
        await using var db = database.OpenReader();
        var homes = db.Set<Person>().Where(p => who.Contains(p.Id)).Select(p => new { Who = p.Id, p.Household })
            .Concat(from l in db.Set<AccountLink>()
                    where who.Contains(l.Standing ?? Guid.Empty)
                    join p in db.Set<Person>() on l.Person equals p.Id
                    select new { Who = l.Standing ?? Guid.Empty, p.Household });
        return (await (from home in homes
                       join m in db.Set<Person>() on home.Household equals m.Household
                       join o in db.Set<ProtectionOrder>().On(clock.Today()) on m.Id equals o.Person
                       select home.Who).Distinct().ToListAsync(ct)).ToHashSet();
    }
}
