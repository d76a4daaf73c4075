using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>What was written on a record that is destroyed goes with it: opinions, conditions, reasons, concerns. Who did what when, by
/// which power, and the hash of what they saw stay.</summary>
sealed class Erasure : IHear<RecordDestroyed>
{
    public async Task Hear(RecordDestroyed said, CityDb db, CancellationToken ct)
    {
        if (!said.IsLast) return;
        var about = db.Set<Approval>().Where(a => a.SubjectKind == said.SubjectKind && a.SubjectId == said.SubjectId
            && a.State != ApprovalState.InReview).Select(a => a.Id);
        await db.Set<Act>().Where(a => about.Contains(a.ApprovalId) && a.Reason != null)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Reason, (string?)null), ct);
        await db.Set<Step>().Where(s => about.Contains(s.ApprovalId) && s.Reason != null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Reason, (string?)null), ct);
        await db.Set<LaterView>().Where(v => about.Contains(v.ApprovalId) && v.Concern != null)
            .ExecuteUpdateAsync(v => v.SetProperty(x => x.Concern, (string?)null), ct);
    }
}
