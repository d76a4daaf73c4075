using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>催促: reminds whoever has let something wait for some open days, tells the post above when it waits longer still, and asks
/// for a 後閲 whose day has passed. Each once.</summary>
sealed class Nudge(IStaff staff, Delegation table, CityProfile city, IMessages messages) : IJob
{
    public string Code => "approvals.nudge";
    public string Label => "決裁の催促と、長く止まっている案件を上の職に知らせる";

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var today = due.Now.Day();
        var waiting = await (from s in db.Set<Step>().AsNoTracking() join a in db.Approvals() on s.ApprovalId equals a.Id
                             where s.State == StepState.Pending || s.State == StepState.Deferred
                             select new { s.Id, s.Post, s.At, s.ApprovalId, a.Title }).ToListAsync(ct);
        foreach (var step in waiting)
        {
            var days = step.At is { } at ? city.Calendar.Count(at.Day(), today) : 0;
            if (days >= table.Patience.RemindAfter)
                await Tell($"approvals.remind.{step.Id:N}", step.Post, "決裁を待っている案件があります",
                    $"「{step.Title}」が、{days}開庁日待っています。", step.ApprovalId);
            if (days >= table.Patience.EscalateAfter && Above(step.Post, today) is { } above)
                await Tell($"approvals.escalate.{step.Id:N}", above, "決裁が止まっている案件があります",
                    $"「{step.Title}」が、「{staff.PostTitle(step.Post, today)}」で{days}開庁日止まっています。", step.ApprovalId);
        }
        foreach (var view in await (from v in db.Set<LaterView>().AsNoTracking() join a in db.Approvals() on v.ApprovalId equals a.Id
                                    where v.At == null && v.Due < today select new { v.Id, v.Post, v.ApprovalId, a.Title }).ToListAsync(ct))
            await Tell($"approvals.view.{view.Id:N}", view.Post, "後閲の期限が過ぎています", $"「{view.Title}」の後閲をしてください。", view.ApprovalId);

        async Task Tell(string key, string post, string subject, string text, Guid approval)
        {
            foreach (var holder in await staff.Holders(db, [post], today, ct))
                await messages.Send(db, new Message($"{key}.{holder.Account:N}", holder.Account, null, subject, text,
                    Links.Decide(approval)), ct);
        }
    }

    /// <summary>The next post up the house: of the same department, else above all of them.</summary>
    string? Above(string post, DateOnly day) => city.Post(post, day) is not { } own ? null
        : city.PostsKnown(day).Where(p => p.CountsOn(day) && p.Rank < own.Rank && (p.Department == own.Department || p.Department is null))
            .OrderByDescending(p => p.Rank).FirstOrDefault()?.Code;
}
