using System.Collections.Concurrent;
using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Keyaki.Kits;

/// <summary>
/// Carries runs out, slice by slice: read and reckoned outside of any turn, written in one short turn together with the mark that the
/// slice is done. So a killed program goes on at its slice, and two of them do nothing twice.
/// </summary>
public sealed class RunWorker(IServiceProvider services, Turns turns, IDatabase database, TimeProvider clock, ILogger<RunWorker> log)
    : BackgroundService
{
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim wake = new(0);
    readonly ConcurrentDictionary<Guid, TaskCompletionSource> awaited = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                try { if (!await Step(stoppingToken)) await wake.WaitAsync(Rest, stoppingToken); }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "A run failed");
                    await Task.Delay(Rest, stoppingToken);
                }
        }
        catch (OperationCanceledException) { /* the hall closes */ }
    }

    /// <summary>The run that was served last: a small one does not wait until a large one before it is over.</summary>
    Guid served;

    /// <summary>Deals with the next slice; false when there is nothing to do.</summary>
    public async Task<bool> Step(CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var works = scope.ServiceProvider.GetServices<IRunWork>().ToDictionary(w => w.Kind);
        if (works.Count == 0) return false;
        await using var db = database.OpenReader();
        var kinds = works.Keys.ToList();
        var open = await db.Set<Run>().AsNoTracking().Where(r => r.EndedAt == null && kinds.Contains(r.Kind)).OrderBy(r => r.At)
            .ThenBy(r => r.Id).ToListAsync(stop);
        if (open.Find(r => r.Count is null && r.StoppedAt is null) is { } fresh)
        {
            var keys = await works[fresh.Kind].Keys(db, fresh.Ordered(), stop);
            await Lay(fresh, works[fresh.Kind], keys);
            if (keys.Count is 0 or > RunSlice.Size) Tell(fresh.Id);
            return true;
        }
        var go = open.FindAll(r => r.Goes);
        foreach (var run in go.SkipWhile(r => r.Id != served).Skip(1).Concat(go))
        {
            served = run.Id;
            if (await Deal(db, works[run.Kind], run, stop)) return true;
        }
        return false;
    }

    /// <summary>The run as it stands. One that is short is waited for a moment, so that who ordered it finds it done.</summary>
    public async Task<Run> Soon(Look look, Guid id)
    {
        var run = await look.Find<Run>(r => r.Id == id);
        if (!IsShort(run)) return run;
        var done = awaited.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        wake.Release();
        if (IsShort(await look.Find<Run>(r => r.Id == id))) await Task.WhenAny(done.Task, Task.Delay(Patience, look.Stop));
        awaited.TryRemove(new(id, done));
        return await look.Find<Run>(r => r.Id == id);
    }

    static bool IsShort(Run run) => run is { Goes: true, Count: null or <= RunSlice.Size };

    void Tell(Guid run)
    {
        if (awaited.TryRemove(run, out var done)) done.TrySetResult();
    }

    /// <summary>The next slice of this run; false when it has none.</summary>
    async Task<bool> Deal(CityDb db, IRunWork work, Run run, CancellationToken stop)
    {
        if (await db.Set<RunSlice>().AsNoTracking().Where(s => s.RunId == run.Id && s.DoneAt == null).OrderBy(s => s.Number)
            .FirstOrDefaultAsync(stop) is not { } slice) return false;
        if (!await Mark(run, slice.Number, await Made(db, work, run, slice.Items, stop))) await Singly(db, work, run, slice, stop);
        Tell(run.Id);
        return true;
    }

    /// <summary>Until there is nothing to do.</summary>
    public async Task RunAll(CancellationToken stop)
    {
        while (await Step(stop)) { }
    }

    Task Lay(Run run, IRunWork work, IReadOnlyList<string> keys) => turns.Run(async (_, db, ct) =>
    {
        var row = await db.Set<Run>().AsTracking().FirstAsync(r => r.Id == run.Id, ct);
        if (row.Count is not null) return true;
        foreach (var (number, some) in keys.Chunk(RunSlice.Size).Index())
            db.Append(new RunSlice { RunId = run.Id, Number = number, Keys = JsonSerializer.Serialize(some) });
        row.Lay(keys.Count, work.Alone, clock.GetUtcNow());
        return true;
    });

    /// <summary>The work on some items; null when it broke.</summary>
    async Task<RunStep?> Made(CityDb db, IRunWork work, Run run, IReadOnlyList<string> keys, CancellationToken stop)
    {
        try { return await work.Do(db, run.Ordered(), keys, stop); }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "Items of the run {Kind} broke", run.Kind);
            return null;
        }
    }

    /// <summary>Writes what was made and that it was, if nobody has yet; false when it broke.</summary>
    async Task<bool> Mark(Run run, int number, RunStep? step, bool broken = false)
    {
        if (step is null) return false;
        try
        {
            return await turns.Run(async (turn, db, ct) =>
            {
                var row = await db.Set<Run>().AsTracking().FirstAsync(r => r.Id == run.Id, ct);
                var slice = await db.Set<RunSlice>().AsTracking().FirstAsync(s => s.RunId == run.Id && s.Number == number, ct);
                if (slice.DoneAt is not null || !row.Goes) return true;
                var results = row.Trial || step.Write is not { } write ? step.Results : await write(turn, db, ct) ?? step.Results;
                foreach (var item in results.Where(r => r.Outcome is not ItemOutcome.Done))
                    db.Append(new RunItem
                    {
                        Id = clock.NewId(), RunId = run.Id, Key = item.Key, Outcome = item.Outcome,
                        Reason = item.Reason is { Length: > RunItem.LongestReason } r ? r[..RunItem.LongestReason] : item.Reason ?? ""
                    });
                slice.DoneAt = clock.GetUtcNow();
                row.Take([.. results],
                    !await db.Set<RunSlice>().AnyAsync(s => s.RunId == run.Id && s.Number != number && s.DoneAt == null, ct),
                        slice.DoneAt.Value);
                return true;
            });
        }
        catch (Exception e) when (e is not OperationCanceledException && !broken)
        {
            log.LogWarning(e, "A slice of the run {Kind} could not be written", run.Kind);
            return false;
        }
    }

    /// <summary>Something in the slice breaks it: each item by itself, in one turn for all that go.</summary>
    async Task Singly(CityDb db, IRunWork work, Run run, RunSlice slice, CancellationToken stop)
    {
        var (results, good) = (new List<ItemResult>(), new List<RunStep>());
        foreach (var key in slice.Items)
            try
            {
                var step = await work.Do(db, run.Ordered(), [key], stop);
                // Tried in a turn that is not kept: what cannot be written is this item's own fault.
                if (step.Write is { } write && !run.Trial) await Try(write);
                good.Add(step);
            }
            catch (Rule rule) { results.Add(new(key, ItemOutcome.Refused, rule.Sentence)); }
            catch (Exception e) when (e is not OperationCanceledException) { results.Add(new(key, ItemOutcome.Failed, e.GetType().Name)); }
        await Mark(run, slice.Number, new([.. results, .. good.SelectMany(s => s.Results)], async (turn, turnDb, ct) =>
        {
            var written = new List<ItemResult>(results);
            foreach (var step in good)
                written.AddRange(step.Write is { } write ? await write(turn, turnDb, ct) ?? step.Results : step.Results);
            return written;
        }), broken: true);
    }

    sealed class NotKept() : Exception("only tried");

    async Task Try(RunWrite write)
    {
        try
        {
            await turns.Run<bool>(async (turn, db, ct) =>
            {
                await write(turn, db, ct);
                await db.SaveChangesAsync(ct);
                throw new NotKept();
            });
        }
        catch (NotKept) { /* it can be written */ }
    }
}
