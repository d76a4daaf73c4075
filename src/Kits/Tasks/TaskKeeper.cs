using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>Says what waits because of a kind of records; asked whenever one of them is written.</summary>
public interface ITaskSource : IWatch
{
    /// <summary>Each cause with what waits because of it now; null when nothing does (any more).</summary>
    Task<IReadOnlyList<(Guid Cause, TaskWish? Wish)>> Ask(CityDb db, object record, bool gone, CancellationToken ct);
}

/// <summary>A record that causes at most one task, by its own id.</summary>
public abstract class TaskSource<T> : ITaskSource where T : class
{
    public Type Of => typeof(T);

    protected abstract Guid Cause(T record);
    protected abstract Task<TaskWish?> Wish(CityDb db, T record, CancellationToken ct);

    async Task<IReadOnlyList<(Guid Cause, TaskWish? Wish)>> ITaskSource.Ask(CityDb db, object record, bool gone, CancellationToken ct) =>
        record is T mine ? [(Cause(mine), gone ? null : await Wish(db, mine, ct))] : [];
}

/// <summary>
/// Keeps the tasks as the records are: whatever a turn writes, by whichever page or job, its tasks are opened and closed in that same
/// turn. So no act has to remember it, and no task stays when its work is done.
/// </summary>
sealed class TaskKeeper(Watchers<ITaskSource> known, Tasks tasks) : IBeforeSaving
{
    public async Task Saving(CityDb db, CancellationToken ct)
    {
        var wishes = new Dictionary<Guid, TaskWish?>();
        var fresh = new HashSet<Guid>();
        async Task Ask(object record, EntityState state)
        {
            foreach (var source in known[record.GetType()])
                foreach (var (cause, wish) in await source.Ask(db, record, state is EntityState.Deleted, ct))
                {
                    wishes[cause] = wish;
                    if (state is EntityState.Added && source.GetType().IsDefined(typeof(OnceAttribute), false)) fresh.Add(cause);
                }
        }
        // Asking may bring further records into the turn; they are as they were.
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified
            or EntityState.Deleted).ToList()) await Ask(entry.Entity, entry.State);
        foreach (var record in db.Appending.ToList()) await Ask(record, EntityState.Added);
        await tasks.Keep(db, wishes, fresh, ct);
    }
}

/// <summary>On a source: a record that is new has no task yet, and none is looked for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnceAttribute : Attribute;

/// <summary>Opens and closes tasks in the caller's turn.</summary>
public sealed class Tasks(TimeProvider clock)
{
    /// <summary>Stands for what has no row of its own: a missing report, an empty post.</summary>
    public static Guid Cause(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));

    /// <summary>Makes the open tasks of these causes what is wished.</summary>
    public Task Keep(CityDb db, IReadOnlyDictionary<Guid, TaskWish?> wishes, CancellationToken ct) => Keep(db, wishes, [], ct);

    internal async Task Keep(CityDb db, IReadOnlyDictionary<Guid, TaskWish?> wishes, HashSet<Guid> fresh, CancellationToken ct)
    {
        var causes = wishes.Keys.Where(c => !fresh.Contains(c)).ToList();
        var open = causes.Count == 0 ? [] : await db.Set<OfficeTask>().AsTracking()
            .Where(t => causes.Contains(t.Cause) && t.ClosedAt == null).ToListAsync(ct);
        var now = clock.GetUtcNow();
        foreach (var (cause, wish) in wishes)
        {
            var before = open.FindAll(t => t.Cause == cause && t.ClosedAt is null);
            if (wish is not null && before is [var same] && same.Kind == wish.Kind)
            {
                if (!same.Is(wish)) same.Become(wish);
                continue;
            }
            foreach (var task in before) task.Close(now);
            if (wish is not null) db.Append(OfficeTask.Open(clock.NewId(), cause, wish, now));
        }
    }
}

public static class TaskServices
{
    public static IServiceCollection AddTasks(this IServiceCollection services) =>
        services.AddSingleton<Tasks>().AddScoped<IBeforeSaving, TaskKeeper>()
            .AddScoped<IBeforeSaving, SeenKeeper>().AddScoped<IJob, SeenKeeper>();

    public static IServiceCollection AddTasks<TSource>(this IServiceCollection services) where TSource : class, ITaskSource =>
        services.AddScoped<ITaskSource, TSource>();
}
