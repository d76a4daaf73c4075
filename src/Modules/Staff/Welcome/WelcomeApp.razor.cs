using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The one-time link, second step: the authenticator app. With its first right code both factors are kept, and the link is
/// used up.</summary>
public partial class WelcomeApp : View<WelcomeApp, WelcomeApp.Page>
{
    public sealed record Page(Form Form, string Uri, string Words);

    public sealed record Input([Ask("確認コード", Kind = "code", Hint = "認証アプリに出ている6桁の数字です。")] string Code) : IForm<Input>;

    /// <summary>What was proven before the turn: the link, the password chosen a moment ago, and the app's secret with its first
    /// code.</summary>
    public sealed record Ready(Guid Link, string PasswordHash, byte[] Secret, long Step);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/welcome/{token}/app", Permission.Public, StaffDeeds.FactorsSet, Ask, Accept, weigh: Weigh);

    static async Task<object> Ask(string token, string? app, Form form, Look look, MasterKey key, Tickets tickets, NewApp setup)
    {
        if (await Welcome.Find(look.Db, token, key, tickets, look.Clock, look.Stop) is not var (_, officer)) return Welcome.Gone();
        return setup.Read(app, officer.Id) is { } secret
            ? Show(new(form, Totp.Uri(secret, $"{look.City.City.Name} けやき（職員）", officer.Login), Totp.Words(secret)))
            : Answer.See($"/office/welcome/{token}");
    }

    static async Task<Ready> Weigh(string token, string? chosen, string? app, Input input, Look look, Tickets tickets, NewApp setup,
        MasterKey key) =>
        await Welcome.Find(look.Db, token, key, tickets, look.Clock, look.Stop) is var (link, officer)
        && tickets.Read<Welcome.Chosen>(Welcome.Step, chosen) is { } choice && choice.Link == link.Id
        && setup.Read(app, officer.Id) is { } secret
            ? new(link.Id, choice.PasswordHash, secret, setup.Prove(secret, input.Code)) : throw Gone();

    static Rule Gone() => new("", "このリンクは使えなくなったか、時間がたちました。渡されたリンクをもう一度開いてください。");

    static async Task<Answer> Accept(Ready ready, Turn turn, Entrance entrance, Factors factors, MasterKey key)
    {
        if (await Welcome.Find(turn, ready.Link) is not var (link, officer)) throw Gone();
        var now = turn.Now;
        var credential = await turn.Db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == officer.Id, turn.Stop);
        if (credential is null) turn.Db.Add(credential = new Credential
        {
            Account = officer.Id, Kind = ActorKind.Officer,
            Label = key.Seal(officer.Login, Credential.LabelPurpose), At = now
        });
        credential.Use(ready.PasswordHash, now);
        credential.Use(ready.Secret, ready.Step, key, now);
        link.UsedAt = now;
        await factors.Changed(turn.Db, ActorKind.Officer, officer.Id, FactorNews.PasswordChanged, null, turn.Stop);
        turn.Journal.About("officer", officer.Id);
        return await entrance.Enter(turn, Answer.See(Me.Url), ActorKind.Officer, officer.Id, chosen: true);
    }
}
