using System.Collections.Concurrent;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>Counts in memory, and writes what came together in one turn a minute: what everybody causes must not be written each
/// time.</summary>
abstract class MinuteCounts<TKey>(TimeProvider clock) : IRound where TKey : notnull
{
    static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    protected TimeProvider Clock { get; } = clock;

    ConcurrentDictionary<TKey, int> counts = new();
    DateTimeOffset written;

    /// <param name="most">So many different ones between two writings; further ones are not counted.</param>
    protected void Add(TKey key, int most = int.MaxValue)
    {
        var now = counts;
        if (most < int.MaxValue && now.Count >= most && !now.ContainsKey(key)) return;
        now.AddOrUpdate(key, 1, (_, before) => before + 1);
    }

    public async Task Round(CancellationToken ct)
    {
        if (Clock.GetUtcNow() - written < Often) return;
        written = Clock.GetUtcNow();
        await Write(ct);
    }

    internal Task Write(CancellationToken ct = default)
    {
        var taken = Interlocked.Exchange(ref counts, new());
        return taken.IsEmpty ? Task.CompletedTask : Write(taken, ct);
    }

    protected abstract Task Write(IReadOnlyDictionary<TKey, int> taken, CancellationToken ct);
}
