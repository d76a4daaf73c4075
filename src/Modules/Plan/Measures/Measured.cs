using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>Reads what the roll-up has counted.</summary>
public sealed class Measured(IEnumerable<IMeasure> measures, TimeProvider clock)
{
    readonly IReadOnlyList<IMeasure> all = [.. measures.OrderBy(m => m.Code, StringComparer.Ordinal)];

    /// <summary>Every measure that modules have brought, by its code.</summary>
    public Task<IReadOnlyList<Measurement>> All(CityDb db, CancellationToken ct) => Of(db, all, ct);

    /// <summary>One of them; null when no module brings it.</summary>
    public async Task<Measurement?> Find(CityDb db, string code, CancellationToken ct) =>
        (await Of(db, [.. all.Where(m => m.Code == code)], ct)) is [var found, ..] ? found : null;

    async Task<IReadOnlyList<Measurement>> Of(CityDb db, IReadOnlyList<IMeasure> asked, CancellationToken ct)
    {
        var codes = asked.Select(m => m.Code).ToArray();
        // The cursor before the tallies: what comes in between makes them newer than is said, never older.
        var readings = await db.Set<Reading>().AsNoTracking().Where(r => codes.Contains(r.Measure)).ToDictionaryAsync(r => r.Measure, ct);
        var around = readings.Values.SelectMany(r => new[] { r.LastBatch, r.LastBatch + 1 }).Distinct().ToArray();
        var batches = await db.Set<JournalBatch>().Where(b => around.Contains(b.Number)).Select(b => new { b.Number, b.SealedAt })
            .ToDictionaryAsync(b => b.Number, b => b.SealedAt, ct);
        var tallies = (await db.Set<Tally>().AsNoTracking().Where(t => codes.Contains(t.Measure)).ToListAsync(ct)).ToLookup(t => t.Measure);
        var now = clock.GetUtcNow();
        DateTimeOffset? Sealed(long? number) => number is { } n && batches.TryGetValue(n, out var at) ? at : null;
        return [.. from measure in asked
                   let reading = readings.GetValueOrDefault(measure.Code)
                   select Measurement.Of(measure, reading, Sealed(reading?.LastBatch), Sealed(reading?.LastBatch + 1),
                       tallies[measure.Code], now)];
    }
}
