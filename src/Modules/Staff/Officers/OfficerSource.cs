using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Turns an officer's session into an actor, with the posts held at this moment: one query, which also tells whether a post
/// has changed.</summary>
sealed class OfficerSource(CityProfile city, PostPowers powers, TimeProvider clock) : IActorSource
{
    public ActorKind Kind => ActorKind.Officer;

    sealed record Held(Guid Id, string Name, string? Post, long? Version);

    static readonly Asked<Guid, DateOnly, Held> Posts = new((db, account, today) =>
        from o in db.Set<Officer>().AsNoTracking()
        where o.Id == account && (o.LeftOn == null || o.LeftOn >= today)
        from h in db.Set<PostHolding>().Where(h => h.Officer == o.Id && h.From <= today && (h.Until == null || h.Until >= today))
            .DefaultIfEmpty()
        select new Held(o.Id, o.Name, h == null ? null : h.Post, db.Set<OfficePost>().Max(p => (long?)p.Version)));

    public async Task<Actor?> Load(CityDb db, Session session, CancellationToken ct)
    {
        var today = clock.Today();
        var rows = await Posts.All(db, session.Account, today, ct);
        if (rows.Count == 0) return null;
        await powers.Renew(db, rows[0].Version ?? 0, ct);
        // The highest post speaks for the officer; the others count as well.
        string[] posts = [.. rows.Select(r => r.Post).OfType<string>().Where(p => city.Post(p, today)?.CountsOn(today) != false).Distinct()
            .OrderBy(p => city.Post(p, today)?.Rank ?? int.MaxValue).ThenBy(p => p, StringComparer.Ordinal)];
        var first = posts.Length > 0 ? posts[0] : null;
        string[] departments = [.. posts.Select(p => city.Post(p, today)?.Department).OfType<string>().Distinct()];
        return new Actor(ActorKind.Officer, rows[0].Id, rows[0].Name, first, first is null ? null
            : city.Post(first, today)?.Department)
        {
            Posts = posts, Permissions = powers.Of(posts, today),
            Departments = departments, Offices = city.WithFormer(departments, today),
        };
    }
}
