using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>Days and places out of the city's tables and of what officers made of them: what is offered, what is left, and taking
/// one.</summary>
sealed class Places(CityProfile city, TimeProvider clock) : ISlots
{
    public static readonly Text Full = new("この日の空きはなくなりました。入力した内容は残っています。別の日を選んでください。", "この日は いっぱいに なりました。書いたものは のこっています。ほかの 日を えらんで ください。",
        "That day has just filled up. Your answers are still here. Please choose another day.");

    /// <summary>What officers changed counts: a day that they added stands among those of the city's table.</summary>
    public async Task<List<Slot>> Offered(CityDb db, string table, string key, DateOnly first, DateOnly last, CancellationToken ct) =>
        city.Files<SlotTables>().All.GetValueOrDefault(table) is { } rows
            ? await Now(db, rows.Offered(key, first, last, city.Calendar.IsOpen), rows.Pools(key), first, last, ct) : [];

    /// <summary>What officers changed of these pools' places, the newest of each day.</summary>
    public static async Task<Dictionary<(string Pool, DateOnly Day), DayPlaces>> Changed(CityDb db, IReadOnlyList<string> pools,
        DateOnly first, DateOnly last, CancellationToken ct) =>
        (await db.Set<DayPlaces>().AsNoTracking().Where(d => pools.Contains(d.Pool) && d.Day >= first && d.Day <= last).OrderBy(d => d.At)
            .ToListAsync(ct))
            .GroupBy(d => (d.Pool, d.Day)).ToDictionary(g => g.Key, g => g.Last());

    /// <summary>These slots of the city's table with their places as they are now, and the days between that officers added to the
    /// pools.</summary>
    public static async Task<List<Slot>> Now(CityDb db, IEnumerable<Slot> table, IReadOnlyList<string> pools, DateOnly first, DateOnly last,
        CancellationToken ct)
    {
        var (slots, changed) = (table.ToDictionary(s => (s.Pool, s.Day)), await Changed(db, pools, first, last, ct));
        foreach (var (at, now) in changed)
            slots[at] = slots.GetValueOrDefault(at) is { } slot ? slot with { Places = now.Places }
            : new(now.Pool, now.Day, now.Places, true);
        return [.. slots.Values.OrderBy(s => s.Day).ThenBy(s => s.Pool, StringComparer.Ordinal)];
    }

    public async Task<Dictionary<DateOnly, int>> Taken(CityDb db, IReadOnlyList<Slot> slots, Guid mine, DateTimeOffset now,
        CancellationToken ct)
    {
        if (slots.Count == 0) return [];
        var (pool, first, last) = (slots[0].Pool, slots[0].Day, slots[^1].Day);
        return await db.Set<Place>().AsNoTracking().Where(p => p.Pool == pool && p.Day >= first && p.Day <= last && p.ApplicationId != mine
            && (p.HeldUntil == null || p.HeldUntil > now))
            .GroupBy(p => p.Day).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    public async Task Take(CityDb db, Guid application, Slot slot, DateTimeOffset? until, string field, CancellationToken ct)
    {
        // An officer may have closed the day since it was offered.
        slot = (await Now(db, [slot], [slot.Pool], slot.Day, slot.Day, ct))[0];
        var now = clock.GetUtcNow();
        var rows = await db.Set<Place>().AsTracking().Where(p => p.Pool == slot.Pool && p.Day == slot.Day || p.ApplicationId == application)
            .ToListAsync(ct);
        var here = rows.FindAll(p => p.Pool == slot.Pool && p.Day == slot.Day);
        db.RemoveRange(rows.Where(p => p.ApplicationId == application && !here.Contains(p)));
        if (slot.Places > 0 && (here.Find(p => p.ApplicationId == application) ?? here.Find(p => p.IsFree(now))) is { } place)
        {
            (place.ApplicationId, place.HeldUntil) = (application, until);
            return;
        }
        if (here.Count >= slot.Places) throw new Rule(field, Full);
        // Not the first free seat but one that differs from person to person, so that two at once rarely reach for the same.
        var free = Enumerable.Range(1, slot.Places).Except(here.Select(p => p.Seat)).ToList();
        if (free.Count == 0) throw new Rule(field, Full);
        var seat = free[(application.GetHashCode() & int.MaxValue) % free.Count];
        db.Add(new Place
        {
            Id = clock.NewId(), Pool = slot.Pool, Day = slot.Day, Seat = seat, ApplicationId = application,
            HeldUntil = until
        });
    }

    public async Task Free(CityDb db, Guid application, CancellationToken ct) =>
        db.RemoveRange(await db.Set<Place>().AsTracking().Where(p => p.ApplicationId == application).ToListAsync(ct));
}

/// <summary>The days of a question for a day.</summary>
public static class SlotQuestions
{
    /// <summary>Those that these answers may choose from, before anybody took a place; empty while an answer is missing.</summary>
    public static async Task<List<Slot>> Offered(this ISlots slots, CityDb db, Definition definition, IFacts facts, DateOnly today,
        CancellationToken ct) =>
        definition.Capacity is { } capacity && definition.SlotKeyFor(facts) is { } key
            ? await slots.Offered(db, capacity.Slots, key, today.AddDays(capacity.ClosesDaysBefore),
                today.AddDays(capacity.OpensDaysBefore), ct)
            : [];
}
