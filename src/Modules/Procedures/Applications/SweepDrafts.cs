using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Removes drafts a week after their last day, so that a late visitor still reads what happened; their files are then
/// collected.</summary>
sealed class SweepDrafts(Outbox outbox) : IJob
{
    public string Code => "procedures.old-drafts";
    public string Label => "期限の過ぎた下書きを消す";

    static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var limit = due.Now - Grace;
        var over = await db.Set<DraftApplication>().AsTracking()
            .Where(d => d.ExpiresAt < limit && (d.SentAs != null || !db.Set<Application>().Any(a => a.Id == d.Id)))
            .OrderBy(d => d.ExpiresAt).Take(500).ToListAsync(ct);
        // what was sent has its files elsewhere, or under the same id
        var ids = over.FindAll(d => d.SentAs is null).ConvertAll(d => (Guid?)d.Id);
        foreach (var file in await db.Set<StoredFile>().AsTracking().Where(f => ids.Contains(f.UsedBy)).ToListAsync(ct)) file.UsedBy = null;
        foreach (var draft in over.Where(d => d.SentAs is null)) Numbers.Forget(db, outbox, AnswersJson.Read(draft.Answers));
        db.RemoveRange(over);
    }
}
