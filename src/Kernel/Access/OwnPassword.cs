using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>The password of who is signed in, asked once more before something that somebody at an unwatched screen must not do.</summary>
public sealed record OwnPassword(bool Right)
{
    /// <summary>Slow on purpose: before the turn.</summary>
    public static async Task<OwnPassword> Weigh(Look look, string typed) =>
        new(Credential.Accepts(await look.Db.Set<Credential>().Where(c => c.Account == look.Actor.Account).Select(c => c.PasswordHash)
            .FirstOrDefaultAsync(look.Stop), typed));

    /// <summary>Null when it was right; else the refusal, which counts and is journaled as <paramref name="refused"/>.</summary>
    public async Task<Answer?> Refusal(Turn turn, Deed refused, Throttle throttle)
    {
        var tried = Throttle.Of(turn.Actor);
        if (await throttle.Wait(turn, tried) is { } wait) throw wait;
        if (Right) return null;
        await throttle.Failed(turn, tried);
        turn.Journal.As(refused).Fact("factor", "password");
        return Answer.Refuse(new Rule("current", new Text("今のパスワードが違います。", "いまの パスワードが ちがいます。", "This is not your present password.")));
    }
}
