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
        app.MapForm<Input>("/sign-in/code", Permission.Public, ResidentDeeds.SignedIn, Ask, Accept, weigh: Weigh);

    static object Ask(Form form, string? ticket, Look look, Tickets tickets) =>
        tickets.Read<SignIn.Half>(SignIn.Step, ticket) is { } half ? Show(new(form, half.MailCode is not null))
            : Answer.See("/sign-in" + QueryString.Create("back", look.Back("/my")));

    static SignIn.Half Weigh(string? ticket, Tickets tickets) =>
        tickets.Read<SignIn.Half>(SignIn.Step, ticket)
            ?? throw new Rule("", new Text("パスワードを確かめてから時間がたちました。サインインの画面からやり直してください。", "時間が たちました。サインインの 画面から やって ください。",
            "Too much time has passed. Please sign in again from the start."));

    static async Task<Answer> Accept(Input input, SignIn.Half half, Turn turn, Throttle throttle, Entrance entrance, Announce announce,
        MasterKey key)
    {
        var tried = throttle.Of(turn, ActorKind.Resident, half.Account, "", half.Changes, Throttle.SecondFactor);
        if (await throttle.Wait(turn, tried) is { } wait)
        {
            turn.Journal.Nothing();
            return Answer.Refuse(wait);
        }
        turn.Journal.About("account", half.Account, half.Account);
        if (await Fault(half, input.Code, turn, key) is { } why)
        {
            await throttle.Failed(turn, tried);
            turn.Journal.As(ResidentDeeds.Refused).Fact("factor", half.MailCode is null ? "app" : "mail");
            return Answer.Refuse(new Rule("code", why));
        }
        await Account.Reading(turn, half.Account, turn.Language);
        return await entrance.Enter(turn, Answer.See(await AccountSource.Arrive(turn, half.Account, turn.Back("/my"), key, announce)),
            ActorKind.Resident, half.Account);
    }

    static async Task<Text?> Fault(SignIn.Half half, string code, Turn turn, MasterKey key)
    {
        if (half.MailCode is { } id)
            return await turn.Db.Set<MailCode>().AsTracking().FirstOrDefaultAsync(c => c.Id == id, turn.Stop) is { } sent
                ? sent.Take(code, key, turn.Now)
                : new("この確認コードは使えなくなりました。サインインの画面からやり直してください。", "この 番号は もう つかえません。サインインの 画面から やって ください。",
                "This code can no longer be used. Please sign in again from the start.");
        return await turn.Db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == half.Account, turn.Stop) is { } credential
            && credential.Accepts(code, key, turn.Now)
            ? null : new("確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。", "番号が ちがいます。アプリに あたらしい 数字が 出てから 書いて ください。",
                "The code is wrong or was used before. Wait until your app shows a new one.");
    }
}
