using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Residents;

/// <summary>Tells a resident by mail that a way into the account was changed: whoever did it, the person learns of it.</summary>
sealed class TellFactor(IMessages messages, MasterKey key) : IHear<FactorChanged>
{
    public async Task Hear(FactorChanged changed, CityDb db, CancellationToken ct)
    {
        if (changed.Kind is not ActorKind.Resident || await db.Set<Account>().FirstOrDefaultAsync(a => a.Id == changed.Account, ct) is not { } account) return;
        await messages.Send(db, new Message($"factor-{changed.Id:N}", account.Id, Mails.Open(account.SealedMail, key), changed.Sentence,
            $"利用者アカウントの{changed.Sentence}。ほかの画面のサインインは終わりました。\nご自分で変えたときは、何もしなくて大丈夫です。\n" +
            "心当たりがないときは、サインインの画面の「パスワードを忘れた方」からすぐに新しいパスワードを決めて、市役所へ連絡してください。", "/my/account"), ct);
    }
}
