using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>A step waits for whoever holds its post; while nobody does, for those who can give it to another post, too. What lies is
/// told to the post above, from the day on which that hears of it.</summary>
sealed class StepTask(CityProfile city, Delegation table) : ITaskSource
{
    public Type Of => typeof(Step);

    public async Task<IReadOnlyList<(Guid Cause, TaskWish? Wish)>> Ask(CityDb db, object record, bool gone, CancellationToken ct)
    {
        if (record is not Step step) return [];
        var waits = !gone && step.State.Waits();
        var approval = waits ? db.Set<Approval>().Local.FirstOrDefault(a => a.Id == step.ApprovalId)
            ?? await db.Approvals().AsNoTracking().FirstAsync(a => a.Id == step.ApprovalId, ct) : null;
        TaskWish? Wish(TaskKind kind, string url) => approval is null ? null : new(kind, approval.Title, url);
        return
        [
            (step.Id, Wish(TaskKind.Decide, Links.Decide(step.ApprovalId)) is { } decide
                ? decide with { Post = step.Post, Power = ApprovalsModule.Decide, NotFor = [approval?.Drafter ?? default] } : null),
            (Tasks.Cause($"vacant {step.Id:N}"), step.State is StepState.Vacant
                && Wish(TaskKind.Reassign, Reassign.Url(step.ApprovalId)) is { } give ? give with { Department = step.Department, Power = ApprovalsModule.Reassign } : null),
            (Tasks.Cause($"stuck {step.Id:N}"), Stuck(step, approval)),
        ];
    }

    TaskWish? Stuck(Step step, Approval? approval)
    {
        if (approval is null || step.At?.Day() is not { } came) return null;
        var from = city.Calendar.Add(came, table.Patience.EscalateAfter);
        return Nudge.Above(city, step.Post, from) is { } above
            ? new(TaskKind.Tell, $"「{step.PostTitle}」で止まっている決裁：{approval.Title}", Pile.Url) { Post = above, From = from } : null;
    }
}

/// <summary>A 後閲 waits for whoever holds the post that was away or passed over.</summary>
sealed class ViewTask : ITaskSource
{
    public Type Of => typeof(LaterView);

    public async Task<IReadOnlyList<(Guid Cause, TaskWish? Wish)>> Ask(CityDb db, object record, bool gone, CancellationToken ct)
    {
        if (record is not LaterView view) return [];
        if (gone || view.At is not null) return [(view.Id, null)];
        var title = db.Set<Approval>().Local.FirstOrDefault(a => a.Id == view.ApprovalId)?.Title
            ?? await db.Approvals().Where(a => a.Id == view.ApprovalId).Select(a => a.Title).FirstAsync(ct);
        return [(view.Id, new(TaskKind.Read, $"後閲：{title}", Links.Decide(view.ApprovalId)) { Post = view.Post, Due = view.Due })];
    }
}
