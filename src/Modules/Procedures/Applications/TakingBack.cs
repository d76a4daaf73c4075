using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>取下げ, by the applicant or by an officer on their behalf, and 取消し of what was granted already: the place is free again, the
/// route ends, what was paid goes back, and the person is told.</summary>
sealed class TakingBack(
    Mine mine,
    Catalogue catalogue,
    IApprovals approvals,
    IPayments payments,
    IDocuments documents,
    IMessages messages,
    ISlots places,
    Ringing ringing,
    GrantPaid grants,
    GrantOwed owed,
    TimeProvider clock)
{
    /// <exception cref="Rule">the state does not allow it.</exception>
    public async Task Take(CityDb db, Application found, Guid by, string? reason, CancellationToken ct)
    {
        var (now, proposed, id) = (clock.GetUtcNow(), found.State is ApplicationState.Proposed, found.Id);
        db.Add(reason is not null && found.CanRevoke ? found.Revoke(by, reason, clock.NewId(), now)
            : found.Withdraw(by, clock.Today(), reason, clock.NewId(), now));
        if (found.Grant is not null) await grants.CallOff(db, found, reason ?? "", by, ct);
        await owed.CallOff(db, found, (await catalogue.Pinned(db, found.Definition, ct)).Definition, reason, by, ct);
        await places.Free(db, id, ct);
        foreach (var asked in await db.Set<Confirmation>().AsTracking().Where(c => c.ApplicationId == id && c.AnsweredAt == null)
            .ToListAsync(ct)) asked.Lapse(now);
        await Handover.Drop(db, id, by, now, ct);
        if (proposed)
        {
            await approvals.Abandon(db, Application.Kind, id, ct);
            foreach (var open in await db.Set<Recommendation>().AsTracking().Where(r => r.ApplicationId == id && r.EndedAt == null)
                .ToListAsync(ct)) open.End(null, now);
        }
        var papers = await documents.Void(db, Application.Kind, id, reason ?? "取り下げたため", by, ct);
        // Nothing was done for the fee yet: all of it goes back.
        if (found.Charge is { } charge) await payments.Refund(db, charge, "withdrawn", ct);
        else if (found.EnteredBy is not null && found.PaidAt is not null) await payments.HandBack(db, Application.Kind, id, by, ct);
        var own = by == found.Account;
        await messages.Send(db, Message.ToResident($"{id:N}-withdrawn", found.Account, mine.MailOf(found), found.Reads,
            l => Told(l, found, own, papers), Links.Application(id)), ct);
        if (own) await ringing.At(Moment.Withdrawn, db, found, (await catalogue.Pinned(db, found.Definition, ct)).Definition, ct);
    }

    (string Subject, string Text) Told(Language l, Application found, bool own, int papers)
    {
        var title = catalogue.MailTitleOf(found.Procedure, l);
        var what = own ? l.Pick("取り下げました", "やめました", "Withdrawn") : l.Pick("市が取りやめました", "市が やめました", "Cancelled by the city");
        var done = own
            ? l.Pick($"受付番号 {found.Number} を取り下げました。", $"うけつけ番号 {found.Number} を やめました。",
                $"Your application (receipt number {found.Number}) is withdrawn. ")
            : l.Pick($"受付番号 {found.Number} を取りやめました。理由は、申し込みのページで確かめてください。",
                $"うけつけ番号 {found.Number} を 市が やめました。わけは、もうしこみの ページで 見て ください。",
                $"The city has cancelled your application (receipt number {found.Number}). You find the reason on its page. ");
        var back = found.Charge is null ? ""
            : l.Pick("支払ったお金は、同じ支払い方法へお返しします。", "はらった お金は かえします。", "What you paid is returned the way you paid it.");
        var paper = papers == 0 ? ""
            : l.Pick("お渡しした文書は、使えなくなりました。", " わたした 紙は、もう つかえません。", " The papers that you got cannot be used any more.");
        return ($"{what}{l.Pick("：", "：", ": ")}{title}", (done + back + paper).TrimEnd());
    }
}
