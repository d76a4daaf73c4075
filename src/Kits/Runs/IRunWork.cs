using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>What became of one item; the reason holds no name.</summary>
public sealed record ItemResult(string Key, ItemOutcome Outcome, string? Reason = null);

/// <summary>What a run was ordered for.</summary>
public sealed record RunOrder(Guid Run, string Key, string Arguments, Guid? By, bool Trial);

/// <summary>What was made of some items: the results, and what writes them, once, in the turn that marks them as dealt with. Where that is
/// decided only as things stand in that turn, it gives the results back.</summary>
public sealed record RunStep(IReadOnlyList<ItemResult> Results, RunWrite? Write = null);

/// <summary>Writes what was made of some items; null when they are as they were reckoned.</summary>
public delegate Task<IReadOnlyList<ItemResult>?> RunWrite(IServiceProvider services, CityDb db, CancellationToken ct);

/// <summary>What a run is about, for officers, and where that is looked at.</summary>
public sealed record RunSubject(string Words, string? Url = null);

/// <summary>Work over many items: letters, payments, mailings. A room brings one for each kind (scoped).</summary>
public interface IRunWork
{
    /// <summary>Such as levies.notices; it never changes.</summary>
    string Kind { get; }

    /// <summary>What it does, for officers.</summary>
    string Label { get; }

    /// <summary>Who sees it, stops it and lets it go on.</summary>
    Permission Who { get; }

    /// <summary>Up to so many items one officer starts it alone.</summary>
    int Alone { get; }

    RunSubject About(RunOrder order) => new(order.Key);

    /// <summary>Whom it is about: keys only, in a fixed order, each once.</summary>
    Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct);

    /// <summary>Reads and reckons, outside of any turn. What cannot be done for one item is a result; what is thrown is asked again item
    /// by item.</summary>
    Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct);
}

/// <summary>Orders runs.</summary>
public static class Runs
{
    /// <summary>Orders a run in the caller's turn, by an officer or (null) by the program itself; the same one ordered again is
    /// the run that there is.</summary>
    public static async Task<Guid> Order(CityDb db, IRunWork work, string key, string arguments, Guid? by, bool trial, TimeProvider clock,
        CancellationToken ct)
    {
        if (!trial && await db.Set<Run>().Where(r => r.Kind == work.Kind && r.Key == key && !r.Trial).Select(r => (Guid?)r.Id)
            .FirstOrDefaultAsync(ct) is { } there) return there;
        var run = new Run
        {
            Id = clock.NewId(), By = by, At = clock.GetUtcNow(), Kind = work.Kind, Key = key, Arguments = arguments, Trial = trial
        };
        db.Add(run);
        return run.Id;
    }
}
