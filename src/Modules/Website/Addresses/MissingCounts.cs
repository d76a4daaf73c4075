using System.Collections.Concurrent;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Counts in memory what is asked for in vain, and writes it down in one turn a minute. Both are bounded: who asks for a million
/// addresses that never were fills nothing.</summary>
sealed class MissingCounts(IDatabase database, Turns turns, TimeProvider clock) : IRound
{
    static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    /// <summary>So many different addresses between two writings, so many new rows in one, and so many rows at all; where it is full, so
    /// many make room that were asked for least.</summary>
    internal const int MostAtOnce = 2_000, MostNew = 200, MostRows = 5_000, Leave = 500;

    ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    DateTimeOffset written;

    public void Note(string path, string? query)
    {
        var now = counts;
        if (Missing.Counted(path, query) is not { } key || now.Count >= MostAtOnce && !now.ContainsKey(key)) return;
        now.AddOrUpdate(key, 1, (_, before) => before + 1);
    }

    public async Task Round(CancellationToken ct)
    {
        if (clock.GetUtcNow() - written < Often) return;
        written = clock.GetUtcNow();
        await Write(ct);
    }

    internal async Task Write(CancellationToken ct)
    {
        var taken = Interlocked.Exchange(ref counts, new(StringComparer.Ordinal)).OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .ToDictionary();
        if (taken.Count == 0) return;
        var (today, keys) = (clock.Today(), taken.Keys.ToList());
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
