using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>A new password for an officer who proves both factors again; the other sessions end.</summary>
public partial class ChangePassword : View<ChangePassword, ChangePassword.Face>
{
    public sealed record Face(Form Form);

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

    static async Task<Form> Build(Actor actor, CityDb db, CancellationToken ct) =>
        await db.Set<Passkey>().AnyAsync(p => p.Account == actor.Account, ct) ? Questions<Input>.Form()
            : Questions<Input>.Without("dropPasskeys");

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Proof> Weigh(Form form, Actor actor, CityDb db, NewPassword passwords, CancellationToken ct)
    {
        var input = Questions<Input>.Build(form);
        var login = await db.Set<Officer>().Where(o => o.Id == actor.Account).Select(o => o.Login)
            .FirstOrDefaultAsync(ct) ?? throw new NotHere();
        return new(await OwnPassword.Weigh(db, actor, input.Current, ct), passwords.Hash(input.Password, input.Again, login), input.Code,
            input.DropPasskeys is true);
    }

    static async Task<Answer> Accept(Proof proof, Actor actor, CityDb db, Factors factors, Throttle throttle, MasterKey key,
        TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        var me = actor.Account ?? throw new NotHere();
        journal.About("officer", me);
        if (await proof.Own.Refusal(db, actor, StaffDeeds.Refused, throttle, journal, http, ct) is { } refusal) return refusal;
        var credential = await db.Set<Credential>().AsTracking().FirstAsync(c => c.Account == me, ct);
        if (!credential.Accepts(proof.Code, key, clock.GetUtcNow()))
        {
            await throttle.Failed(db, Throttle.Of(actor), http, ct);
            journal.As(StaffDeeds.Refused).Fact("factor", "app");
            return Answer.Refuse(new Rule("code", "確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。"));
        }
        credential.Use(proof.Hash, clock.GetUtcNow());
        await Factors.DropPasskeys(db, me, proof.DropPasskeys, ct);
        await factors.Changed(db, ActorKind.Officer, me, FactorNews.PasswordChanged, actor.Session, ct);
        return Answer.See("/office/me");
    }
}
