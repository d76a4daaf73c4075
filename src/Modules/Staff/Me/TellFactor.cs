using Keyaki.Contracts.Messages;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Staff;

/// <summary>Tells an officer by mail and on the screen that a way into the account was changed: whoever did it, the person learns of
/// it.</summary>
sealed class TellFactor(IMessages messages) : IHear<FactorChanged>
{
    public async Task Hear(FactorChanged changed, CityDb db, CancellationToken ct)
    {
        if (changed.Kind is not ActorKind.Officer || await db.Set<Officer>()
            .FirstOrDefaultAsync(o => o.Id == changed.Account, ct) is not { } officer) return;
        await messages.Send(db, new Message($"factor-{changed.Id:N}", officer.Id, officer.Mail, changed.Sentence.Ja,
            $"職員アカウントの{changed.Sentence.Ja}。ほかの画面のサインインは終わりました。\n自分で変えたときは、何もしなくて大丈夫です。\n心当たりがないときは、すぐに職員の登録を受け持つ課に連絡してください。",
            Me.Url), ct);
    }
}
