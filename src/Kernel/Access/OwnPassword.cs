using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>The password of who is signed in, asked once more before something that somebody at an unwatched screen must not do.</summary>
public sealed record OwnPassword(bool Right)
{
    /// <summary>Slow on purpose: before the turn.</summary>
    public static async Task<OwnPassword> Weigh(CityDb db, Actor actor, string typed, CancellationToken ct) =>
        new(Credential.Accepts(await db.Set<Credential>().Where(c => c.Account == actor.Account).Select(c => c.PasswordHash)
            .FirstOrDefaultAsync(ct), typed));

    /// <summary>Null when it was right; else the refusal, which counts and is journaled as <paramref name="refused"/>.</summary>
    public async Task<Answer?> Refusal(CityDb db, Actor actor, Deed refused, Throttle throttle, Journal journal, HttpContext http,
        CancellationToken ct)
    {
        var tried = Throttle.Of(actor);
        if (await throttle.Wait(db, tried, http, ct) is { } wait) throw wait;
        if (Right) return null;
        await throttle.Failed(db, tried, http, ct);
        journal.As(refused).Fact("factor", "password");
        return Answer.Refuse(new Rule("current", new Text("今のパスワードが違います。", "いまの パスワードが ちがいます。", "This is not your present password.")));
    }
}
