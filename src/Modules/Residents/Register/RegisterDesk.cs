using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Answers small questions about the register, on readers of its own: one day it stands behind another door.</summary>
sealed class RegisterDesk(IDatabase database, TimeProvider clock) : IRegister
{
    public async Task<RegisterHousehold?> Household(Guid person, CancellationToken ct)
    {
        await using var db = database.OpenReader();
        var today = clock.Today();
        var home = await (from p in db.Set<Person>() where p.Id == person && p.ClosedOn == null join h in db.Set<Household>() on p.Household equals h.Id select h).FirstOrDefaultAsync(ct);
        if (home is null) return null;
        var members = await db.Set<Person>().Where(p => p.Household == home.Id && p.ClosedOn == null).OrderBy(p => p.Place).ThenBy(p => p.Birth)
            .Select(p => new { Person = p, Protected = db.Set<ProtectionOrder>().Any(o => o.Person == p.Id && o.From <= today && o.Until >= today) }).ToListAsync(ct);
        return new(home.HeadName, [.. members.Select(m => new RegisterPerson(m.Person.Id, m.Person.AddressNumber, m.Person.Name, m.Person.Kana, m.Person.Birth, m.Person.Sex, m.Person.Relationship,
            home.Postal, home.Town, home.Street, home.Building, m.Person.Domicile, m.Person.HeadOfRegister, m.Person.ResidentSince, m.Protected))]);
    }

    public async Task<bool> Refused(Guid person, CancellationToken ct)
    {
        await using var db = database.OpenReader();
        var today = clock.Today();
        return await (from p in db.Set<Person>() where p.Id == person join m in db.Set<Person>() on p.Household equals m.Household join o in db.Set<ProtectionOrder>().On(today) on m.Id equals o.Person select o).AnyAsync(ct);
    }
}
