using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The residents' door with a passkey.</summary>
static class PasskeySignIn
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/sign-in/passkey", Permission.Public, Deed.None, Options);
        app.MapAct("/sign-in/passkey", Permission.Public, ResidentDeeds.SignedIn, Accept);
    }

    static Task<IResult> Options(Passkeys passkeys, HttpContext http) => passkeys.ToUse(http);

    static async Task<Answer> Accept(Turn turn, Passkeys passkeys, Entrance entrance, Announce announce, MasterKey key,
        HttpContext http)
    {
        var credential = await passkeys.Use(turn.Db, turn.Posted, http, turn.Stop);
        if (credential is not { Kind: ActorKind.Resident } || !await turn.Db.Set<Account>()
            .AnyAsync(a => a.Id == credential.Account, turn.Stop))
        {
            turn.Journal.As(ResidentDeeds.Refused).Fact("factor", "passkey");
            return Answer.Refuse(new Rule("", new Text("このパスキーではサインインできません。メールアドレスとパスワードでサインインしてください。",
                "この パスキーは つかえません。メールアドレスと パスワードで サインイン して ください。",
                "You cannot sign in with this passkey. Please use your mail address and password.")));
        }
        turn.Journal.About("account", credential.Account, credential.Account);
        await Account.Reading(turn, credential.Account, turn.Language);
        return await entrance.Enter(turn,
            Answer.See(await AccountSource.Arrive(turn, credential.Account, Back.To(turn.Posted["back"], "/my"), key, announce)),
            ActorKind.Resident, credential.Account);
    }
}
