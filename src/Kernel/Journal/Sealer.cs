using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>
/// Takes committed, unsealed entries in batches (by flag, never by id: PostgreSQL commits out of order), chains and signs them,
/// and lets the anchor file, which lies outside the database, follow.
/// </summary>
public sealed class Sealer(IDatabase database, MasterKey master, TimeProvider clock, Anchor anchor)
{
    const int BatchSize = 1000;
    readonly SemaphoreSlim one = new(1);

    /// <summary>Seals everything that is committed now; returns how many entries. What a crash or another node left out of this anchor
    /// comes into it first.</summary>
    public async Task<int> Run(CancellationToken ct = default)
    {
        await one.WaitAsync(ct);
        try
        {
            var total = 0;
            while (true)
            {
                await Follow(ct);
                // Read and hashed beside the writer; the turn only puts the flag, and only on what is still unsealed.
                List<JournalEntry> entries;
                await using (var reader = database.OpenReader())
                    entries = await reader.Set<JournalEntry>().Where(e => e.Batch == null).OrderBy(e => e.Id).Take(BatchSize)
                        .ToListAsync(ct);
                if (entries.Count == 0) return total;
                var root = JournalBatch.RootOf(entries);
                var ids = entries.ConvertAll(e => e.Id);
                // Another node of the same city was quicker: it seals these, and the rest is taken next time.
                try { await database.Turn((db, stop) => Seal(db, ids, root, stop)); }
                catch (Exception e) when (e is ChangedMeanwhile or PleaseWait) { return total; }
                total += ids.Count;
                Instruments.Sealed.Add(ids.Count);
            }
        }
        finally { one.Release(); }
    }

    async Task Follow(CancellationToken ct)
    {
        await using var db = database.OpenReader();
        await anchor.Follow(db, ct);
    }

    async Task<bool> Seal(CityDb db, List<Guid> ids, string root, CancellationToken ct)
    {
        var last = await db.Set<JournalBatch>().OrderByDescending(b => b.Number).FirstOrDefaultAsync(ct);
        var number = (last?.Number ?? 0) + 1;
        var head = JournalBatch.HeadOf(last?.Head ?? "", number, ids.Count, root);
        var put = await db.Set<JournalEntry>().Where(e => e.Batch == null && ids.Contains(e.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.Batch, number), ct);
        if (put != ids.Count) throw new ChangedMeanwhile("journal");
        var key = await JournalKey.Current(db, master, clock, ct);
        db.Add(new JournalBatch
        {
            Number = number, Count = ids.Count, Root = root, Head = head, SealedAt = clock.GetUtcNow(), Key = key.Id,
            Signature = key.Sign(Encoding.UTF8.GetBytes(head), master),
        });
        return true;
    }
}
