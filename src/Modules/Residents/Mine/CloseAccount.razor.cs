using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>A person closes their account: what only the account needed is removed, what the city did stays.</summary>
public partial class CloseAccount : View<CloseAccount, CloseAccount.Face>
{
    public sealed record Face(Form Form);

    public sealed record Input([Ask("今のパスワード", Easy = "いまの パスワード", English = "Present password", Kind = "password",
        Autocomplete = "current-password")] string Current) : IForm<Input>;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm<Input>("/my/account/close", Permission.Resident, ResidentDeeds.AccountClosed, Ask, Accept, weigh: Weigh);
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

    static Task<OwnPassword> Weigh(Input input, Actor actor, CityDb db, CancellationToken ct) =>
        OwnPassword.Weigh(db, actor, input.Current, ct);

    static async Task<Answer> Accept(OwnPassword own, Actor actor, CityDb db, IMessages messages, Announce announce, TimeProvider clock,
        Throttle throttle, Journal journal, HttpContext http, CancellationToken ct)
    {
        journal.About("account", actor.Account ?? throw new NotHere(), actor.Account);
        if (await own.Refusal(db, actor, ResidentDeeds.Refused, throttle, journal, http, ct) is { } refusal) return refusal;
        var account = await db.Set<Account>().AsTracking().FirstOrDefaultAsync(a => a.Id == actor.Account, ct) ?? throw new NotHere();
        await announce.Say(new AccountClosing(account.Id), db, ct);
        foreach (var link in await db.Set<AccountLink>().AsTracking().Where(l => l.Standing == account.Id).ToListAsync(ct))
            link.End(null, clock.GetUtcNow());
        await OwnAccessRoutes.Reset(db, account.Id, clock, ct);
        db.RemoveRange(await db.Set<Credential>().AsTracking().Where(c => c.Account == account.Id).ToListAsync(ct));
        await Throttle.Forget(db, account.Id, ct, Throttle.Password, Throttle.SecondFactor);
        await GuestVisitor.Forget(db, account.Id, ct);
        db.Remove(account);
        await messages.Send(db, Message.ToResident($"account-closed-{account.Id:N}", null, actor.Mail, Language.Of(http), l => (
            l.Pick("アカウントを閉じました", "アカウントを けしました", "Your account is closed"), l.Pick(
            "利用者アカウントを閉じました。登録した内容は消えました。受け付けた申し込みの記録は、決められた年数のあいだ市に残ります。\n心当たりがないときは、市役所へ連絡してください。",
            "あなたの アカウントを けしました。書いた ことは きえました。うけつけた もうしこみは、きまった 年の あいだ 市に のこります。\nしらない ときは、市役所に 電話して ください。",
            "Your account is closed, and what you had registered is deleted. The city keeps its records of your applications for the years that the rules set.\nIf you did not close it, please call the city hall."))), ct);
        return Answer.See("/account/closed").SignedOut(ActorKind.Resident);
    }
}
