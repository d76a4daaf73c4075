using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>What a person sees of their own ways in.</summary>
/// <param name="Proven">Factors may be changed now: one was asked for again a moment ago.</param>
public sealed record OwnAccessFace(IReadOnlyList<OwnSession> Sessions, IReadOnlyList<OwnPasskey> Passkeys, bool Proven)
{
    public static async Task<OwnAccessFace> Of(CityDb db, Actor actor, Factors factors, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return new(
            await db.Set<Session>().Where(s => s.Account == actor.Account && s.Kind == actor.Kind && s.EndedAt == null && s.ExpiresAt > now)
                .OrderByDescending(s => s.StartedAt).Select(s => new OwnSession(s.Id, s.StartedAt, s.Device, s.Id == actor.Session))
                .ToListAsync(ct),
            await db.Set<Passkey>().Where(p => p.Account == actor.Account).OrderBy(p => p.AddedAt)
                .Select(p => new OwnPasskey(p.Id, p.AddedAt, p.UsedAt)).ToListAsync(ct),
            await factors.Proven(db, actor, ct));
    }
}

/// <summary>A visit that is going on, and what it came from in plain words.</summary>
public sealed record OwnSession(Guid Id, DateTimeOffset StartedAt, string? Device, bool Here);

/// <summary>A passkey as its owner sees it.</summary>
public sealed record OwnPasskey(Guid Id, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

/// <summary>The buttons on a person's own page, the same behind both doors: end sessions, prove oneself again by a passkey, add and
/// remove passkeys.</summary>
public static class OwnAccessRoutes
{
    /// <param name="page">The person's own page; the buttons post below it and come back to it.</param>
    public static void Map(IEndpointRouteBuilder app, string page, Permission who, Deed ended, Deed added, Deed removed, Deed proven,
        Deed refused)
    {
        app.MapAct(page + "/sessions/{id}/end", who, ended,
            async (Guid id, Actor actor, CityDb db, TimeProvider clock, CancellationToken ct) =>
        {
            var session = await db.Set<Session>().AsTracking()
                .FirstOrDefaultAsync(s => s.Id == id && s.Account == actor.Account && s.Kind == actor.Kind, ct) ?? throw new NotHere();
            session.EndedAt ??= clock.GetUtcNow();
            return Answer.See(page);
        });
        app.MapAct(page + "/sessions/end", who, ended, async (Actor actor, CityDb db, TimeProvider clock, CancellationToken ct) =>
        {
            await EndAll(db, actor.Account ?? throw new NotHere(), clock, ct, except: actor.Session);
            return Answer.See(page);
        });
        app.MapPage(page + "/confirm/passkey", who, Deed.None, (Passkeys passkeys, HttpContext http) => passkeys.ToUse(http));
        app.MapAct(page + "/confirm/passkey", who, proven, async (IFormCollection posted, Actor actor, CityDb db, Factors factors,
            Passkeys passkeys, Journal journal, HttpContext http, CancellationToken ct) =>
        {
            journal.About(who == Permission.Officer ? "officer" : "account", actor.Account ?? throw new NotHere());
            if (await passkeys.Use(db, posted, http, ct) is not { } used || used.Account != actor.Account)
            {
                journal.As(refused).Fact("factor", "passkey");
                return Answer.Refuse(new Rule("", new Text("このアカウントのパスキーではありません。このアカウントのパスキーか、パスワードで確かめてください。", "この アカウントの パスキーでは ありません。",
                    "This is not a passkey of this account. Use one of this account, or your password.")));
            }
            await factors.Prove(db, actor, ct);
            return Answer.See(Back.To(posted["back"], page));
        });
        app.MapPage(page + "/passkeys", who, Deed.None,
            async Task<object> (Actor actor, CityDb db, Factors factors, Passkeys passkeys, HttpContext http, CancellationToken ct) =>
            await factors.Proven(db, actor, ct) ? await passkeys.ToMake(actor.Account ?? throw new NotHere(), actor.Name, http)
                : Confirm(page));
        app.MapAct(page + "/passkeys", who, added, async (IFormCollection posted, Actor actor, CityDb db, Factors factors,
            Passkeys passkeys, Journal journal, HttpContext http, CancellationToken ct) =>
        {
            if (!await factors.Proven(db, actor, ct)) return Confirm(page, journal);
            await passkeys.Add(db, actor.Account ?? throw new NotHere(), posted, http, ct);
            await factors.Changed(db, actor.Kind, actor.Account ?? throw new NotHere(), FactorNews.PasskeyAdded, actor.Session, ct);
            return Answer.See(page);
        });
        app.MapAct(page + "/passkeys/{id}/remove", who, removed,
            async (Guid id, Actor actor, CityDb db, Factors factors, Journal journal, CancellationToken ct) =>
        {
            var passkey = await db.Set<Passkey>().AsTracking().FirstOrDefaultAsync(p => p.Id == id && p.Account == actor.Account, ct)
                ?? throw new NotHere();
            if (!await factors.Proven(db, actor, ct)) return Confirm(page, journal);
            db.Remove(passkey);
            await factors.Changed(db, actor.Kind, passkey.Account, FactorNews.PasskeyRemoved, actor.Session, ct);
            return Answer.See(page);
        });
    }

    /// <summary>Asks for the password once more, and comes back to that page.</summary>
    public static Answer Confirm(string home, Journal? journal = null, string? back = null)
    {
        journal?.Nothing();
        return Answer.See(Back.Link(home + "/confirm", ("back", back ?? home)));
    }

    /// <summary>Ends every session of the account at once.</summary>
    public static async Task EndAll(CityDb db, Guid account, TimeProvider clock, CancellationToken ct, Guid? except = null)
    {
        foreach (var session in await db.Set<Session>().AsTracking().Where(s => s.Account == account && s.EndedAt == null && s.Id != except)
            .ToListAsync(ct)) session.EndedAt = clock.GetUtcNow();
    }

    /// <summary>Takes away everything the account proves itself with, because it is lost or in wrong hands, and ends its
    /// sessions.</summary>
    public static async Task Reset(CityDb db, Guid account, TimeProvider clock, CancellationToken ct)
    {
        (await db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == account, ct))?.Reset(clock.GetUtcNow());
        db.RemoveRange(await db.Set<Passkey>().AsTracking().Where(p => p.Account == account).ToListAsync(ct));
        await EndAll(db, account, clock, ct);
    }
}
