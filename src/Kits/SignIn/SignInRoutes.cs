using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>The pages of a door that are the same behind both.</summary>
public static class SignInRoutes
{
    /// <summary>Passkeys, the second step, the code that lifts a wait, and signing out. The first page is the room's own.</summary>
    public static void MapSignIn<T>(this IEndpointRouteBuilder app, DoorPlate door) where T : SignInDoor
    {
        app.MapPage(door.At + "/passkey", Permission.Public, Deed.None, (Passkeys passkeys, HttpContext http) => passkeys.ToUse(http));
        app.MapAct(door.At + "/passkey", Permission.Public, door.SignedIn, UsePasskey<T>);
        SecondStep.Map<T>(app, door);
        LiftWaitCode.Map(app, door);
        app.MapAct(door.Door.SignOut, Permission.Public, door.SignedOut, async (Turn turn, Entrance entrance) =>
        {
            if (turn.Actor.Session is null) turn.Journal.Nothing();
            else await entrance.Leave(turn);
            return Answer.See(door.Left).SignedOut(door.Kind);
        });
    }

    // The authenticator verified the person: it is both factors.
    static async Task<Answer> UsePasskey<T>(Turn turn, Passkeys passkeys, T room, SignInSteps steps, HttpContext http)
        where T : SignInDoor
    {
        var door = room.Plate;
        var used = await passkeys.Use(turn.Db, turn.Posted, http, turn.Stop);
        if (used is null || used.Kind != door.Kind || !await room.Knows(turn, used.Account))
        {
            turn.Journal.As(door.Refused).Fact("factor", "passkey");
            return Answer.Refuse(new Rule("", door.NotThisPasskey));
        }
        door.Note(turn, used.Account);
        return await steps.Enter(turn, room, used.Account, Back.To(turn.Posted["back"], door.Start));
    }
}
