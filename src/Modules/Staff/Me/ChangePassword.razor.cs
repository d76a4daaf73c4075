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
        [Ask("新しいパスワード（もう一度）", Kind = "password", Autocomplete = "new-password")] string Again) : IForm<Input>;

    /// <summary>What hashing found out, before the turn.</summary>
    public sealed record Proof(bool Right, string Hash);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/me/password", Permission.Officer, StaffDeeds.PasswordSet, Ask, Accept, weigh: Weigh);

    static IResult Ask(Form form) => Show(new(form));

    static async Task<Proof> Weigh(Input input, Actor actor, CityDb db, NewPassword passwords, CancellationToken ct)
    {
        var found = await (from o in db.Set<Officer>() where o.Id == actor.Account join c in db.Set<Credential>() on o.Id equals c.Account select new { o.Login, c.PasswordHash }).FirstOrDefaultAsync(ct) ?? throw new NotHere();
        return new(Credential.Accepts(found.PasswordHash, input.Current), passwords.Hash(input.Password, input.Again, found.Login));
    }

    static async Task<Answer> Accept(Input input, Proof proof, Actor actor, CityDb db, Throttle throttle, MasterKey key, TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        var (me, tried) = (actor.Account ?? throw new NotHere(), Throttle.Of(actor));
        if (await throttle.Wait(db, tried, http, ct) is { } wait) throw wait;
        journal.About("officer", me);
        var credential = await db.Set<Credential>().AsTracking().FirstAsync(c => c.Account == me, ct);
        if (!proof.Right || !credential.Accepts(input.Code, key, clock.GetUtcNow()))
        {
            await throttle.Failed(db, tried, http, ct);
            journal.As(StaffDeeds.Refused).Fact("factor", proof.Right ? "app" : "password");
            return Answer.Refuse(proof.Right ? new Rule("code", "確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。") : new Rule("current", "今のパスワードが違います。"));
        }
        credential.Use(proof.Hash, clock.GetUtcNow());
        await OwnAccessRoutes.EndAll(db, me, clock, ct, except: actor.Session);
        return Answer.See("/office/me");
    }
}
