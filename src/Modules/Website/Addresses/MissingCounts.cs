using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Counts what is asked for in vain. Memory and table are bounded: who asks for a million addresses that never were fills
/// nothing.</summary>
sealed class MissingCounts(IDatabase database, Turns turns, TimeProvider clock) : MinuteCounts<string>(clock)
{
    /// <summary>So many different addresses between two writings, so many new rows in one, and so many rows at all; where it is full, so
    /// many make room that were asked for least.</summary>
    internal const int MostAtOnce = 2_000, MostNew = 200, MostRows = 5_000, Leave = 500;

    public void Note(string path, string? query)
    {
        if (Missing.Counted(path, query) is { } key) Add(key, MostAtOnce);
    }

    protected override async Task Write(IReadOnlyDictionary<string, int> taken, CancellationToken ct)
    {
        var keys = taken.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key).ToList();
        var today = Clock.Today();
        bool full;
        await using (var db = database.OpenReader()) full = await db.Set<Missing>().CountAsync(ct) > MostRows - MostNew;
        await turns.Run(async (_, db, stop) =>
        {
            var there = await db.Set<Missing>().AsTracking().Where(m => keys.Contains(m.Address)).ToDictionaryAsync(m => m.Address, stop);
            foreach (var (key, row) in there) row.Add(taken[key], today);
            foreach (var key in keys.Where(k => !there.ContainsKey(k)).Take(MostNew))
            {
                var row = new Missing { Address = key, First = today };
                row.Add(taken[key], today);
                db.Add(row);
            }
            if (full)
                db.RemoveRange(await db.Set<Missing>().AsTracking().Where(m => !keys.Contains(m.Address)).OrderBy(m => m.Count)
                    .ThenBy(m => m.Last)
                    .Take(Leave).ToListAsync(stop));
            return true;
        });
    }
}
