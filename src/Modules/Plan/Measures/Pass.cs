using System.Text.Json;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>One way through sealed entries for several measures at once: each entry is read from the database once, and a measure that
/// throws does not stop the others.</summary>
public sealed class Pass
{
    /// <summary>Batches that are read in one go: a question of a moment, and a turn of few rows.</summary>
    public const int Slice = 50;

    static readonly IReadOnlyDictionary<string, string> NoFacts = new Dictionary<string, string>();

    readonly IReadOnlyDictionary<string, Counting[]> readers;

    public Pass(IEnumerable<IMeasure> measures)
    {
        Countings = [.. measures.Select(m => new Counting(m))];
        readers = Countings.SelectMany(c => c.Reads.Distinct(), (c, code) => (c, code)).GroupBy(x => x.code, x => x.c)
            .ToDictionary(g => g.Key, g => g.ToArray());
    }

    public IReadOnlyList<Counting> Countings { get; }

    /// <summary>Counts the batches after the one and up to the other. They are sealed, so they say the same to whoever reads them,
    /// whenever.</summary>
    public async Task Read(CityDb db, long after, long until, CancellationToken ct)
    {
        var codes = readers.Where(r => r.Value.Any(c => c.Failure is null)).Select(r => r.Key).ToArray();
        if (codes.Length == 0) return;
        var entries = db.Set<JournalEntry>().AsNoTracking().Where(e => e.Batch > after && e.Batch <= until && codes.Contains(e.Code))
            .Select(e => new Line(e.Code, e.At, e.ActorKind, e.Channel, e.Department, e.Facts));
        await foreach (var line in entries.AsAsyncEnumerable().WithCancellation(ct)) Take(line);
    }

    /// <summary>Counts many batches, slice by slice: no question holds the database's log for long.</summary>
    public async Task ReadAll(CityDb db, long after, long until, CancellationToken ct)
    {
        for (; after < until; after += Slice) await Read(db, after, Math.Min(after + Slice, until), ct);
    }

    void Take(Line line)
    {
        Happened? entry = null;
        foreach (var counting in readers[line.Code]) counting.Take(() => entry ??= line.Read());
    }

    sealed record Line(string Code, DateTimeOffset At, ActorKind Who, string Channel, string? Department, string Facts)
    {
        public Happened Read() =>
            new(Code, At, Who, Channel, Department, Facts is "{}" ? NoFacts : JsonSerializer.Deserialize<Dictionary<string, string>>(Facts)
            ?? NoFacts);
    }
}

/// <summary>A measure at work: what it has counted so far, or why it stopped.</summary>
public sealed class Counting
{
    public const int LongestFailure = 200;

    public Counting(IMeasure measure)
    {
        Measure = measure;
        try { Reads = measure.Reads; }
        catch (Exception e) { Failure = e; }
    }

    public IMeasure Measure { get; }
    public IReadOnlyCollection<string> Reads { get; } = [];
    public Sums Sums { get; } = new();

    /// <summary>What it threw; its sums are then worth nothing.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Kind of the failure, without what it says.</summary>
    public string? Kind => Failure?.GetType().Name is { } name ? name[..Math.Min(name.Length, LongestFailure)] : null;

    internal void Take(Func<Happened> entry)
    {
        if (Failure is not null) return;
        try { Sums.Count(Measure, entry()); }
        catch (Exception e) { Failure = e; }
    }
}
