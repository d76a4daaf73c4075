using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>The plan as every page of it is given: the content, and the figures of its targets. The one in force, or an older version
/// as it was.</summary>
public sealed record Shelf(PlanVersion Version, PlanContent Plan, DateOnly Today, IReadOnlyList<Series> Series)
{
    /// <summary>The version's number when it is not the one in force.</summary>
    public int? Old { get; init; }

    /// <summary>The number of the version in force.</summary>
    public int Latest { get; init; }

    /// <summary>The number of the version that it was opened from; null for the first. Not always the one before: some are given
    /// up.</summary>
    public int? Base { get; init; }

    /// <summary>A page of the plan, of the same version.</summary>
    public string At(string url) => Old is { } number ? $"{url}?version={number}" : url;

    /// <summary>The newest public report of each initiative that has one, by its code.</summary>
    public IReadOnlyDictionary<string, Report> Reports { get; init; } = new Dictionary<string, Report>();

    public Progress Progress(Initiative initiative) =>
        Keyaki.Plan.Progress.Of(initiative, Plan.Book, Reports.GetValueOrDefault(initiative.Code), Today);
    public Series Of(Target target) => Series.First(s => s.Target.Code == target.Code);
    public IEnumerable<Series> Of(Goal goal) => Series.Where(s => s.Target.Goal == goal.Code);
    public IEnumerable<Series> Of(Initiative initiative) =>
        Series.Where(s => s.Target.Initiative == initiative.Code || s.Target.Points.Any(p => p.Initiative == initiative.Code));
}

/// <summary>Takes the plan off the shelf.</summary>
public sealed class Shelves(Library library, Measured measured, TimeProvider clock)
{
    /// <summary>The plan in force, or that adopted version.</summary>
    /// <exception cref="NotHere">this city has no plan, or no such version.</exception>
    public async Task<Shelf> Open(CityDb db, CancellationToken ct, int? number = null)
    {
        var (current, content) = await library.Current(db, ct) ?? throw new NotHere();
        if (number is null || number == current.Number) return await Lay(db, current, content, current.Number, ct);
        var (version, plan) = await library.Adopted(db, number.Value, ct) ?? throw new NotHere();
        return await Lay(db, version, plan, current.Number, ct);
    }

    /// <summary>Another version, with the figures of today.</summary>
    public async Task<Shelf> Open(CityDb db, PlanVersion version, CancellationToken ct) =>
        await Lay(db, version, await library.Of(db, version, ct), 0, ct);

    /// <summary>Where a page of the plan is still read whose subject a later version gave up: in the newest adopted version that has
    /// it, which says that it is an old one.</summary>
    /// <exception cref="NotHere">no version ever had it, or a certain version was asked for.</exception>
    public async Task<string> Earlier(CityDb db, string url, int? asked, Func<PlanContent, bool> holds, CancellationToken ct)
    {
        if (asked is null)
            foreach (var version in await db.Set<PlanVersion>().AsNoTracking().Where(v => v.AdoptedAt != null)
                .OrderByDescending(v => v.Number).ToListAsync(ct))
                if (holds(await library.Of(db, version, ct))) return $"{url}?version={version.Number}";
        throw new NotHere();
    }

    async Task<Shelf> Lay(CityDb db, PlanVersion version, PlanContent plan, int latest, CancellationToken ct)
    {
        var old = version.Number != latest;
        var entries = (await db.Set<Entry>().AsNoTracking().Where(e => e.Agreed == true).ToListAsync(ct)).ToLookup(e => e.Target);
        var counted = (await measured.All(db, ct)).ToDictionary(m => m.Measure.Code);
        return new(version, plan, clock.Today(),
            [.. plan.Targets.Select(t => Plan.Series.Of(t, entries[t.Code], t.Measure is { } m ? counted.GetValueOrDefault(m) : null))])
        {
            Old = old ? version.Number : null,
            Latest = latest,
            Base = version.Base is { } from ? await db.Set<PlanVersion>().Where(v => v.Id == from).Select(v => (int?)v.Number)
                .FirstOrDefaultAsync(ct) : null,
            Reports = old ? new Dictionary<string, Report>() : await Report.Public(db).ToDictionaryAsync(r => r.Initiative, ct),
        };
    }
}
