using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>What a refund by an officer means for the case that was paid for.</summary>
sealed class PaidCase(Catalogue catalogue, TakingBack back, Mine mine, IDocuments documents, IMessages messages)
    : IPaidSubject
{
    public string SubjectKind => Application.Kind;

    public async Task<PaidSubject?> Of(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Application>().AsNoTracking()
            .FirstOrDefaultAsync(a => a.Id == subject && a.SubmittedAt != null, ct) is not { } found) return null;
        // Who changes a case works in its department; others give the money back and leave the case to it.
        var own = actor.Can(Office.Handle) && actor.Offices.Contains(found.Department);
        var choices = new List<AfterRefund>();
        if (own && (found.CanRevoke || ApplicationGraph.After(found.State, ApplicationStep.Withdraw, found.Decision) is not null))
            choices.Add(AfterRefund.End);
        choices.Add(AfterRefund.Stay);
        // While a paper waits to be handed over, making it void alone would leave an officer with nothing to hand over.
        if (own && found.WaitsFor is not WaitsFor.Delivery && (await documents.Of(db, Application.Kind, subject, ct))
            .Any(d => d.Void is null)) choices.Add(AfterRefund.Void);
        return new($"{catalogue.TitleOf(found.Procedure)}　{found.Number}", found.State.Words(), own ? Links.Case(subject) : null, choices,
            found.Day);
    }

    public async Task Follow(CityDb db, Guid subject, AfterRefund what, string reason, Guid by, CancellationToken ct)
    {
        var found = await db.Set<Application>().AsTracking().FirstOrDefaultAsync(a => a.Id == subject, ct) ?? throw new NotHere();
        if (what is AfterRefund.End)
        {
            await back.Take(db, found, by, reason, ct);
            return;
        }
        if (what is AfterRefund.Void) await documents.Void(db, Application.Kind, subject, reason, by, ct);
        await messages.Send(db, Message.ToResident($"{subject:N}-givenback", found.Account, mine.MailOf(found), found.Reads, l =>
        {
            var title = catalogue.MailTitleOf(found.Procedure, l);
            var then = what is AfterRefund.Void
                ? l.Pick("お渡しした文書は、使えなくなりました。", "わたした 紙は、もう つかえません。", "The paper that you were given is no longer valid.")
                : l.Pick("申し込みは、そのまま有効です。", "もうしこみは そのままです。", "Your application stays as it is.");
            return (l.Pick($"お金をお返しします：{title}", $"お金を かえします：{title}", $"We return your payment: {title}"), l.Pick(
                $"受付番号 {found.Number} のお支払いを、同じ支払い方法へお返しします。理由は、申し込みのページで確かめてください。",
                $"うけつけ番号 {found.Number} の お金を かえします。わけは、もうしこみの ページで 見て ください。",
                $"What you paid for your application (receipt number {found.Number}) is returned the way you paid it. You find the reason on its page.") + "\n" + then);
        }, Links.Application(subject)), ct);
    }
}
