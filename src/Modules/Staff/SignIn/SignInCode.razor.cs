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
        tickets.Read<SignIn.Half>(SignIn.Step, ticket) is null ? Answer.See(Back.Link("/office/sign-in", ("back", Back.To(back, "/office")))) : Show(new(form));

    static async Task<Answer> Accept(Input input, string? ticket, string? back, CityDb db, Tickets tickets, Throttle throttle, MasterKey key, TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        var half = tickets.Read<SignIn.Half>(SignIn.Step, ticket) ?? throw new Rule("", "パスワードを確かめてから時間がたちました。サインインの画面からやり直してください。");
        var who = "officer:" + half.Login;
        if (await throttle.Wait(db, who, http, ct) is { } wait)
        {
            journal.Nothing();
            return Answer.Refuse(wait);
        }
        journal.About("officer", half.Account);
        var credential = await db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == half.Account, ct);
        if (credential is null || !credential.Accepts(input.Code, key, clock.GetUtcNow()))
        {
            await throttle.Failed(db, who, http, ct);
            journal.As(StaffDeeds.Refused).Fact("factor", "app");
            return Answer.Refuse(new Rule("code", "確認コードが違うか、すでに使われています。認証アプリに新しい数字が出てから入力してください。"));
        }
        await throttle.Succeeded(db, who, ct);
        var (session, token) = Doors.Open(clock, ActorKind.Officer, half.Account, device: Device.Of(http));
        db.Add(session);
        return Answer.See(Back.To(back, "/office")).SignedIn(ActorKind.Officer, token);
    }
}
