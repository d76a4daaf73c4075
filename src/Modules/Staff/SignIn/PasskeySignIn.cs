using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The office door with a passkey: the authenticator verified the person, so it is both factors.</summary>
static class PasskeySignIn
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/office/sign-in/passkey", Permission.Public, Deed.None, Options);
        app.MapAct("/office/sign-in/passkey", Permission.Public, StaffDeeds.SignedIn, Accept);
    }

    static Task<IResult> Options(Passkeys passkeys, HttpContext http) => passkeys.ToUse(http);

    static async Task<Answer> Accept(Turn turn, Passkeys passkeys, Entrance entrance, HttpContext http)
    {
        var credential = await passkeys.Use(turn.Db, turn.Posted, http, turn.Stop);
        var today = turn.Today;
        if (credential is not { Kind: ActorKind.Officer } || !await turn.Db.Set<Officer>()
            .AnyAsync(o => o.Id == credential.Account && (o.LeftOn == null || o.LeftOn >= today), turn.Stop))
        {
            turn.Journal.As(StaffDeeds.Refused).Fact("factor", "passkey");
            return Answer.Refuse(new Rule("", "このパスキーではサインインできません。ログイン名とパスワードでサインインしてください。"));
        }
        turn.Journal.About("officer", credential.Account);
        return await entrance.Enter(turn, Answer.See(Back.To(turn.Posted["back"], "/office")), ActorKind.Officer, credential.Account);
    }
}
