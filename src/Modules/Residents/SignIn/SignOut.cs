using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>Ends the session of this browser.</summary>
static class SignOut
{
    internal static void Map(IEndpointRouteBuilder app) => app.MapAct("/sign-out", Permission.Public, ResidentDeeds.SignedOut, Accept);

    static async Task<Answer> Accept(Turn turn, Entrance entrance)
    {
        if (turn.Actor.Session is null) turn.Journal.Nothing();
        else await entrance.Leave(turn);
        return Answer.See("/").SignedOut(ActorKind.Resident);
    }
}
