using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>What hashing found out, before the turn.</summary>
/// <param name="Changes">How often the password was changed.</param>
public sealed record PasswordProof(Guid Account, bool Right, bool HasApp, int Changes)
{
    /// <param name="account">The account of that name, or none.</param>
    /// <param name="onlyWithApp">Without a second factor the account is not set up yet, and no password is right.</param>
    public static async Task<PasswordProof> Weigh(Look look, IQueryable<Guid> account, string typed, bool onlyWithApp = false)
    {
        var found = await account.Join(look.Db.Set<Credential>(), id => id, c => c.Account,
            (_, c) => new { c.Account, c.PasswordHash, c.PasswordChanges, c.SealedTotp }).FirstOrDefaultAsync(look.Stop);
        var hasApp = found?.SealedTotp is not null;
        return new(found?.Account ?? default, Credential.Accepts(onlyWithApp && !hasApp ? null : found?.PasswordHash, typed), hasApp,
            found?.PasswordChanges ?? 0);
    }
}

/// <summary>The password was right: carried to the second step. Without an app a code was mailed.</summary>
public sealed record Half(Guid Account, int Changes, Guid? MailCode);

/// <summary>The two steps of signing in, and how wrong words are counted.</summary>
public sealed class SignInSteps(Throttle throttle, Tickets tickets, Entrance entrance, MasterKey key)
{
    static readonly TimeSpan Good = TimeSpan.FromMinutes(10);
    static readonly Text WrongCode = new("確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。",
        "番号が ちがいます。アプリに あたらしい 数字が 出てから 書いて ください。",
        "The code is wrong or was used before. Wait until your app shows a new one.");
    static readonly Text UsedUp = new("この確認コードは使えなくなりました。サインインの画面からやり直してください。",
        "この 番号は もう つかえません。サインインの 画面から やって ください。",
        "This code can no longer be used. Please sign in again from the start.");
    static readonly Text TooLate = new("パスワードを確かめてから時間がたちました。サインインの画面からやり直してください。",
        "時間が たちました。サインインの 画面から やって ください。", "Too much time has passed. Please sign in again from the start.");

    /// <summary>One try at something secret: refused while it must wait (which is written down nowhere), counted when it is
    /// wrong.</summary>
    public async Task<Answer?> Refusal(Turn turn, Try tried, Func<Task<Rule?>> judge)
    {
        if (await throttle.Wait(turn, tried) is { } wait)
        {
            turn.Journal.Nothing();
            return Answer.Refuse(wait);
        }
        if (await judge() is not { } wrong) return null;
        await throttle.Failed(turn, tried);
        return Answer.Refuse(wrong);
    }

    /// <summary>The password as it was weighed; where it is right, on to the second step.</summary>
    /// <param name="mail">Mails a code where there is no app, and says which; null where there is always one.</param>
    public async Task<Answer> First(Turn turn, DoorPlate door, string name, PasswordProof proof, Text wrong, Func<Task<Guid>>? mail = null)
    {
        var tried = throttle.Of(turn, door.Kind, proof.Account, name, proof.Changes, Throttle.Password, turn.Query["lift"]);
        if (await Refusal(turn, tried, () => Task.FromResult(proof.Right ? null : new Rule("password", wrong))) is { } refusal)
        {
            if (proof.Account != default) turn.Journal.About(door.About, proof.Account);
            turn.Journal.Fact("factor", "password");
            return refusal;
        }
        turn.Journal.Nothing();
        Guid? code = proof.HasApp || mail is null ? null : await mail();
        var ticket = tickets.Make(Purpose(door), new Half(proof.Account, proof.Changes, code), Good);
        return Answer.See(Back.Link($"{door.At}/code", ("ticket", ticket), ("back", turn.Back(door.Start))));
    }

    internal Half? Read(DoorPlate door, string? ticket) => tickets.Read<Half>(Purpose(door), ticket);

    internal Half Weigh(DoorPlate door, string? ticket) => Read(door, ticket) ?? throw new Rule("", TooLate);

    /// <summary>The code of the app, or of the mail.</summary>
    internal async Task<Answer> Second(Turn turn, SignInDoor room, Half half, string code)
    {
        var door = room.Plate;
        var tried = throttle.Of(turn, door.Kind, half.Account, "", half.Changes, Throttle.SecondFactor);
        var judged = false;
        var refusal = await Refusal(turn, tried, async () =>
        {
            (judged, var why) = (true, await Fault(turn, half, code));
            return why is null ? null : new Rule("code", why);
        });
        if (judged) door.Note(turn, half.Account);
        if (judged && refusal is not null) turn.Journal.As(door.Refused).Fact("factor", half.MailCode is null ? "app" : "mail");
        return refusal ?? await Enter(turn, room, half.Account, turn.Back(door.Start));
    }

    internal async Task<Answer> Enter(Turn turn, SignInDoor room, Guid account, string back) =>
        await entrance.Enter(turn, Answer.See(await room.Arrive(turn, account, back)), room.Plate.Kind, account);

    async Task<Text?> Fault(Turn turn, Half half, string code)
    {
        if (half.MailCode is { } id)
            return await turn.Db.Set<MailCode>().AsTracking().FirstOrDefaultAsync(c => c.Id == id, turn.Stop) is { } sent
                ? sent.Take(code, key, turn.Now) : UsedUp;
        return await turn.Db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == half.Account, turn.Stop) is { } credential
            && credential.Accepts(code, key, turn.Now) ? null : WrongCode;
    }

    // A half of one door is none at the other.
    static string Purpose(DoorPlate door) => $"{door.About}-second-step";
}
