using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>What became of a factor: what an account proves itself with.</summary>
public enum FactorNews { PasswordChanged, AppChanged, PasskeyAdded, PasskeyRemoved, CardTied, CardRemoved, AllRemoved }

/// <summary>A factor of an account was added, changed or taken away; the module of the account tells the person.</summary>
public sealed record FactorChanged(ActorKind Kind, Guid Account, FactorNews News, Guid Id)
{
    /// <summary>What happened, as the subject of a mail.</summary>
    public Text Sentence => News switch
    {
        FactorNews.PasswordChanged => new("パスワードが変わりました", "パスワードが かわりました", "The password was changed"),
        FactorNews.AppChanged => new("認証アプリが設定されました", "アプリの 番号を つかうように なりました", "An authenticator app was set up"),
        FactorNews.PasskeyAdded => new("パスキーが登録されました", "パスキーが ふえました", "A passkey was added"),
        FactorNews.PasskeyRemoved => new("パスキーが削除されました", "パスキーが なくなりました", "A passkey was deleted"),
        FactorNews.CardTied => new("マイナンバーカードでのサインインが登録されました",
            "マイナンバーカードで サインイン できるように なりました",
            "Sign-in with an Individual Number Card was added"),
        FactorNews.CardRemoved => new("マイナンバーカードでのサインインが削除されました",
            "マイナンバーカードで サインイン できなく なりました",
            "Sign-in with an Individual Number Card was removed"),
        _ => new("パスワード、認証アプリ、パスキーが使えなくなりました", "パスワードと アプリと パスキーが つかえなく なりました", "Password, authenticator app and passkeys were taken away"),
    };
}

/// <summary>Changing what an account proves itself with: only right after a factor was asked for once more, and never unnoticed.</summary>
public sealed class Factors(Announce announce, TimeProvider clock)
{
    /// <summary>So long after the password was typed again this visit may change factors.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(10);

    /// <summary>True when a factor was asked for again in this visit, a moment ago.</summary>
    public async Task<bool> Proven(CityDb db, Actor actor, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Good;
        return await db.Set<Session>().AnyAsync(s => s.Id == actor.Session && s.ProvenAt > since, ct);
    }

    /// <summary>A factor was asked for again, and was right.</summary>
    public async Task Prove(CityDb db, Actor actor, CancellationToken ct) =>
        (await db.Set<Session>().AsTracking().FirstAsync(s => s.Id == actor.Session, ct)).ProvenAt = clock.GetUtcNow();

    /// <summary>Ends the account's other visits and has the person told; in the caller's turn.</summary>
    /// <param name="visit">The visit that made the change and goes on; null when none does.</param>
    public async Task Changed(CityDb db, ActorKind kind, Guid account, FactorNews news, Guid? visit, CancellationToken ct)
    {
        await OwnAccessRoutes.EndAll(db, account, clock, ct, except: visit);
        await announce.Say(new FactorChanged(kind, account, news, clock.NewId()), db, ct);
    }

    /// <summary>Takes all passkeys of the account away, when the person wished it with a new password.</summary>
    public static async Task DropPasskeys(CityDb db, Guid account, bool wished, CancellationToken ct)
    {
        if (wished) db.RemoveRange(await db.Set<Passkey>().AsTracking().Where(p => p.Account == account).ToListAsync(ct));
    }
}
