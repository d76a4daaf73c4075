using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Keyaki.Kernel;

/// <summary>
/// Drains the outbox: several hands in each lane claim due rows, do them and note the outcome. Safe with several nodes: a claim is a
/// conditional update that holds for seconds and is renewed while its node lives, and only who still has it begins an item or marks it.
/// </summary>
public sealed class OutboxWorker(
    IDatabase database, IServiceScopeFactory scopes, OutboxBell bell, TimeProvider clock, ILogger<OutboxWorker> log, int mailsAtOnce = 8)
        : BackgroundService
{
    static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(24),
    ];

    /// <summary>
    /// So long a node that fell silent keeps its items from the others; so often a living one renews; so long before the end it begins
    /// nothing.
    /// </summary>
    static readonly TimeSpan Claimed = TimeSpan.FromSeconds(20), Beat = TimeSpan.FromSeconds(5), Margin = TimeSpan.FromSeconds(5);

    /// <summary>How long a look at an empty lane is good for; a ring comes before its turn is written, so the next look follows
    /// soon.</summary>
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(2), Soon = TimeSpan.FromMilliseconds(50);

    /// <summary>What was begun may still end when the hall closes.</summary>
    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<Guid, Held> held = [];

    /// <summary>An item in our hands, and when its claim was last sure.</summary>
    sealed class Held(OutboxItem item, Guid claim)
    {
        long sure = Stopwatch.GetTimestamp();

        // Never disposed: who renews may still hold an item that has just ended, and without a timer there is nothing to give back.
        readonly CancellationTokenSource lost = new();

        public OutboxItem Item => item;
        public Guid Claim => claim;
        public CancellationToken Lost => lost.Token;
        public bool IsSure => !lost.IsCancellationRequested && Stopwatch.GetElapsedTime(Interlocked.Read(ref sure)) < Claimed - Margin;

        public void Renew(long at) => Interlocked.Exchange(ref sure, at);
        public void Lose() => lost.Cancel();
        public void EndIn(TimeSpan time) => lost.CancelAfter(time);
    }

    int Hands(Lane lane) => lane switch
    {
        Lane.Usual => mailsAtOnce,
        Lane.Work => 2,
        Lane.Counter => 32,
        _ => Math.Max(1, mailsAtOnce / 2),
    };

    /// <summary>How many a hand takes at once: one where somebody waits, so that nobody waits behind another one's slow mail.</summary>
    static int Armful(Lane lane) => lane is Lane.Awaited or Lane.Work or Lane.Counter ? 1 : 8;

    protected override Task ExecuteAsync(CancellationToken stop) =>
        Task.WhenAll([.. Enum.GetValues<Lane>().Select(lane => Run(lane, stop)), Renew(stop)]);

    async Task Run(Lane lane, CancellationToken stop)
    {
        var all = Hands(lane);
        var (hands, rung) = (new SemaphoreSlim(all), false);
        while (!stop.IsCancellationRequested)
            try
            {
                await hands.WaitAsync(stop);
                var free = 1;
                while (hands.Wait(0, CancellationToken.None)) free++;
                if (await Begin(lane, hands, free, stop) > 0) continue;
                rung = await bell.Wait(lane, rung ? Soon : Idle, stop);
                if (rung) await Task.Delay(Soon, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { break; }
            catch (Exception e)
            {
                log.LogError(e, "The outbox could not be drained");
                await Task.Delay(Idle, CancellationToken.None);
            }
        for (var i = 0; i < all; i++) await hands.WaitAsync(Farewell, CancellationToken.None);
    }

    /// <summary>Claims for the free hands and lets them go; returns how many items they took. A hand without work is free again.</summary>
    async Task<int> Begin(Lane lane, SemaphoreSlim hands, int free, CancellationToken stop)
    {
        var busy = 0;
        try
        {
            var items = await Claim(lane, free * Armful(lane));
            foreach (var armful in items.Chunk(Math.Max(1, (items.Count + free - 1) / free)))
            {
                busy++;
                _ = Task.Run(() => Carry(armful, stop), CancellationToken.None).ContinueWith(_ => hands.Release(), TaskScheduler.Default);
            }
            return items.Count;
        }
        finally { if (free > busy) hands.Release(free - busy); }
    }

    /// <summary>Does everything that is due now; returns how many items were tried.</summary>
    public async Task<int> Drain(CancellationToken ct = default)
    {
        var tried = 0;
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var items = await Claim(lane, 100);
            await Carry(items, ct);
            tried += items.Count;
        }
        return tried;
    }

    static IQueryable<OutboxItem> Due(CityDb db, Lane lane, DateTimeOffset now) => db.Set<OutboxItem>()
        .Where(i => i.DoneAt == null && i.DeadAt == null && i.Lane == lane && i.DueAt <= now)
        .Where(i => i.ClaimedUntil == null || i.ClaimedUntil < now);

    async Task<IReadOnlyList<Held>> Claim(Lane lane, int most)
    {
        var now = clock.GetUtcNow();
        // Who comes second to the same rows gets none of them, and looks at a wider choice.
        for (var spread = 1; spread <= 8; spread *= 2)
        {
            Guid[] choice;
            await using (var db = database.OpenReader())
                choice = await Due(db, lane, now).OrderBy(i => i.DueAt).Select(i => i.Id).Take(most * spread).ToArrayAsync();
            if (choice.Length == 0) break;
            if (spread > 1) Random.Shared.Shuffle(choice);
            var (wanted, claim, asked) = (choice.Take(most).ToArray(), clock.NewId(), Stopwatch.GetTimestamp());
            var items = await database.Turn(async (db, ct) =>
            {
                await Due(db, lane, now).Where(i => wanted.Contains(i.Id))
                    .ExecuteUpdateAsync(s => s.SetProperty(i => i.Claim, claim).SetProperty(i => i.ClaimedUntil, now + Claimed), ct);
                var ours = db.Set<OutboxItem>().AsNoTracking().Where(i => wanted.Contains(i.Id) && i.Claim == claim);
                return await ours.OrderBy(i => i.DueAt).ToListAsync(ct);
            }, serial: false);
            if (items.Count == 0) continue;
            var mine = items.ConvertAll(i => new Held(i, claim));
            foreach (var one in mine)
            {
                one.Renew(asked);
                held[one.Item.Id] = one;
            }
            return mine;
        }
        return [];
    }

    /// <summary>Renews the claims of what is in our hands, as long as this node lives; what another one has taken meanwhile is let
    /// go.</summary>
    async Task Renew(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            try
            {
                await Task.Delay(Beat, stop);
                var (mine, asked) = (held.Values.ToArray(), Stopwatch.GetTimestamp());
                if (mine.Length == 0) continue;
                var (ids, claims) = (mine.Select(h => h.Item.Id).ToArray(), mine.Select(h => (Guid?)h.Claim).Distinct().ToArray());
                var until = clock.GetUtcNow() + Claimed;
                var kept = await database.Turn(async (db, ct) =>
                {
                    var ours = db.Set<OutboxItem>().Where(i => ids.Contains(i.Id) && claims.Contains(i.Claim));
                    await ours.ExecuteUpdateAsync(s => s.SetProperty(i => i.ClaimedUntil, until), ct);
                    return await ours.Select(i => i.Id).ToHashSetAsync(ct);
                }, serial: false);
                foreach (var one in mine)
                    if (kept.Contains(one.Item.Id)) one.Renew(asked);
                    else one.Lose();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                log.LogError(e, "The claims of the outbox could not be renewed");
                foreach (var one in held.Values.Where(h => !h.IsSure)) one.Lose();
            }
    }

    /// <summary>Does the items one after the other; what is not begun when the hall closes is given back.</summary>
    async Task Carry(IReadOnlyList<Held> items, CancellationToken stop)
    {
        foreach (var one in items)
            try
            {
                await using var _ = stop.Register(() => one.EndIn(Farewell));
                if (stop.IsCancellationRequested)
                    await Mark(one, null, s => s.SetProperty(i => i.Claim, (Guid?)null)
                        .SetProperty(i => i.ClaimedUntil, (DateTimeOffset?)null));
                else if (one.IsSure) await Try(one);
            }
            catch (Exception e)
            {
                log.LogError("Outbox {Kind} {Id} could not be noted: {Error}", one.Item.Kind, one.Item.Id, e.GetType().Name);
            }
            finally { held.TryRemove(KeyValuePair.Create(one.Item.Id, one)); }
    }

    async Task Try(Held one)
    {
        var item = one.Item;
        await using var scope = scopes.CreateAsyncScope();
        var work = scope.ServiceProvider.GetServices<IOutboxWork>().FirstOrDefault(w => w.Kind == item.Kind);
        Exception? error = null;
        try { await (work ?? throw new InvalidOperationException($"nobody does outbox work of kind {item.Kind}")).Do(item, one.Lost); }
        catch (OperationCanceledException) when (one.Lost.IsCancellationRequested) { return; }
        catch (Exception e) { error = e; }
        var noted = await Note(one, work, error);
        Instruments.Outbox.Add(1, new KeyValuePair<string, object?>("kind", item.Kind),
            new KeyValuePair<string, object?>("ok", error is null));
        if (!noted) log.LogWarning("Outbox {Kind} {Id} was taken by another node meanwhile", item.Kind, item.Id);
        // What a library says of its error may name a person: only the program's own words are written.
        if (error is not null)
            log.LogWarning("Outbox {Kind} {Id} failed: {Error} {Words}", item.Kind, item.Id, error.GetType().Name, error is OutboxFault
                ? error.Message : error.StackTrace);
    }

    async Task<bool> Note(Held one, IOutboxWork? work, Exception? error)
    {
        var (item, now) = (one.Item, clock.GetUtcNow());
        var done = error is null or OutboxFault { IsFinal: true };
        var dead = !done && item.Tries >= Pauses.Length;
        DateTimeOffset? doneAt = done ? now : null, deadAt = dead ? now : null, nobody = null;
        for (var attempt = 1; ; attempt++)
            try
            {
                return await Mark(one, (db, ct) => work?.Note(db, item, error, now, ct) ?? Task.CompletedTask, s => s
                    .SetProperty(i => i.Claim, (Guid?)null).SetProperty(i => i.ClaimedUntil, nobody)
                    .SetProperty(i => i.DoneAt, doneAt).SetProperty(i => i.DeadAt, deadAt)
                    .SetProperty(i => i.DueAt, done || dead ? item.DueAt : now + Pauses[item.Tries])
                    .SetProperty(i => i.LastError, error is null ? item.LastError : error.GetType().Name)
                    .SetProperty(i => i.Tries, error is null ? item.Tries : item.Tries + 1));
            }
            // A mail that has left and is not marked would leave again.
            catch (Exception) when (attempt < 10 && one.IsSure) { await Task.Delay(Soon * attempt); }
    }

    /// <summary>Marks the item if it is still ours, and writes what belongs to that in the same transaction.</summary>
    Task<bool> Mark(Held one, Func<CityDb, CancellationToken, Task>? note, Action<UpdateSettersBuilder<OutboxItem>> set) =>
        database.Turn(async (db, ct) =>
        {
            var ours = db.Set<OutboxItem>().Where(i => i.Id == one.Item.Id && i.Claim == one.Claim);
            if (await ours.ExecuteUpdateAsync(set, ct) == 0) return false;
            if (note is not null) await note(db, ct);
            return true;
        }, serial: false);
}
