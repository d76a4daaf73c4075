using System.Text.Json;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Keyaki.Staff;

/// <summary>What a city's file would give to the holders of a post beyond what they have.</summary>
public sealed record Gain(string Post, IReadOnlyList<string> Permissions, string? Department, int Rank);

/// <summary>
/// Takes the posts and powers of the city's files in at the start. An empty house takes everything; later what is taken away counts at
/// once, and what would give power to somebody who holds the post now waits for a second person. A post that nobody holds gives nothing
/// yet: holding it needs a second person anyway.
/// So does a post that a file lets decide something: until somebody agrees, nothing of that kind is put to it.
/// </summary>
static class TakeIn
{
    public static Task<bool> Run(IServiceProvider services) => services.GetRequiredService<Turns>().Run(async (turn, db, ct) =>
    {
        var (city, powers, clock) = (turn.GetRequiredService<CityProfile>(), turn.GetRequiredService<PostPowers>(),
            turn.GetRequiredService<TimeProvider>());
        foreach (var idle in powers.Idle()) turn.GetRequiredService<ILogger<PostPowers>>().LogWarning("{Idle}", idle);
        var rows = await db.Set<OfficePost>().AsTracking().ToDictionaryAsync(p => p.Code, ct);
        var (empty, today, version) = (rows.Count == 0, clock.Today(), await OfficePost.Next(db, ct));
        var held = empty ? [] : (await db.Set<PostHolding>().Where(h => h.Until == null || h.Until >= today).Select(h => h.Post).Distinct()
            .ToListAsync(ct)).ToHashSet();
        var (gains, changed) = (new List<Gain>(), new List<OfficePost>());
        foreach (var post in city.PostsOn(today))
        {
            var wanted = powers.InFiles(post.Code);
            if (!rows.TryGetValue(post.Code, out var row))
                db.Add(row = new()
                {
                    Code = post.Code, Title = post.Title, Department = held.Contains(post.Code) ? null : post.Department,
                    Rank = held.Contains(post.Code) ? int.MaxValue : post.Rank, FromFiles = true, Version = version
                });
            var before = (row.Title, row.Permissions, row.Department, row.Rank, row.From, row.Until);
            row.Title = post.Title;
            row.Stands(city.Posts.Where(p => p.Code == post.Code).Min(p => p.From ?? DateOnly.MinValue), post.Until);
            if (held.Contains(post.Code))
            {
                var added = wanted.Where(w => !Permission.Has(row.Powers, w)).Order(StringComparer.Ordinal).ToList();
                if (added.Count > 0 || row.Department != post.Department || post.Rank < row.Rank)
                    gains.Add(new(post.Code, added, post.Department, post.Rank));
                row.Give(wanted.Where(w => Permission.Has(row.Powers, w)));
                row.Rank = Math.Max(row.Rank, post.Rank);
            }
            else
            {
                row.Give(wanted);
                (row.Department, row.Rank) = (post.Department, post.Rank);
            }
            if (empty || before != (row.Title, row.Permissions, row.Department, row.Rank, row.From, row.Until)) changed.Add(row);
        }
        foreach (var gone in rows.Values.Where(r => r.FromFiles && r.Permissions.Length > 0 && city.Posts.All(p => p.Code != r.Code)))
        {
            gone.Give([]);
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
