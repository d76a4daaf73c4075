using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>What happens at every door once somebody has proven who they are.</summary>
public sealed class Entrance(Throttle throttle, Devices devices, TimeProvider clock)
{
    /// <summary>Ends the visit that this browser had at the door and begins a new one; for an account, its wrong tries are forgotten
    /// and the device is known from now on. In the caller's turn.</summary>
    /// <param name="card">The person held up their card.</param>
    /// <param name="chosen">The factors were chosen a moment ago: they are not asked for once more.</param>
    public async Task<Answer> Enter(Turn turn, Answer to, ActorKind kind, Guid account, string? sealedMail = null, bool chosen = false,
        bool card = false)
    {
        await Leave(turn);
        var (session, token) = Doors.Open(clock, kind, account, sealedMail, Device.Of(turn.Http));
        if (chosen) session.ProvenAt = clock.GetUtcNow();
        if (card) session.CardAt = clock.GetUtcNow();
        turn.Db.Add(session);
        var entered = to.SignedIn(kind, token);
        return kind is ActorKind.Guest ? entered : await Remember(turn, entered, kind, account, whole: true);
    }

    /// <summary>The account proved itself on this browser: nothing that strangers try at it stands in its way here.</summary>
    /// <param name="whole">All factors were proven, and not only the mailbox for a new password.</param>
    public async Task<Answer> Remember(Turn turn, Answer to, ActorKind kind, Guid account, bool whole)
    {
        await throttle.Succeeded(turn, account, whole ? [Throttle.Password, Throttle.SecondFactor] : [Throttle.Password]);
        var credential = turn.Db.Set<Credential>().Local.FirstOrDefault(c => c.Account == account) ?? await turn.Db.Set<Credential>()
            .AsNoTracking().FirstOrDefaultAsync(c => c.Account == account, turn.Stop);
        return credential is null ? to
            : to with { Device = (kind, devices.With(turn.Http, kind, account, credential.PasswordChanges, whole)) };
    }

    /// <summary>Ends the visit of this browser.</summary>
    public async Task Leave(Turn turn)
    {
        if (turn.Actor.Session is { } id && await turn.Db.Set<Session>().AsTracking()
            .FirstOrDefaultAsync(s => s.Id == id, turn.Stop) is { EndedAt: null } session) session.EndedAt = clock.GetUtcNow();
    }
}
