using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The residents of the story who have an account, to become one of them.</summary>
sealed class PracticeResidents(MasterKey key) : IPracticePersons
{
    public async Task<IReadOnlyList<PracticePerson>> Persons(CityDb db, CancellationToken ct)
    {
        var accounts = await (from a in db.Set<Account>() join c in db.Set<Credential>() on a.Id equals c.Account
                              orderby a.OpenedAt, a.Id
                              select new
                              {
                                  a.Id, a.Name, a.SealedMail, App = c.SealedTotp != null, Linked = db.Set<AccountLink>()
                                  .Any(l => l.Standing == a.Id)
                              }).ToListAsync(ct);
        return [.. accounts.Select(a => new PracticePerson(a.Id, ActorKind.Resident, a.Name, a.Linked ? "住民と結び付いたアカウント" : "結び付いていないアカウント",
            Mails.Open(a.SealedMail, key), a.App))];
    }
}
