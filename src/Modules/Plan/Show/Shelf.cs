using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>The plan in force as every page of it is given: the content, and the figures of its targets.</summary>
public sealed record Shelf(PlanVersion Version, PlanContent Plan, DateOnly Today, IReadOnlyList<Series> Series)
{
    public Series Of(Target target) => Series.First(s => s.Target.Code == target.Code);
    public IEnumerable<Series> Of(Goal goal) => Series.Where(s => s.Target.Goal == goal.Code);
    public IEnumerable<Series> Of(Initiative initiative) => Series.Where(s => s.Target.Initiative == initiative.Code || s.Target.Points.Any(p => p.Initiative == initiative.Code));
}

/// <summary>Takes the plan off the shelf.</summary>
public sealed class Shelves(Library library, Measured measured, TimeProvider clock)
{
    /// <exception cref="NotHere">this city has no plan.</exception>
    public async Task<Shelf> Open(CityDb db, CancellationToken ct) => await library.Current(db, ct) is ({ } version, { } plan) ? await Open(db, version, plan, ct) : throw new NotHere();

    /// <summary>Another version, with the figures of today.</summary>
    public async Task<Shelf> Open(CityDb db, PlanVersion version, CancellationToken ct) => await Open(db, version, await library.Of(db, version, ct), ct);

    async Task<Shelf> Open(CityDb db, PlanVersion version, PlanContent plan, CancellationToken ct)
    {
        var entries = (await db.Set<Entry>().AsNoTracking().Where(e => e.Agreed == true).ToListAsync(ct)).ToLookup(e => e.Target);
        var counted = (await measured.All(db, ct)).ToDictionary(m => m.Measure.Code);
        return new(version, plan, clock.Today(), [.. plan.Targets.Select(t => Plan.Series.Of(t, entries[t.Code], t.Measure is { } m ? counted.GetValueOrDefault(m) : null))]);
    }
}
