using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>Two versions held against each other, with the reasons that were given on the way; against nothing when the city has no
/// other version.</summary>
public sealed record Compared(PlanVersion Version, PlanVersion? Against, IReadOnlyList<PlanVersion> Versions,
    IReadOnlyList<Difference> Differences, IReadOnlyList<PlanChange> Changes)
{
    /// <summary>The reasons of what differs, oldest first. What lies between two versions was changed in the later one and in those
    /// between.</summary>
    public IEnumerable<PlanChange> Why(Difference d) => Changes.Where(c => c.Kind == d.Kind && c.Code == d.Code);

    public int Count(Change how) => Differences.Count(d => d.How == how);

    /// <summary>Against the version that it was opened from when none is named. Only adopted versions, unless open ones may be
    /// seen.</summary>
    /// <exception cref="NotHere">no such version, or not for everybody.</exception>
    public static async Task<Compared> Load(CityDb db, Library library, int number, int? against, bool open, CancellationToken ct)
    {
        var versions = await db.Set<PlanVersion>().AsNoTracking().Where(v => v.AdoptedAt != null || open).OrderByDescending(v => v.Number)
            .ToListAsync(ct);
        var version = versions.FirstOrDefault(v => v.Number == number) ?? throw new NotHere();
        var other = against is { } wanted ? versions.FirstOrDefault(v => v.Number == wanted) ?? throw new NotHere()
            : versions.FirstOrDefault(v => v.Id == version.Base);
        if (other is null || other.Number == number) return new(version, null, versions, [], []);
        var (low, high) = (Math.Min(number, other.Number), Math.Max(number, other.Number));
        var between = versions.Where(v => v.Number > low && (v.AdoptedAt is not null && v.Number < high || v.Number == high))
            .Select(v => v.Id).ToList();
        var changes = await db.Set<PlanChange>().AsNoTracking().Where(c => between.Contains(c.VersionId)).OrderBy(c => c.At)
            .ThenBy(c => c.Id).ToListAsync(ct);
        return new(version, other, versions, Plan.Differences.Between(await library.Of(db, other, ct), await library.Of(db, version, ct)),
            changes);
    }
}
