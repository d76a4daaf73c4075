using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>Ends the session of this browser.</summary>
static class SignOut
{
    internal static void Map(IEndpointRouteBuilder app) => app.MapAct("/office/sign-out", Permission.Public, StaffDeeds.SignedOut, Accept);

    static async Task<Answer> Accept(Actor actor, CityDb db, Entrance entrance, Journal journal, HttpContext http, CancellationToken ct)
    {
        if (actor.Session is null) journal.Nothing();
        else await entrance.Leave(db, http, ct);
        return Answer.See("/office/sign-in").SignedOut(ActorKind.Officer);
    }
}
