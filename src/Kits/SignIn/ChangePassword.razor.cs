using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>A new password for who knows the old one, and the app's code where every account has one; the other sessions end.</summary>
public sealed partial class ChangePassword
{
    public sealed record Page(Form Form, OwnPlate Own);

    public sealed record Input(
        [AskPresentPassword] string Current,
        [Ask("確認コード", Kind = "code", Easy = "6つの 数字", English = "Code", Hint = "認証アプリに表示されている6桁の数字です。",
            EasyHint = "アプリの 6つの 数字です。", EnglishHint = "The 6 digits that your app shows.")] string Code,
        [AskNewPassword] string Password,
        [AskPasswordAgain] string Again,
        [Ask("パスキーも削除しますか", Easy = "パスキーも けしますか", English = "Delete your passkeys as well?",
            Hint = "ほかの人に使われたかもしれないときは、「はい」を選んでください。",
            EasyHint = "ほかの 人が つかったかも しれない ときは「はい」を えらんで ください。",
            EnglishHint = "Choose yes if somebody else may have used your account.")] bool? DropPasskeys = null) : IForm<Input>;

    /// <summary>What hashing found out, before the turn.</summary>
    public sealed record Proof(OwnPassword Own, string Hash, string Code, bool DropPasskeys);

    static readonly Text WrongCode = new("確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。",
        "番号が ちがいます。アプリに あたらしい 数字が 出てから 書いて ください。",
        "The code is wrong or was used before. Wait until your app shows a new one.");

    internal static void Map(IEndpointRouteBuilder app, OwnPlate own) =>
        app.MapForm(own.Password, own.Who, own.PasswordSet, (Look look) => Build(look, own), (Form form) => Show(new(form, own)),
            (Proof proof, Turn turn, Factors factors, Throttle throttle, MasterKey key) => Accept(proof, turn, own, factors, throttle, key),
            weigh: (Form form, Look look, NewPassword passwords) => Weigh(form, look, own, passwords));

    static async Task<Form> Build(Look look, OwnPlate own)
    {
        List<string> left = own.WithApp ? [] : ["code"];
        if (!await look.Db.Set<Passkey>().AnyAsync(p => p.Account == look.Actor.Account, look.Stop)) left.Add("dropPasskeys");
        return Questions<Input>.Without(left, look.Language);
    }

    static async Task<Proof> Weigh(Form form, Look look, OwnPlate own, NewPassword passwords)
    {
        var input = Questions<Input>.Build(form);
        return new(await OwnPassword.Weigh(look, input.Current), passwords.Hash(input.Password, input.Again, await own.Name(look)),
            input.Code, input.DropPasskeys is true);
    }

    static async Task<Answer> Accept(Proof proof, Turn turn, OwnPlate own, Factors factors, Throttle throttle, MasterKey key)
    {
        var (door, me) = (own.Door, turn.Me);
        door.Note(turn, me);
        if (await proof.Own.Refusal(turn, door.Refused, throttle) is { } refusal) return refusal;
        var credential = await turn.Db.Set<Credential>().AsTracking().FirstAsync(c => c.Account == me, turn.Stop);
        if (own.WithApp && !credential.Accepts(proof.Code, key, turn.Now))
        {
            await throttle.Failed(turn, Throttle.Of(turn.Actor));
            turn.Journal.As(door.Refused).Fact("factor", "app");
            return Answer.Refuse(new Rule("code", WrongCode));
        }
        credential.Use(proof.Hash, turn.Now);
        await Factors.DropPasskeys(turn.Db, me, proof.DropPasskeys, turn.Stop);
        await factors.Changed(turn.Db, door.Kind, me, FactorNews.PasswordChanged, turn.Actor.Session, turn.Stop);
        return Answer.See(own.At);
    }
}
