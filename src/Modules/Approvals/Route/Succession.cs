using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>A step whose holder left the post becomes vacant, and a vacant one goes to whoever holds the post now.</summary>
sealed class Succession(IStaff staff, TimeProvider clock) : ISweep
{
    public async Task Sweep(CityDb db, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Set<Step>().AsNoTracking().Where(s => s.State == StepState.Pending || s.State == StepState.Deferred || s.State == StepState.Vacant).Select(s => new { s.ApprovalId, s.Post, s.Holder }).ToListAsync(ct);
        var holders = (await staff.Holders(db, [.. waiting.Select(w => w.Post).Distinct()], ct)).ToLookup(h => h.Post);
        var moved = waiting.Where(w => w.Holder is null ? holders[w.Post].Any() : holders[w.Post].All(h => h.Account != w.Holder)).Select(w => w.ApprovalId).ToList();
        foreach (var approval in await db.Set<Approval>().AsTracking().Include(a => a.Steps).Where(a => moved.Contains(a.Id)).ToListAsync(ct))
        {
            approval.Vacate(clock);
            if (approval.Current is { } step && holders[step.Post].FirstOrDefault(h => h.Account != approval.Drafter) is { } holder) approval.Fill(holder, clock);
        }
    }
}
