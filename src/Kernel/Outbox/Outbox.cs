using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kernel;

/// <summary>Does one kind of outbox work, outside of any turn; throws to be tried again.</summary>
public interface IOutboxWork
{
    string Kind { get; }

    /// <summary>What staff read of it in the list of what waits.</summary>
    string Label { get; }

    Task Do(OutboxItem item, CancellationToken ct);

    /// <summary>Writes what became of it, in the same transaction that marks the item; <paramref name="error"/> is what
    /// <see cref="Do"/> threw, a final one also where staff gave it up.</summary>
    Task Note(CityDb db, OutboxItem item, Exception? error, DateTimeOffset now, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>Why an item was not done, in words without personal data. After a final one it is not tried again: that would change
/// nothing.</summary>
public class OutboxFault(string words, bool final = false) : Exception(words)
{
    public bool IsFinal => final;
}

/// <summary>Writes outbox rows into the turn and wakes the worker after it.</summary>
public sealed class Outbox(TimeProvider clock, OutboxBell bell)
{
    public void Add<T>(CityDb db, string kind, string key, T payload, DateTimeOffset? due = null, Lane lane = Lane.Work)
    {
        var now = clock.GetUtcNow();
        db.AppendUnlessThere(new OutboxItem
        {
            Id = clock.NewId(), Kind = kind, Key = key, Payload = JsonSerializer.Serialize(payload), Lane = lane, CreatedAt = now,
            DueAt = due ?? now,
        });
        bell.Ring(lane);
    }
}

/// <summary>Wakes the worker; a ring too much or too early costs one query.</summary>
public sealed class OutboxBell
{
    readonly Dictionary<Lane, SemaphoreSlim> rung = Enum.GetValues<Lane>().ToDictionary(lane => lane, _ => new SemaphoreSlim(0, 1));

    public void Ring(Lane lane)
    {
        var bell = rung[lane];
        if (bell.CurrentCount == 0) try { bell.Release(); } catch (SemaphoreFullException) { /* somebody rang at the same moment */ }
    }

    /// <summary>True when it rang within that time.</summary>
    public Task<bool> Wait(Lane lane, TimeSpan most, CancellationToken ct) => rung[lane].WaitAsync(most, ct);
}

/// <summary>Finished items go after their time.</summary>
sealed class OldErrands : IJob
{
    public string Code => "kernel.old-errands";
    public string Label => "終わった送信の記録を消す";
    public When When => When.Daily(new(3, 0));

    public Task Do(CityDb db, Due due, CancellationToken ct) =>
        db.Set<OutboxItem>().Where(i => i.DoneAt < due.Now - OutboxItem.Kept).ExecuteDeleteAsync(ct);
}
