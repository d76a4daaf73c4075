using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>Runs work as a turn with services of its own, whose <see cref="CityDb"/> is the turn's.</summary>
public sealed class Turns(IDatabase database, IServiceScopeFactory scopes)
{
    public async Task<T> Run<T>(Func<IServiceProvider, CityDb, CancellationToken, Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await database.Turn(async (db, ct) =>
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentDb>().Lend(db);
                return await work(scope.ServiceProvider, db, ct); // the turn saves
            });
        }
        finally { Instruments.Turn.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds); }
    }

    /// <summary>Work of the program itself (jobs, outbox), with its journal entry.</summary>
    public Task Run(Deed deed, Func<IServiceProvider, CityDb, Journal, CancellationToken, Task> work) => Run(async (services, db, ct) =>
    {
        var journal = services.GetRequiredService<Journal>();
        await work(services, db, journal, ct);
        if (journal.Worth(deed, Actor.Program)) journal.Write(db, services.GetRequiredService<TimeProvider>(), Actor.Program, deed);
        return true;
    });
}
