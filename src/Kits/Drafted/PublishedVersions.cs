using System.Collections.Concurrent;
using System.Diagnostics;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>A version that was published on a page.</summary>
public sealed record PublishedVersion(Guid Id, string Code, DateOnly ValidFrom, string Hash, string Json);

/// <summary>
/// The versions that were published on pages. Their number is looked at once a second, in every process, and each time for a while after
/// one was published here; they themselves are read once. Nothing is ever taken away from them.
/// </summary>
public sealed class PublishedVersions(IDatabase database)
{
    static readonly TimeSpan Often = TimeSpan.FromSeconds(1), While = TimeSpan.FromSeconds(5);

    sealed record Shelf(IReadOnlyList<PublishedVersion> All, long LookedAt);

    readonly ConcurrentDictionary<string, Shelf> shelves = new();
    long published = long.MinValue;

    /// <summary>The turn that publishes says so: whoever asks next sees it as soon as it is committed.</summary>
    public void Look() => Interlocked.Exchange(ref published, Stopwatch.GetTimestamp());

    /// <summary>All of a kind; the same list while there is no new one.</summary>
    public IReadOnlyList<PublishedVersion> Of(string kind)
    {
        var (now, shelf) = (Stopwatch.GetTimestamp(), shelves.GetValueOrDefault(kind));
        if (shelf is not null && Stopwatch.GetElapsedTime(shelf.LookedAt, now) < Often && !Lately(now)) return shelf.All;
        using var db = database.OpenReader();
        var versions = db.Set<DraftedVersion>().AsNoTracking().Where(v => v.Kind == kind && v.Agreed == true);
        var all = shelf?.All ?? [];
        if (versions.Count() != all.Count)
        {
            var known = all.Select(v => v.Id).ToList();
            all = [.. all, .. versions.Where(v => !known.Contains(v.Id)).OrderBy(v => v.Id)
                .Select(v => new PublishedVersion(v.Id, v.Code, v.ValidFrom, v.Hash, v.Json))];
        }
        shelves[kind] = new(all, now);
        return all;
    }

    bool Lately(long now) => Interlocked.Read(ref published) is var at and > long.MinValue && Stopwatch.GetElapsedTime(at, now) < While;
}
