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

    static async Task<Answer> Accept(IFormCollection posted, CityDb db, Passkeys passkeys, Entrance entrance, TimeProvider clock,
        Journal journal, HttpContext http, CancellationToken ct)
    {
        var credential = await passkeys.Use(db, posted, http, ct);
        var today = clock.Today();
        if (credential is not { Kind: ActorKind.Officer } || !await db.Set<Officer>()
            .AnyAsync(o => o.Id == credential.Account && (o.LeftOn == null || o.LeftOn >= today), ct))
        {
            journal.As(StaffDeeds.Refused).Fact("factor", "passkey");
            return Answer.Refuse(new Rule("", "このパスキーではサインインできません。ログイン名とパスワードでサインインしてください。"));
        }
        journal.About("officer", credential.Account);
        return await entrance.Enter(db, Answer.See(Back.To(posted["back"], "/office")), ActorKind.Officer, credential.Account, http, ct);
    }
}
