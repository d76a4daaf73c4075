using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kernel;

/// <summary>Sees what a turn is about to write, and may add to it: what follows from a record whoever changed it.</summary>
public interface IBeforeSaving
{
    Task Saving(CityDb db, CancellationToken ct);
}

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
                var lookers = scope.ServiceProvider.GetServices<IBeforeSaving>().ToList();
                async Task Look(CityDb turn, CancellationToken stop)
                {
                    foreach (var looker in lookers) await looker.Saving(turn, stop);
                }
                db.BeforeSaving = Look;
                try
                {
                    var result = await work(scope.ServiceProvider, db, ct);
                    await Look(db, ct); // while its services live; the turn saves
                    return result;
                }
                finally { db.BeforeSaving = null; }
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
