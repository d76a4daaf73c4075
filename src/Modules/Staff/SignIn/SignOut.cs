using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Ends the session of this browser.</summary>
static class SignOut
{
    internal static void Map(IEndpointRouteBuilder app) => app.MapAct("/office/sign-out", Permission.Public, StaffDeeds.SignedOut, Accept);

    static async Task<Answer> Accept(Actor actor, CityDb db, TimeProvider clock, Journal journal, CancellationToken ct)
    {
        if (actor.Session is null) journal.Nothing();
        else if (await db.Set<Session>().AsTracking().FirstOrDefaultAsync(s => s.Id == actor.Session, ct) is { EndedAt: null } session) session.EndedAt = clock.GetUtcNow();
        return Answer.See("/office/sign-in").SignedOut(ActorKind.Officer);
    }
}
