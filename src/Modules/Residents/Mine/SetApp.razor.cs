using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Sets the authenticator app; can be put off, then the second factor is a code by mail.</summary>
public partial class SetApp : View<SetApp, SetApp.Page>
{
    public const string Url = "/account/app";

    public sealed record Page(Form Form, string Uri, string Words, string Back, bool First);

    public sealed record Input([Ask("確認コード", Kind = "code", Easy = "6つの 数字", English = "Code", EasyHint = "アプリの 6つの 数字です。",
        EnglishHint = "The 6 digits that your app shows.", Hint = "認証アプリに出ている6桁の数字です。")] string Code) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm<Input>(Url, Permission.Resident, ResidentDeeds.AppSet, Ask, Accept);

    static async Task<object> Ask(string? setup, Form form, Look look, Factors factors, NewApp apps)
    {
        var account = look.Me;
        var to = look.Back(MyAccount.Url);
        if (!await factors.Proven(look.Db, look.Actor, look.Stop))
            return OwnAccessRoutes.Confirm(MyAccount.Url, back: Kernel.Back.Link(Url, ("back", to)));
        if (apps.Read(setup, account) is not { } secret)
            return Answer.See(Kernel.Back.Link(Url, ("setup", apps.Start(account)), ("back", to)));
        return Show(new(form, Totp.Uri(secret, $"{look.City.City.Name} けやき", look.Actor.Mail ?? look.Actor.Name), Totp.Words(secret), to,
            !await look.Db.Set<Credential>().AnyAsync(c => c.Account == account && c.SealedTotp != null, look.Stop)));
    }

    static async Task<Answer> Accept(string? setup, Input input, Turn turn, Factors factors, NewApp apps,
        MasterKey key)
    {
        var account = turn.Me;
        if (!await factors.Proven(turn.Db, turn.Actor, turn.Stop))
            return OwnAccessRoutes.Confirm(MyAccount.Url, turn.Journal,
            Kernel.Back.Link(Url, ("back", turn.Back(MyAccount.Url))));
        var secret = apps.Read(setup, account) ?? throw new Rule("",
            new Text("画面を開いてから時間がたちました。アカウントの画面から、もう一度設定してください。", "時間が たちました。アカウントの 画面から もういちど して ください。",
            "This page was open for a long time. Please begin again from the account page."));
        var credential = await turn.Take<Credential>(c => c.Account == account);
        credential.Use(secret, apps.Prove(secret, input.Code), key, turn.Now);
        await factors.Changed(turn.Db, ActorKind.Resident, account, FactorNews.AppChanged, turn.Actor.Session, turn.Stop);
        turn.Journal.About("account", account, account);
        return Answer.See(turn.Back(MyAccount.Url));
    }
}
