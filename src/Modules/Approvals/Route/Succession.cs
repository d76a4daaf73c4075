using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>Notes in the timeline that the holder of a waiting step left the post, and who holds it now. Powers do not wait for it:
/// they follow the post at every moment.</summary>
sealed class Succession(IStaff staff, TimeProvider clock) : IJob
{
    public string Code => "approvals.succession";
    public string Label => "決裁の担当が替わったことを、案件に書き留める";

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var waiting = await db.Set<Step>().AsNoTracking().Where(s => s.State == StepState.Pending || s.State == StepState.Deferred
            || s.State == StepState.Vacant).Select(s => new { s.ApprovalId, s.Post, s.Holder }).ToListAsync(ct);
        var holders = (await staff.Holders(db, [.. waiting.Select(w => w.Post).Distinct()], clock.Today(), ct)).ToLookup(h => h.Post);
        var moved = waiting.Where(w => w.Holder is null ? holders[w.Post].Any() : holders[w.Post].All(h => h.Account != w.Holder))
            .Select(w => w.ApprovalId).ToList();
        foreach (var approval in await db.Set<Approval>().AsTracking().Include(a => a.Steps).Where(a => moved.Contains(a.Id))
            .ToListAsync(ct))
            Settle(approval, [.. approval.Waiting.SelectMany(s => holders[s.Post])], clock);
    }

    /// <summary>The same for what waits since this moment.</summary>
    public static async Task Settle(Approval approval, IStaff staff, Turn turn)
    {
        if (approval.Waiting is { Count: > 0 } next)
            Settle(approval, await staff.Holders(turn, [.. next.Select(s => s.Post)]), turn.Clock);
    }

    /// <summary>Names who holds the waiting posts now; nobody, when that is only the drafter.</summary>
    public static void Settle(Approval approval, IReadOnlyList<OfficerFace> holders, TimeProvider clock)
    {
        foreach (var step in approval.Waiting)
        {
            var here = holders.Where(h => h.Post == step.Post).ToList();
            if (here.Exists(h => h.Account == step.Holder)) continue;
            approval.Vacate(clock, step);
            if (here.Find(h => h.Account != approval.Drafter) is { } holder) approval.Fill(holder, clock, step);
        }
    }
}
