using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Tells a resident by mail that a way into the account was changed: whoever did it, the person learns of it.</summary>
sealed class TellFactor(IMessages messages, MasterKey key) : IHear<FactorChanged>
{
    public async Task Hear(FactorChanged changed, CityDb db, CancellationToken ct)
    {
        if (changed.Kind is not ActorKind.Resident || await db.Set<Account>()
            .FirstOrDefaultAsync(a => a.Id == changed.Account, ct) is not { } account) return;
        await messages.Send(db, Message.ToResident($"factor-{changed.Id:N}", account.Id, Mails.Open(account.SealedMail, key), account.Reads,
            l =>
        {
            var what = l.Say(changed.Sentence);
            return (what, l.Pick(
                $"利用者アカウントの{what}。ほかの画面のサインインは終わりました。\nご自分で変えたときは、何もしなくて大丈夫です。\n心当たりがないときは、サインインの画面の「パスワードを忘れた方」からすぐに新しいパスワードを決めて、市役所へ連絡してください。",
                $"あなたの アカウント：{what}。ほかの 画面の サインインは おわりました。\nじぶんで かえた ときは だいじょうぶです。\nしらない ときは、サインインの 画面の「パスワードを わすれた 人」で すぐに あたらしい パスワードを きめて、市役所に 電話して ください。",
                $"Your account: {what}. It was signed out on other screens.\nIf you changed this yourself, there is nothing to do.\nIf not, set a new password at once (“Forgot your password?” on the sign-in page) and call the city hall."));
        }, MyAccount.Url), ct);
    }
}
