using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>The one-time link, second step: the authenticator app. With its first right code both factors are kept, and the link is
/// used up.</summary>
public partial class WelcomeApp : View<WelcomeApp, WelcomeApp.Face>
{
    public sealed record Face(Form Form, string Uri, string Words);

    public sealed record Input([Ask("確認コード", Kind = "code", Hint = "認証アプリに出ている6桁の数字です。")] string Code) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>("/office/welcome/{token}/app", Permission.Public, StaffDeeds.FactorsSet, Ask, Accept);

    static async Task<object> Ask(string token, string? app, Form form, CityDb db, MasterKey key, Tickets tickets, NewApp setup,
        CityProfile city, TimeProvider clock, CancellationToken ct)
    {
        if (await Welcome.Find(db, token, key, tickets, clock, ct) is not var (_, officer)) return Welcome.Gone();
        return setup.Read(app, officer.Id) is { } secret
            ? Show(new(form, Totp.Uri(secret, $"{city.City.Name} けやき（職員）", officer.Login), Totp.Words(secret)))
            : Answer.See($"/office/welcome/{token}");
    }

    static async Task<Answer> Accept(string token, string? chosen, string? app, Input input, CityDb db, Tickets tickets, NewApp setup,
        Entrance entrance, Factors factors, MasterKey key, TimeProvider clock, Journal journal, HttpContext http, CancellationToken ct)
    {
        if (await Welcome.Find(db, token, key, tickets, clock, ct) is not var (link, officer)
            || tickets.Read<Welcome.Chosen>(Welcome.Step, chosen) is not { } choice || choice.Link != link.Id
            || setup.Read(app, officer.Id) is not { } secret)
            throw new Rule("", "このリンクは使えなくなったか、時間がたちました。渡されたリンクをもう一度開いてください。");
        var (step, now) = (setup.Prove(secret, input.Code), clock.GetUtcNow());
        var credential = await db.Set<Credential>().AsTracking().FirstOrDefaultAsync(c => c.Account == officer.Id, ct);
        if (credential is null) db.Add(credential = new Credential
        {
            Account = officer.Id, Kind = ActorKind.Officer,
            Label = key.Seal(officer.Login, Credential.LabelPurpose), At = now
        });
        credential.Use(choice.PasswordHash, now);
        credential.Use(secret, step, key, now);
        link.UsedAt = now;
        await factors.Changed(db, ActorKind.Officer, officer.Id, FactorNews.PasswordChanged, null, ct);
        journal.About("officer", officer.Id);
        return await entrance.Enter(db, Answer.See("/office/me"), ActorKind.Officer, officer.Id, http, ct, chosen: true);
    }
}
