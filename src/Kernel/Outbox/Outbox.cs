using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Keyaki.Kernel;

/// <summary>Something that must leave the process (mail, PDF, call to a provider), written in the turn that wants it and done afterwards, with retries.</summary>
public sealed class OutboxItem
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>Unique per kind: asking twice sends once.</summary>
    public required string Key { get; init; }

    /// <summary>JSON that the handler of this kind reads.</summary>
    public required string Payload { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Tries { get; set; }
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Set when the tries are used up: staff see it and can replay it.</summary>
    public DateTimeOffset? DeadAt { get; set; }

    /// <summary>Kind of the last error, without personal data.</summary>
    public string? LastError { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<OutboxItem>
    {
        public void Configure(EntityTypeBuilder<OutboxItem> b)
        {
            b.ToTable("kernel_outbox");
            b.Property(x => x.Kind).HasMaxLength(60);
            b.Property(x => x.Key).HasMaxLength(120);
            b.Property(x => x.LastError).HasMaxLength(300);
            b.HasIndex(x => new { x.Kind, x.Key }).IsUnique();
            b.HasIndex(x => new { x.DoneAt, x.DeadAt, x.DueAt });
        }
    }
}

/// <summary>Does one kind of outbox work, outside of any turn; throws to be tried again.</summary>
public interface IOutboxWork
{
    string Kind { get; }

    /// <summary>What staff read of it in the list of what waits.</summary>
    string Label { get; }
    Task Do(OutboxItem item, CancellationToken ct);
}

/// <summary>Writes outbox rows into the turn and wakes the worker after it.</summary>
public sealed class Outbox(TimeProvider clock, OutboxBell bell)
{
    public void Add<T>(CityDb db, string kind, string key, T payload, DateTimeOffset? due = null)
    {
        var now = clock.GetUtcNow();
        db.AppendUnlessThere(new OutboxItem { Id = clock.NewId(), Kind = kind, Key = key, Payload = JsonSerializer.Serialize(payload), CreatedAt = now, DueAt = due ?? now });
        bell.Ring();
    }
}

/// <summary>Wakes the worker; a ring too much or too early costs one query.</summary>
public sealed class OutboxBell
{
    readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        if (rung.CurrentCount == 0) try { rung.Release(); } catch (SemaphoreFullException) { /* somebody rang at the same moment */ }
    }

    public Task Wait(TimeSpan most, CancellationToken ct) => rung.WaitAsync(most, ct);
}

/// <summary>Drains the outbox: claims due rows, does them, notes the outcome. Safe with several nodes, because a claim is a conditional update.</summary>
public sealed class OutboxWorker(IDatabase database, IServiceScopeFactory scopes, OutboxBell bell, TimeProvider clock, ILogger<OutboxWorker> log) : BackgroundService
{
    static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(24)];
    static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await Drain(stop) == 0) await bell.Wait(TimeSpan.FromSeconds(2), stop);
                else await Task.Delay(TimeSpan.FromMilliseconds(20), stop);
            }
            catch (OperationCanceledException) { return; }
            catch (Exception e)
            {
                log.LogError(e, "The outbox could not be drained");
                await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            }
        }
    }

    /// <summary>Does everything that is due now; returns how many items were tried.</summary>
    public async Task<int> Drain(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        List<OutboxItem> due;
        await using (var db = database.OpenReader())
        {
            if (!await Due(db, now).AnyAsync(ct)) return 0;
        }
        due = await database.Turn(async (db, c) =>
        {
            var items = await Due(db, now).AsTracking().OrderBy(i => i.DueAt).Take(100).ToListAsync(c);
            foreach (var i in items) i.ClaimedUntil = now + Claim;
            return items;
        });
        foreach (var item in due) await Try(item, ct);
        return due.Count;
    }

    static IQueryable<OutboxItem> Due(CityDb db, DateTimeOffset now) =>
        db.Set<OutboxItem>().Where(i => i.DoneAt == null && i.DeadAt == null && i.DueAt <= now && (i.ClaimedUntil == null || i.ClaimedUntil < now));

    async Task Try(OutboxItem item, CancellationToken ct)
    {
        Exception? error = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var work = scope.ServiceProvider.GetServices<IOutboxWork>().FirstOrDefault(w => w.Kind == item.Kind)
                ?? throw new InvalidOperationException($"nobody does outbox work of kind {item.Kind}");
            await work.Do(item, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { throw; }
        catch (Exception e) { error = e; }
        await database.Turn(async (db, c) =>
        {
            var row = await db.Set<OutboxItem>().AsTracking().FirstAsync(i => i.Id == item.Id, c);
            var now = clock.GetUtcNow();
            row.ClaimedUntil = null;
            if (error is null) row.DoneAt = now;
            else if (row.Tries >= Pauses.Length) (row.DeadAt, row.LastError) = (now, error.GetType().Name);
            else (row.DueAt, row.LastError) = (now + Pauses[row.Tries], error.GetType().Name);
            if (error is not null) row.Tries++;
            return true;
        });
        Instruments.Outbox.Add(1, new KeyValuePair<string, object?>("kind", item.Kind), new KeyValuePair<string, object?>("ok", error is null));
        if (error is not null) log.LogWarning(error, "Outbox {Kind} {Id} failed", item.Kind, item.Id);
    }
}
