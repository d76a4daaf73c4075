using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>What happens at every door once somebody has proven who they are.</summary>
public sealed class Entrance(Throttle throttle, Devices devices, TimeProvider clock)
{
    /// <summary>Ends the visit that this browser had at the door and begins a new one; for an account, its wrong tries are forgotten
    /// and the device is known from now on. In the caller's turn.</summary>
    /// <param name="chosen">The factors were chosen a moment ago: they are not asked for once more.</param>
    public async Task<Answer> Enter(CityDb db, Answer to, ActorKind kind, Guid account, HttpContext http, CancellationToken ct,
        string? sealedMail = null, bool chosen = false)
    {
        await Leave(db, http, ct);
        var (session, token) = Doors.Open(clock, kind, account, sealedMail, Device.Of(http));
        if (chosen) session.ProvenAt = clock.GetUtcNow();
        db.Add(session);
        var entered = to.SignedIn(kind, token);
        return kind is ActorKind.Guest ? entered : await Remember(db, entered, kind, account, whole: true, http, ct);
    }

    /// <summary>The account proved itself on this browser: nothing that strangers try at it stands in its way here.</summary>
    /// <param name="whole">All factors were proven, and not only the mailbox for a new password.</param>
    public async Task<Answer> Remember(CityDb db, Answer to, ActorKind kind, Guid account, bool whole, HttpContext http,
        CancellationToken ct)
    {
        await throttle.Succeeded(db, account, http, ct, whole ? [Throttle.Password, Throttle.SecondFactor] : [Throttle.Password]);
        var credential = db.Set<Credential>().Local.FirstOrDefault(c => c.Account == account) ?? await db.Set<Credential>().AsNoTracking()
            .FirstOrDefaultAsync(c => c.Account == account, ct);
        return credential is null ? to : to with { Device = (kind, devices.With(http, kind, account, credential.PasswordChanges, whole)) };
    }

    /// <summary>Ends the visit of this browser.</summary>
    public async Task Leave(CityDb db, HttpContext http, CancellationToken ct)
    {
        if (http.Actor().Session is { } id && await db.Set<Session>().AsTracking()
            .FirstOrDefaultAsync(s => s.Id == id, ct) is { EndedAt: null } session) session.EndedAt = clock.GetUtcNow();
    }
}
