using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>The plan in force as every page of it is given: the content, and the figures of its targets.</summary>
public sealed record Shelf(PlanVersion Version, PlanContent Plan, DateOnly Today, IReadOnlyList<Series> Series)
{
    /// <summary>The newest report of each initiative that has one, by its code.</summary>
    public IReadOnlyDictionary<string, Report> Reports { get; init; } = new Dictionary<string, Report>();

    public Progress Progress(Initiative initiative) => Keyaki.Plan.Progress.Of(initiative, Plan.Book, Reports.GetValueOrDefault(initiative.Code), Today);
    public Series Of(Target target) => Series.First(s => s.Target.Code == target.Code);
    public IEnumerable<Series> Of(Goal goal) => Series.Where(s => s.Target.Goal == goal.Code);
    public IEnumerable<Series> Of(Initiative initiative) => Series.Where(s => s.Target.Initiative == initiative.Code || s.Target.Points.Any(p => p.Initiative == initiative.Code));
}

/// <summary>Takes the plan off the shelf.</summary>
public sealed class Shelves(Library library, Measured measured, TimeProvider clock)
{
    /// <exception cref="NotHere">this city has no plan.</exception>
    public async Task<Shelf> Open(CityDb db, CancellationToken ct)
    {
        var (version, plan) = await library.Current(db, ct) ?? throw new NotHere();
        var entries = (await db.Set<Entry>().AsNoTracking().Where(e => e.Agreed == true).ToListAsync(ct)).ToLookup(e => e.Target);
        var counted = (await measured.All(db, ct)).ToDictionary(m => m.Measure.Code);
        return new(version, plan, clock.Today(), [.. plan.Targets.Select(t => Plan.Series.Of(t, entries[t.Code], t.Measure is { } m ? counted.GetValueOrDefault(m) : null))]) { Reports = await Report.Newest(db).ToDictionaryAsync(r => r.Initiative, ct) };
    }
}
