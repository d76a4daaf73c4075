using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>A new password for an officer who proves both factors again; the other sessions end.</summary>
public partial class ChangePassword : View<ChangePassword, ChangePassword.Page>
{
    public sealed record Page(Form Form);

    public sealed record Input(
        [Ask("今のパスワード", Kind = "password", Autocomplete = "current-password")] string Current,
        [Ask("確認コード", Kind = "code", Hint = "認証アプリに表示されている6桁の数字です。")] string Code,
        [Ask("新しいパスワード", Kind = "password", Hint = "12文字以上。ほかで使っていないものにしてください。", Autocomplete = "new-password")] string Password,
        [Ask("新しいパスワード（もう一度）", Kind = "password", Autocomplete = "new-password")] string Again,
        [Ask("パスキーも削除しますか", Hint = "ほかの人に使われたかもしれないときは、「はい」を選んでください。")] bool? DropPasskeys = null) : IForm<Input>;

    /// <summary>What hashing found out, before the turn.</summary>
    public sealed record Proof(OwnPassword Own, string Hash, string Code, bool DropPasskeys);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm("/office/me/password", Permission.Officer, StaffDeeds.PasswordSet, Build, Ask, Accept, weigh: Weigh);

    static async Task<Form> Build(Look look) =>
        await look.Db.Set<Passkey>().AnyAsync(p => p.Account == look.Actor.Account, look.Stop) ? Questions<Input>.Form()
            : Questions<Input>.Without("dropPasskeys");

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Proof> Weigh(Form form, Look look, NewPassword passwords)
    {
        var input = Questions<Input>.Build(form);
        var login = await look.Find(look.Db.Set<Officer>().Where(o => o.Id == look.Actor.Account).Select(o => o.Login));
        return new(await OwnPassword.Weigh(look, input.Current), passwords.Hash(input.Password, input.Again, login), input.Code,
            input.DropPasskeys is true);
    }

    static async Task<Answer> Accept(Proof proof, Turn turn, Factors factors, Throttle throttle, MasterKey key)
    {
        var me = turn.Me;
        turn.Journal.About("officer", me);
        if (await proof.Own.Refusal(turn, StaffDeeds.Refused, throttle) is { } refusal) return refusal;
        var credential = await turn.Db.Set<Credential>().AsTracking().FirstAsync(c => c.Account == me, turn.Stop);
        if (!credential.Accepts(proof.Code, key, turn.Now))
        {
            await throttle.Failed(turn, Throttle.Of(turn.Actor));
            turn.Journal.As(StaffDeeds.Refused).Fact("factor", "app");
            return Answer.Refuse(new Rule("code", "確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。"));
        }
        credential.Use(proof.Hash, turn.Now);
        await Factors.DropPasskeys(turn.Db, me, proof.DropPasskeys, turn.Stop);
        await factors.Changed(turn.Db, ActorKind.Officer, me, FactorNews.PasswordChanged, turn.Actor.Session, turn.Stop);
        return Answer.See("/office/me");
    }
}
