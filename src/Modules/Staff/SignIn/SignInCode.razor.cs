using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The office door, second step: the code of the authenticator app.</summary>
public partial class SignInCode : View<SignInCode, SignInCode.Face>
{
    public sealed record Face(Form Form);

    public sealed record Input([Ask("確認コード", Kind = "code", Hint = "認証アプリに表示されている6桁の数字を入力してください。")] string Code) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/sign-in/code", Permission.Public, StaffDeeds.SignedIn, Ask, Accept, weigh: Weigh);

    static object Ask(Form form, string? ticket, Look look, Tickets tickets) =>
        tickets.Read<SignIn.Half>(SignIn.Step, ticket) is null
            ? Answer.See(Back.Link("/office/sign-in", ("back", look.Back("/office")))) : Show(new(form));

    static SignIn.Half Weigh(string? ticket, Tickets tickets) =>
        tickets.Read<SignIn.Half>(SignIn.Step, ticket) ?? throw new Rule("", "パスワードを確かめてから時間がたちました。サインインの画面からやり直してください。");

    static async Task<Answer> Accept(Input input, SignIn.Half half, Turn turn, Throttle throttle, Entrance entrance, MasterKey key)
    {
        var tried = throttle.Of(turn, ActorKind.Officer, half.Account, "", half.Changes, Throttle.SecondFactor);
        if (await throttle.Wait(turn, tried) is { } wait)
        {
            turn.Journal.Nothing();
            return Answer.Refuse(wait);
        }
        turn.Journal.About("officer", half.Account);
        var credential = await turn.Db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == half.Account, turn.Stop);
        if (credential is null || !credential.Accepts(input.Code, key, turn.Now))
        {
            await throttle.Failed(turn, tried);
            turn.Journal.As(StaffDeeds.Refused).Fact("factor", "app");
            return Answer.Refuse(new Rule("code", "確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。"));
        }
        return await entrance.Enter(turn, Answer.See(turn.Back("/office")), ActorKind.Officer, half.Account);
    }
}
