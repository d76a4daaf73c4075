using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Turns the session of an account into an actor: one query.</summary>
sealed class AccountSource(MasterKey key) : IActorSource
{
    public ActorKind Kind => ActorKind.Resident;

    public async Task<Actor?> Load(CityDb db, Session session, CancellationToken ct) =>
        await Of(db, session.Account, key, ct) is { } actor ? actor with { Card = session.CardAt is not null } : null;

    static async Task<Actor?> Of(CityDb db, Guid account, MasterKey key, CancellationToken ct) =>
        await (from a in db.Set<Account>().AsNoTracking()
               where a.Id == account
               from l in db.Set<AccountLink>().Where(l => l.Standing == a.Id).DefaultIfEmpty()
               select new { a.Id, a.Name, a.SealedMail, Person = l == null ? (Guid?)null : l.Person }).FirstOrDefaultAsync(ct) is { } found
            ? new Actor(ActorKind.Resident, found.Id, found.Name) { Mail = Mails.Open(found.SealedMail, key), Person = found.Person }
                : null;

    /// <summary>Where an account goes on that has just signed in: what it came for may begin at once.</summary>
    internal static async Task<string> Arrive(Turn turn, Guid account, string to, MasterKey key, Announce announce,
        bool card = false)
    {
        if (await Of(turn.Db, account, key, turn.Stop) is not { } actor) return to;
        var arrived = new Arrived(actor with { Card = card }, to);
        await announce.Say(arrived, turn.Db, turn.Stop);
        return arrived.Next ?? to;
    }
}

/// <summary>A guest is what the session says: an id, and the proven address where one was asked for.</summary>
sealed class GuestSource(MasterKey key) : IActorSource
{
    public ActorKind Kind => ActorKind.Guest;

    public Task<Actor?> Load(CityDb db, Session session, CancellationToken ct) =>
        Task.FromResult<Actor?>(new Actor(ActorKind.Guest, session.Account)
        {
            Mail = session.SealedMail is { } mail ? Mails.Open(mail, key)
            : null
        });
}

/// <summary>What an account told about itself, for the other modules.</summary>
sealed class AccountFaces(MasterKey key) : IAccounts
{
    public async Task<AccountFace?> Find(CityDb db, Guid account, CancellationToken ct) =>
        await (from a in db.Set<Account>().AsNoTracking()
               where a.Id == account
               from l in db.Set<AccountLink>().Where(l => l.Standing == a.Id).DefaultIfEmpty()
               from p in db.Set<Person>().Where(p => l != null && p.Id == l.Person).DefaultIfEmpty()
               select new { Account = a, Person = p == null ? (Guid?)null : p.Id, Sex = p == null ? null : p.Sex })
                   .FirstOrDefaultAsync(ct) is { } found
            ? found.Account.Face(key, found.Person, found.Sex) : null;

    public async Task<IReadOnlyList<AccountReach>> Linked(CityDb db, IReadOnlyList<Guid> persons, CancellationToken ct) =>
        [.. (await (from l in db.Set<AccountLink>()
                    where l.Standing != null && persons.Contains(l.Person)
                    join a in db.Set<Account>() on l.Standing equals (Guid?)a.Id
                    select new { l.Person, a.Id, a.SealedMail, a.Reads }).ToListAsync(ct))
            .Select(r => new AccountReach(r.Person, r.Id, Mails.Open(r.SealedMail, key), r.Reads))];
}
