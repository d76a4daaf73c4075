using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>催促: reminds whoever has let something wait for some open days, tells the post above when it waits longer still, and asks
/// for a 後閲 whose day has passed. The inbox tells each once; the mail says how many there are, when there is another.</summary>
sealed class Nudge(IStaff staff, Delegation table, CityProfile city, IMessages messages, TimeProvider clock) : IJob
{
    public static readonly Deed Overdue = new("approvals.view-overdue", "後閲の期限が過ぎた", "あとで 見る 日が すぎた", "the day for a later look passed");

    public string Code => "approvals.nudge";
    public string Label => "決裁の催促と、長く止まっている案件を上の職に知らせる";

    /// <summary>Why a post is written to.</summary>
    enum For { Waits, Stuck, Owed }

    sealed record Note(For Why, DateOnly Since, string Key, string Post, string Text, Guid Approval);

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var today = due.Now.Day();
        var notes = new List<Note>();
        var waiting = await (from s in db.Set<Step>().AsNoTracking() join a in db.Approvals() on s.ApprovalId equals a.Id
                             where s.State == StepState.Pending || s.State == StepState.Deferred
                             orderby a.ProposedAt, a.Id
                             select new { s.Id, s.Post, s.At, s.ApprovalId, a.Title }).ToListAsync(ct);
        foreach (var step in waiting)
        {
            var came = step.At?.Day() ?? today;
            var (days, remind, stuck) = (city.Calendar.Count(came, today), city.Calendar.Add(came, table.Patience.RemindAfter),
                city.Calendar.Add(came, table.Patience.EscalateAfter));
            if (remind <= today)
                notes.Add(new(For.Waits, remind, $"approvals.remind.{step.Id:N}", step.Post, $"「{step.Title}」が、{days}開庁日待っています。",
                    step.ApprovalId));
            if (stuck <= today && Above(city, step.Post, today) is { } above)
                notes.Add(new(For.Stuck, stuck, $"approvals.escalate.{step.Id:N}", above,
                    $"「{step.Title}」が、「{staff.PostTitle(step.Post, today)}」で{days}開庁日止まっています。", step.ApprovalId));
        }
        notes.AddRange((await (from v in db.Set<LaterView>().AsNoTracking() join a in db.Approvals() on v.ApprovalId equals a.Id
                               where v.At == null && v.Due < today
                               select new { v.Id, v.Post, v.Due, v.ApprovalId, a.Title }).ToListAsync(ct))
            .Select(v => new Note(For.Owed, v.Due.AddDays(1), $"approvals.view.{v.Id:N}", v.Post, $"「{v.Title}」の後閲をしてください。",
                v.ApprovalId)));
        foreach (var view in await db.Set<LaterView>().AsTracking().Where(v => v.At == null && v.Due < today && v.OverdueAt == null)
            .ToListAsync(ct))
        {
            view.Pass(due.Now);
            new Journal().About("approval", view.ApprovalId).Fact("department", view.Department ?? "")
                .Write(db, clock, Actor.Program, Overdue);
        }
        if (notes.Count > 0) await Tell(db, notes, today, ct);
    }

    async Task Tell(CityDb db, List<Note> notes, DateOnly today, CancellationToken ct)
    {
        var holders = await staff.Holders(db, [.. notes.Select(n => n.Post).Distinct()], today, ct);
        var mails = await staff.Mails(db, [.. holders.Select(h => h.Account).Distinct()], today, ct);
        foreach (var own in holders.GroupBy(h => h.Account, h => h.Post))
        {
            var theirs = notes.FindAll(n => own.Contains(n.Post));
            foreach (var note in theirs)
                await messages.Send(db, new Message($"{note.Key}.{own.Key:N}", own.Key, null, Subject(note.Why), note.Text,
                    Links.Decide(note.Approval)), ct);
            if (mails.GetValueOrDefault(own.Key) is { } mail)
                await messages.Send(db, new Message($"approvals.mail.{theirs.Max(n => n.Since):yyyyMMdd}.{own.Key:N}", null, mail,
                    "決裁についてのお知らせがあります", InAll(theirs), Pile.Url), ct);
        }
    }

    static string Subject(For why) => why switch
    {
        For.Waits => "決裁を待っている案件があります",
        For.Stuck => "決裁が止まっている案件があります",
        _ => "後閲の期限が過ぎています",
    };

    /// <summary>Only how many: a mail says nothing of what they are about.</summary>
    static string InAll(IReadOnlyCollection<Note> notes) => string.Join("\n", notes.GroupBy(n => n.Why).OrderBy(g => g.Key)
        .Select(g => $"{Subject(g.Key)}：{g.Count()}件")) + "\n\nサインインして、決裁の一覧で確かめてください。";

    /// <summary>The next post up the house: of the same department, else above all of them.</summary>
    internal static string? Above(CityProfile city, string post, DateOnly day) => city.Post(post, day) is not { } own ? null
        : city.PostsKnown(day).Where(p => p.CountsOn(day) && p.Rank < own.Rank && (p.Department == own.Department || p.Department is null))
            .OrderByDescending(p => p.Rank).FirstOrDefault()?.Code;
}
