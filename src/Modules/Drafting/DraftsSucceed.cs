using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>When a department ends, what it still works on goes to its successor: drafts that are not complete, and what came in and is not
/// done. What is complete keeps its department and is found by the successor.</summary>
sealed class DraftsSucceed : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct) =>
        [.. new Hanging[] { new("完結していない起案", await Drafts(db, change).CountAsync(ct)),
            new("処理が済んでいない収受", await Receipts(db, change).CountAsync(ct)) }.Where(h => h.Count > 0)];

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        // Row by row: the index of the search and the tasks follow the record.
        foreach (var draft in await Drafts(db, change).AsTracking().ToListAsync(ct))
            db.Entry(draft).Property(d => d.Department).CurrentValue = change.To;
        foreach (var received in await Receipts(db, change).AsTracking().ToListAsync(ct))
            db.Entry(received).Property(r => r.Department).CurrentValue = change.To;
    }

    static IQueryable<Draft> Drafts(CityDb db, Succeeds change) => db.Set<Draft>()
        .Where(d => d.Department == change.From && d.Stage != Stage.Completed && d.Stage != Stage.Ended);

    static IQueryable<Received> Receipts(CityDb db, Succeeds change) => db.Set<Received>()
        .Where(r => r.Department == change.From && r.DoneAt == null);
}
