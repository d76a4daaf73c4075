using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>A person closes their account: what only the account needed is removed, what the city did stays.</summary>
public partial class CloseAccount : View<CloseAccount, CloseAccount.Page>
{
    public const string Url = "/my/account/close";

    public sealed record Page(Form Form);

    public sealed record Input([AskPresentPassword] string Current) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm<Input>(Url, Permission.Resident, ResidentDeeds.AccountClosed, Ask, Accept, weigh: Weigh);
        app.MapPage("/account/closed", Permission.Public, Deed.None, () => Trouble.Show(new(
            new("アカウントを閉じました", "アカウントを けしました", "Your account is closed"),
            [
                new("登録した内容は消えました。これまでのご利用、ありがとうございました。", "あなたの ことは きえました。ありがとう ございました。",
                    "What you had registered is deleted. Thank you for having used it."),
                new("手続は、メールアドレスの確認だけでも、新しいアカウントでもできます。", "てつづきは、メールアドレスだけでも、あたらしい アカウントでも できます。",
                    "You can still apply with your mail address alone, or with a new account."),
            ], Trouble.Home), StatusCodes.Status200OK));
    }

    static IResult Ask(Form form) => Show(new(form));

    static Task<OwnPassword> Weigh(Input input, Look look) =>
        OwnPassword.Weigh(look, input.Current);

    static async Task<Answer> Accept(OwnPassword own, Turn turn, IMessages messages, Announce announce, Throttle throttle)
    {
        turn.Journal.About("account", turn.Me, turn.Actor.Account);
        if (await own.Refusal(turn, ResidentDeeds.Refused, throttle) is { } refusal) return refusal;
        var account = await turn.Take<Account>(a => a.Id == turn.Actor.Account);
        await announce.Say(new AccountClosing(account.Id), turn.Db, turn.Stop);
        foreach (var link in await turn.Db.Set<AccountLink>().AsTracking().Where(l => l.Standing == account.Id).ToListAsync(turn.Stop))
            link.End(null, turn.Now);
        turn.Db.RemoveRange(await turn.Db.Set<CardTie>().AsTracking().Where(t => t.Account == account.Id).ToListAsync(turn.Stop));
        await OwnAccessRoutes.Reset(turn.Db, account.Id, turn.Clock, turn.Stop);
        turn.Db.RemoveRange(await turn.Db.Set<Credential>().AsTracking().Where(c => c.Account == account.Id).ToListAsync(turn.Stop));
        await Throttle.Forget(turn.Db, account.Id, turn.Stop, Throttle.Password, Throttle.SecondFactor);
        await GuestVisitor.Forget(turn, account.Id);
        turn.Db.Remove(account);
        await messages.Send(turn.Db, Message.ToResident($"account-closed-{account.Id:N}", null, turn.Actor.Mail, turn.Language, l => (
            l.Pick("アカウントを閉じました", "アカウントを けしました", "Your account is closed"), l.Pick(
            "利用者アカウントを閉じました。登録した内容は消えました。受け付けた申し込みの記録は、決められた年数のあいだ市に残ります。\n心当たりがないときは、市役所へ連絡してください。",
            "あなたの アカウントを けしました。書いた ことは きえました。うけつけた もうしこみは、きまった 年の あいだ 市に のこります。\nしらない ときは、市役所に 電話して ください。",
            "Your account is closed, and what you had registered is deleted. The city keeps its records of your applications for the years that the rules set.\nIf you did not close it, please call the city hall."))), turn.Stop);
        return Answer.See("/account/closed").SignedOut(ActorKind.Resident);
    }
}
