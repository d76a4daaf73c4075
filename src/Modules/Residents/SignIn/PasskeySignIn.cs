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

    static async Task<Answer> Accept(IFormCollection posted, CityDb db, Passkeys passkeys, Entrance entrance, Announce announce,
        MasterKey key, Journal journal, HttpContext http, CancellationToken ct)
    {
        var credential = await passkeys.Use(db, posted, http, ct);
        if (credential is not { Kind: ActorKind.Resident } || !await db.Set<Account>().AnyAsync(a => a.Id == credential.Account, ct))
        {
            journal.As(ResidentDeeds.Refused).Fact("factor", "passkey");
            return Answer.Refuse(new Rule("", new Text("このパスキーではサインインできません。メールアドレスとパスワードでサインインしてください。",
                "この パスキーは つかえません。メールアドレスと パスワードで サインイン して ください。",
                "You cannot sign in with this passkey. Please use your mail address and password.")));
        }
        journal.About("account", credential.Account, credential.Account);
        await Account.Reading(db, credential.Account, Language.Of(http), ct);
        return await entrance.Enter(db,
            Answer.See(await AccountSource.Arrive(db, credential.Account, Back.To(posted["back"], "/my"), key, announce, ct)),
            ActorKind.Resident, credential.Account, http, ct);
    }
}
