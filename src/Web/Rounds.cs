using Keyaki.Kernel;

namespace Keyaki.Web;

/// <summary>What the program does by itself: seals the journal, lets the modules make their rounds, runs the jobs that are due, and once an
/// hour clears files without a record and held posts.</summary>
sealed class Rounds(IServiceProvider services, TimeProvider clock, ILogger<Rounds> log) : BackgroundService
{
    static readonly TimeSpan Often = TimeSpan.FromSeconds(5), Clear = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        DateTimeOffset cleared = default;
        using var timer = new PeriodicTimer(Often);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                try
                {
                    await Seal(stop);
                    foreach (var round in services.GetServices<IRound>()) await Make(round, stop);
                    await services.GetRequiredService<Kits.Clockwork>().Run(stop);
                    if (clock.GetUtcNow() - cleared < Clear) continue;
                    cleared = clock.GetUtcNow();
                    await services.GetRequiredService<FileStore>().Collect(services.GetRequiredService<Turns>());
                    services.GetRequiredService<Held>().Sweep();
                }
                catch (Exception e) when (e is not OperationCanceledException) { log.LogError(e, "A round failed"); }
        }
        catch (OperationCanceledException) { /* the hall closes */ }
    }

    /// <summary>The anchor may lie on a medium that is away, and then nothing is sealed; the rest goes on.</summary>
    async Task Seal(CancellationToken stop)
    {
        try { await services.GetRequiredService<Sealer>().Run(stop); }
        catch (Exception e) when (e is not OperationCanceledException) { log.LogError(e, "Sealing the journal failed"); }
    }

    async Task Make(IRound round, CancellationToken stop)
    {
        try { await round.Round(stop); }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The round of {Round} failed",
            round.GetType().Name);
        }
    }
}
