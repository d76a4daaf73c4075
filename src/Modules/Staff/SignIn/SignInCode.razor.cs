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
        app.MapForm<Input>("/office/sign-in/code", Permission.Public, StaffDeeds.SignedIn, Ask, Accept);

    static object Ask(Form form, string? ticket, string? back, Tickets tickets) =>
        tickets.Read<SignIn.Half>(SignIn.Step, ticket) is null
            ? Answer.See(Back.Link("/office/sign-in", ("back", Back.To(back, "/office")))) : Show(new(form));

    static async Task<Answer> Accept(Input input, string? ticket, string? back, CityDb db, Tickets tickets, Throttle throttle,
        Entrance entrance, MasterKey key, TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        var half = tickets.Read<SignIn.Half>(SignIn.Step, ticket) ?? throw new Rule("", "パスワードを確かめてから時間がたちました。サインインの画面からやり直してください。");
        var tried = throttle.Of(http, ActorKind.Officer, half.Account, "", half.Changes, Throttle.SecondFactor);
        if (await throttle.Wait(db, tried, http, ct) is { } wait)
        {
            journal.Nothing();
            return Answer.Refuse(wait);
        }
        journal.About("officer", half.Account);
        var credential = await db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == half.Account, ct);
        if (credential is null || !credential.Accepts(input.Code, key, clock.GetUtcNow()))
        {
            await throttle.Failed(db, tried, http, ct);
            journal.As(StaffDeeds.Refused).Fact("factor", "app");
            return Answer.Refuse(new Rule("code", "確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。"));
        }
        return await entrance.Enter(db, Answer.See(Back.To(back, "/office")), ActorKind.Officer, half.Account, http, ct);
    }
}
