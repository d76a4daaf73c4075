using System.Text.Json;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Keyaki.Staff;

/// <summary>What a city's file would give to the holders of a post beyond what they have, from a day to another; without a first day
/// from the moment on which somebody agrees, and never before it.</summary>
public sealed record Gain(string Post, IReadOnlyList<string> Permissions, string? Department, int Rank)
{
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }
}

/// <summary>
/// Takes the posts and powers of the city's files in at the start. An empty house takes everything; later what is taken away counts at
/// once, and what would give power to somebody who holds the post now waits for a second person. A post that nobody holds gives nothing
/// yet: holding it needs a second person anyway. What the files say of a day to come is taken in and agreed to beforehand, and counts from
/// that day on without anybody being there.
/// So does a post that a file lets decide something: until somebody agrees, nothing of that kind is put to it.
/// </summary>
static class TakeIn
{
    public static Task<bool> Run(IServiceProvider services) => services.GetRequiredService<Turns>().Run(async (turn, db, ct) =>
    {
        var (city, powers, clock) = (turn.GetRequiredService<CityProfile>(), turn.GetRequiredService<PostPowers>(),
            turn.GetRequiredService<TimeProvider>());
        foreach (var idle in powers.Idle()) turn.GetRequiredService<ILogger<PostPowers>>().LogWarning("{Idle}", idle);
        var rows = await db.Set<OfficePost>().Include(p => p.Terms).AsTracking().ToDictionaryAsync(p => p.Code, ct);
        var (empty, today, version) = (rows.Count == 0, clock.Today(), await OfficePost.Next(db, ct));
        var held = empty ? [] : (await db.Set<PostHolding>().Where(h => h.Until == null || h.Until >= today).Select(h => h.Post).Distinct()
            .ToListAsync(ct)).ToHashSet();
        var (gains, changed) = (new List<Gain>(), new HashSet<OfficePost>());
        foreach (var code in city.Posts.Select(p => p.Code).Distinct())
        {
            var (files, terms) = (city.PostInFiles(code).ToList(), powers.InFiles(code));
            var title = (city.PostInFiles(code, today) ?? files[0]).Title;
            var from = today;
            if (!rows.TryGetValue(code, out var row))
            {
                db.Add(row = new() { Code = code, Title = title, FromFiles = true, Version = version });
                row.Terms.Add(new() { Post = code, Since = from = DateOnly.MinValue, Rank = int.MaxValue });
                changed.Add(row);
            }
            var before = Face(row);
            row.Title = title;
            row.Stands(files[0].From, files[^1].Until);
            foreach (var term in terms.Where(t => !(t.Until < from)))
                if (held.Contains(code)) gains.AddRange(Take(row, term, from));
                else if (Differs(row, term, from))
                    row.Change(Later(term.From, from), term.Until,
                        t => (t.Give(term.Powers).Department, t.Rank) = (term.Department, term.Rank));
            if (before != Face(row)) changed.Add(row);
        }
        foreach (var gone in rows.Values.Where(r => r.FromFiles && city.Posts.All(p => p.Code != r.Code)
            && r.Terms.Any(t => t.Permissions.Length > 0 && (t.Since >= today || t == r.On(today)))))
        {
            gone.Change(today, null, t => t.Give([]));
            changed.Add(gone);
        }
        foreach (var row in changed) row.Version = version;
        if (changed.Count > 0) new Journal().Fact("posts", changed.Count).Write(db, clock, Actor.Program, StaffDeeds.FilesTaken);
        var deciders = await DecidingPost.Missing(db, turn.GetServices<INameDeciders>().SelectMany(n => n.Deciders), ct);
        if (empty) db.AddRange(deciders.SelectMany(d =>
            d.Posts.Select(post => new DecidingPost { Source = d.Source, Post = post, Since = clock.GetUtcNow() })));
        await Ask(db, new() { Gains = gains, Deciders = empty ? [] : deciders }, clock, ct);
        await db.SaveChangesAsync(ct);
        await powers.Renew(db, -1, ct);
        return true;
    });

    // What the holders lose counts at once; what they would gain is told, for each stretch in which they have something else.
    static IEnumerable<Gain> Take(OfficePost row, FileTerm term, DateOnly today)
    {
        var start = Later(term.From, today);
        DateOnly[] days = [start, .. row.Terms.Select(t => t.Since).Where(d => d > start && !(d > term.Until)).Order()];
        foreach (var (day, next) in days.Zip(days.Skip(1).Select(d => (DateOnly?)d.AddDays(-1)).Append(term.Until)).ToList())
        {
            var had = row.On(day);
            var kept = term.Powers.Where(p => Permission.Has(had.Powers, p)).ToHashSet();
            List<string> added = [.. term.Powers.Except(kept).Order(StringComparer.Ordinal)];
            if (added.Count > 0 || had.Department != term.Department || term.Rank < had.Rank)
                yield return new(row.Code, added, term.Department, term.Rank)
                { From = (day == start ? term.From : day) is var from && from == DateOnly.MinValue ? null : from, Until = next };
            if (!kept.SetEquals(had.Powers) || term.Rank > had.Rank)
                row.Change(day, next, t => t.Give(kept).Rank = Math.Max(t.Rank, term.Rank));
        }
    }

    static bool Differs(OfficePost row, FileTerm term, DateOnly today) => row.Terms
        .Where(t => t == row.On(Later(term.From, today)) || t.Since > Later(term.From, today) && !(t.Since > term.Until))
        .Any(t => (t.Department, t.Rank) != (term.Department, term.Rank) || !t.Powers.SetEquals(term.Powers));

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    static string Face(OfficePost row) => string.Join('|', row.Terms.OrderBy(t => t.Since)
        .Select(t => $"{t.Since} {t.Department} {t.Rank} {t.Permissions}").Prepend($"{row.Title} {row.From} {row.Until}"));

    /// <summary>Lets the gains wait for a second person, once; what waited because of earlier files does not count any more.</summary>
    static async Task Ask(CityDb db, Wish wish, TimeProvider clock, CancellationToken ct)
    {
        var (json, nothing) = (JsonSerializer.Serialize(wish), wish is { Gains: [], Deciders: [] });
        var open = await db.Set<PowerChange>().AsTracking().Where(c => c.Kind == PowerKind.Files && c.Agreed != true).ToListAsync(ct);
        foreach (var old in open.Where(c => c.Agreed is null && (nothing || c.Json != json))) old.TakeBack(null, clock.GetUtcNow());
        if (nothing || open.Any(c => c.Json == json)) return;
        var change = new PowerChange { Id = clock.NewId(), By = null, At = clock.GetUtcNow(), Kind = PowerKind.Files, Json = json };
        db.Add(change);
        Journal.Note(db, clock, Actor.Program, StaffDeeds.Asked, PowerChange.Record, change.Id);
    }
}
