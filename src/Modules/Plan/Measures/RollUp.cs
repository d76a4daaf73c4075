using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Keyaki.Plan;

/// <summary>
/// Adds what was sealed since the last time to the tallies of every measure. Entries are read and counted beside the writer; the turn
/// only adds the sums and moves the cursor, and only from where this reading began, so that two nodes never count an entry twice. A
/// measure that a module brings later begins at the first batch.
/// </summary>
public sealed class RollUp(IDatabase database, IEnumerable<IMeasure> measures, TimeProvider clock, ILogger<RollUp> log) : IRound
{
    /// <summary>How long a measure that failed is left alone before it is tried again.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    // The sealer waits for the end of a round.
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    readonly IReadOnlyList<IMeasure> all = [.. measures.OrderBy(m => m.Code, StringComparer.Ordinal)];

    public async Task Round(CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        while (await Step(ct) && clock.GetElapsedTime(begun) < Longest) { }
    }

    /// <summary>Moves each measure on by one slice at most; true when there is more to read.</summary>
    public async Task<bool> Step(CancellationToken ct = default)
    {
        await using var db = database.OpenReader();
        var newest = await db.Set<JournalBatch>().MaxAsync(b => (long?)b.Number, ct) ?? 0;
        var readings = await db.Set<Reading>().AsNoTracking().ToDictionaryAsync(r => r.Measure, ct);
        var tired = clock.GetUtcNow() - Rest;
        var more = false;
        // Those that stand at the same place go on together; after a failure one walks alone until it has caught up.
        foreach (var together in all.Where(m => !(readings.GetValueOrDefault(m.Code)?.FailedAt > tired))
            .GroupBy(m => readings.GetValueOrDefault(m.Code)?.LastBatch ?? 0))
        {
            if (together.Key >= newest) continue;
            var until = Math.Min(together.Key + Pass.Slice, newest);
            var pass = new Pass(together);
            await pass.Read(db, together.Key, until, ct);
            foreach (var failed in pass.Countings.Where(c => c.Failure is not null))
                log.LogError(failed.Failure, "The measure {Measure} failed between the batches {After} and {Until}", failed.Measure.Code,
                together.Key, until);
            await database.Turn((turn, stop) => Keep(turn, pass, together.Key, until, stop));
            more |= until < newest && pass.Countings.Any(c => c.Failure is null);
        }
        return more;
    }

    async Task<bool> Keep(CityDb db, Pass pass, long after, long until, CancellationToken ct)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        foreach (var counting in pass.Countings)
        {
            var (code, kind) = (counting.Measure.Code, counting.Kind);
            if (after == 0) await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO plan_readings ("Measure", "LastBatch") VALUES ({code}, 0) ON CONFLICT DO NOTHING""", ct);
            var here = db.Set<Reading>().Where(r => r.Measure == code && r.LastBatch == after);
            if (kind is not null) await here.ExecuteUpdateAsync(s => s.SetProperty(r => r.FailedAt, now).SetProperty(r => r.Failure, kind),
                ct);
            // Nothing moved: another node has counted these batches, and what was counted here is forgotten.
            else if (await here.ExecuteUpdateAsync(s => s.SetProperty(r => r.LastBatch, until).SetProperty(r => r.ReadAt, now)
                .SetProperty(r => r.FailedAt, (DateTimeOffset?)null).SetProperty(r => r.Failure, (string?)null), ct) == 1)
                foreach (var ((month, part), amount) in counting.Sums.Values)
                    await db.Database.ExecuteSqlAsync($"""
                        INSERT INTO plan_tallies ("Measure", "Month", "Part", "Value") VALUES ({code}, {month.Number}, {part}, {amount})
                        ON CONFLICT ("Measure", "Month", "Part") DO UPDATE SET "Value" = plan_tallies."Value" + excluded."Value"
                        """, ct);
        }
        return true;
    }
}
