using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>The second step: the code of the authenticator app, or of the mail while no app is set.</summary>
public partial class SignInCode : View<SignInCode, SignInCode.Face>
{
    public sealed record Face(Form Form, bool ByMail);

    public sealed record Input([Ask("確認コード", Kind = "code", Easy = "6つの 数字", English = "Code")] string Code) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/sign-in/code", Permission.Public, ResidentDeeds.SignedIn, Ask, Accept);

    static object Ask(Form form, string? ticket, string? back, Tickets tickets) =>
        tickets.Read<SignIn.Half>(SignIn.Step, ticket) is { } half ? Show(new(form, half.MailCode is not null))
            : Answer.See("/sign-in" + QueryString.Create("back", Back.To(back, "/my")));

    static async Task<Answer> Accept(Input input, string? ticket, string? back, CityDb db, Tickets tickets, Throttle throttle,
        Entrance entrance, Announce announce, MasterKey key, TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        var half = tickets.Read<SignIn.Half>(SignIn.Step, ticket)
            ?? throw new Rule("", new Text("パスワードを確かめてから時間がたちました。サインインの画面からやり直してください。", "時間が たちました。サインインの 画面から やって ください。",
            "Too much time has passed. Please sign in again from the start."));
        var tried = throttle.Of(http, ActorKind.Resident, half.Account, "", half.Changes, Throttle.SecondFactor);
        if (await throttle.Wait(db, tried, http, ct) is { } wait)
        {
            journal.Nothing();
            return Answer.Refuse(wait);
        }
        journal.About("account", half.Account, half.Account);
        if (await Fault(half, input.Code, db, key, clock.GetUtcNow(), ct) is { } why)
        {
            await throttle.Failed(db, tried, http, ct);
            journal.As(ResidentDeeds.Refused).Fact("factor", half.MailCode is null ? "app" : "mail");
            return Answer.Refuse(new Rule("code", why));
        }
        await Account.Reading(db, half.Account, Language.Of(http), ct);
        return await entrance.Enter(db, Answer.See(await AccountSource.Arrive(db, half.Account, Back.To(back, "/my"), key, announce, ct)),
            ActorKind.Resident, half.Account, http, ct);
    }

    static async Task<Text?> Fault(SignIn.Half half, string code, CityDb db, MasterKey key, DateTimeOffset now, CancellationToken ct)
    {
        if (half.MailCode is { } id)
            return await db.Set<MailCode>().AsTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } sent ? sent.Take(code, key, now)
                : new("この確認コードは使えなくなりました。サインインの画面からやり直してください。", "この 番号は もう つかえません。サインインの 画面から やって ください。",
                "This code can no longer be used. Please sign in again from the start.");
        return await db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == half.Account, ct) is { } credential
            && credential.Accepts(code, key, now)
            ? null : new("確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。", "番号が ちがいます。アプリに あたらしい 数字が 出てから 書いて ください。",
                "The code is wrong or was used before. Wait until your app shows a new one.");
    }
}
