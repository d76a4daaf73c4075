using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>取下げ, by the applicant or by an officer on their behalf, and 取消し of what was granted already: the place is free again, the route ends, what was paid goes back, and the person is told.</summary>
sealed class TakingBack(Mine mine, Catalogue catalogue, IApprovals approvals, IPayments payments, IDocuments documents, IMessages messages, TimeProvider clock)
{
    /// <exception cref="Rule">the state does not allow it.</exception>
    public async Task Take(CityDb db, Application found, Guid by, string? reason, CancellationToken ct)
    {
        var (now, proposed, id) = (clock.GetUtcNow(), found.State is ApplicationState.Proposed, found.Id);
        db.Add(reason is not null && found.CanRevoke ? found.Revoke(by, reason, clock.NewId(), now) : found.Withdraw(by, clock.Today(), reason, clock.NewId(), now));
        await Places.Free(db, id, ct);
        if (proposed)
        {
            await approvals.Abandon(db, Application.Kind, id, ct);
            foreach (var open in await db.Set<Recommendation>().AsTracking().Where(r => r.ApplicationId == id && r.EndedAt == null).ToListAsync(ct)) open.End(null, now);
        }
        var papers = await documents.Void(db, Application.Kind, id, reason ?? "取り下げたため", by, ct);
        // Nothing was done for the fee yet: all of it goes back.
        if (found.Charge is { } charge) await payments.Refund(db, charge, "withdrawn", ct);
        var (what, how) = by == found.Account ? ("取り下げました", "") : ("市が取りやめました", "理由は、申し込みのページで確かめてください。");
        await messages.Send(db, new Message($"{id:N}-withdrawn", found.Account, mine.MailOf(found), $"{what}：{catalogue.MailTitleOf(found.Procedure)}",
            $"受付番号 {found.Number} を{what.Replace("市が", "", StringComparison.Ordinal)}。{how}{(found.Charge is null ? "" : "支払ったお金は、同じ支払い方法へお返しします。")}{(papers > 0 ? "お渡しした文書は、使えなくなりました。" : "")}", Links.Application(id)), ct);
    }
}
