using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Keyaki.Kits;

/// <summary>Runs the jobs that are due, each in a turn with the mark that it ran: a killed one runs again, a second node finds it
/// done.</summary>
public sealed class Clockwork(IServiceProvider services, Turns turns, IDatabase database, CityProfile city, TimeProvider clock,
    ILogger<Clockwork> log)
{
    static readonly TimeSpan Often = TimeSpan.FromMinutes(1);
    DateTimeOffset looked;

    /// <summary>Looks at most once a minute.</summary>
    public async Task Run(CancellationToken stop)
    {
        if (clock.GetUtcNow() - looked < Often) return;
        looked = clock.GetUtcNow();
        await RunDue(stop);
    }

    /// <summary>Everything that is due now.</summary>
    public async Task RunDue(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<(string Code, Type Kind, When When, bool Each)> jobs;
        await using (var scope = services.CreateAsyncScope())
            jobs = [.. scope.ServiceProvider.GetServices<IJob>().Select(j => (j.Code, j.GetType(), j.When, j.EachMissed))];
        Dictionary<string, DateTimeOffset> last;
        List<JobRun> open;
        await using (var db = database.OpenReader())
        {
            last = await db.Set<JobRun>().GroupBy(r => r.Code).Select(g => new { g.Key, Last = g.Max(r => r.DueAt) })
                .ToDictionaryAsync(g => g.Key, g => g.Last, stop);
            open = await db.Set<JobRun>().AsNoTracking().Where(r => r.DoneAt == null && r.Tries < JobRun.MostTries).ToListAsync(stop);
        }
        foreach (var (code, kind, when, each) in jobs)
        {
            DateTimeOffset? before = last.TryGetValue(code, out var ran) ? ran : null;
            var again = open.Where(r => r.Code == code && r.MayTry(now)).Select(r => r.DueAt);
            foreach (var due in again.Concat(when.Due(before, now, each, city.Calendar.IsOpen)).Order().ToList())
                await Do(code, kind, due, stop);
        }
    }

    async Task Do(string code, Type kind, DateTimeOffset due, CancellationToken stop)
    {
        try
        {
            await turns.Run(async (turn, db, ct) =>
            {
                var run = await Of(db, code, due, ct);
                if (!run.MayTry(clock.GetUtcNow())) return false;
                var job = (IJob)ActivatorUtilities.CreateInstance(turn, kind);
                await job.Do(db, new(clock.GetUtcNow(), due.Day()), ct);
                run.Done(clock.GetUtcNow());
                return true;
            });
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            log.LogError(e, "The job {Job} failed", code);
            await turns.Run(async (_, db, ct) =>
            {
                var run = await Of(db, code, due, ct);
                if (run.DoneAt is null) run.Fail(e.GetType().Name, clock.GetUtcNow());
                return true;
            });
        }
    }

    async Task<JobRun> Of(CityDb db, string code, DateTimeOffset due, CancellationToken ct)
    {
        if (await db.Set<JobRun>().AsTracking().FirstOrDefaultAsync(r => r.Code == code && r.DueAt == due, ct) is { } found) return found;
        var fresh = new JobRun { Id = clock.NewId(), Code = code, DueAt = due };
        db.Add(fresh);
        return fresh;
    }
}
