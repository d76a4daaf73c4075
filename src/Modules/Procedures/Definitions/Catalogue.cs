using System.Collections.Concurrent;
using System.Collections.Frozen;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Procedures;

/// <summary>The procedures of the city: what is offered today, and every version that something is pinned to. Definitions stay in
/// memory by their hash.</summary>
public sealed class Catalogue : INameDeciders
{
    readonly CityProfile city;
    readonly ConcurrentDictionary<string, ProcedureVersion> byHash = new();
    readonly FrozenDictionary<string, ProcedureVersion> current;

    /// <exception cref="BrokenProfile">a definition has faults; all of them are listed.</exception>
    public Catalogue(CityProfile city)
    {
        this.city = city;
        var faults = new List<Fault>();
        foreach (var file in city.Procedures.Values)
        {
            var found = new Faults(file.File);
            if (ProcedureVersion.Read(file.Json, city.Words, found) is { } version) byHash[version.Hash] = version;
            faults.AddRange(found.All);
        }
        if (faults.Count > 0) throw new BrokenProfile(faults);
        current = byHash.Values.ToFrozenDictionary(v => v.Code);
        InOrder = [.. current.Values.OrderBy(v => v.Code, StringComparer.Ordinal)];
    }

    /// <summary>What the city offers, by code.</summary>
    public IReadOnlyList<ProcedureVersion> InOrder { get; }

    IEnumerable<Deciding> INameDeciders.Deciders =>
        InOrder.Select(v => new Deciding(v.Definition.Decision.Source(v.Code), v.Definition.Title.Ja, v.Definition.Decision.Posts));

    /// <summary>The procedure as it is offered on a day; null when there is none.</summary>
    public ProcedureVersion? Offered(string code, DateOnly today) =>
        current.GetValueOrDefault(code) is { } version && version.ValidFrom <= today ? version : null;

    /// <summary>Title in Japanese for lists; the code when the procedure is gone.</summary>
    public string TitleOf(string code, Language language) =>
        current.GetValueOrDefault(code) is { } known ? language.Say(known.Definition.Title) : code;

    public string TitleOf(string code) => current.GetValueOrDefault(code)?.Definition.Title.Ja ?? code;

    /// <summary>The title that a mail may say.</summary>
    public string MailTitleOf(string code, Language language) =>
        current.GetValueOrDefault(code) is { } known ? language.Say(known.Definition.MailTitle) : code;

    /// <summary>The pinned version.</summary>
    public async ValueTask<ProcedureVersion> Pinned(CityDb db, string hash, CancellationToken ct)
    {
        if (byHash.TryGetValue(hash, out var known)) return known;
        var stored = await db.Set<PublishedDefinition>().AsNoTracking()
            .FirstOrDefaultAsync(d => d.Hash == hash, ct) ?? throw new InvalidOperationException($"definition {hash} was never published");
        var faults = new Faults(stored.Code);
        return byHash.GetOrAdd(hash, ProcedureVersion.Read(stored.Json, city.Words, faults) ?? throw new BrokenProfile(faults.All));
    }
}

/// <summary>Publishes the city's definitions when the hall opens: a content that is new becomes a new version, nothing is ever
/// changed.</summary>
sealed class Publish(Catalogue catalogue, Turns turns, TimeProvider clock) : IHostedService
{
    public Task StartAsync(CancellationToken stop) => turns.Run(async (_, db, ct) =>
    {
        var hashes = catalogue.InOrder.Select(v => v.Hash).ToList();
        var known = await db.Set<PublishedDefinition>().Where(d => hashes.Contains(d.Hash)).Select(d => d.Hash).ToListAsync(ct);
        foreach (var version in catalogue.InOrder.Where(v => !known.Contains(v.Hash)))
            db.Add(new PublishedDefinition
            {
                Hash = version.Hash, Code = version.Code, ValidFrom = version.ValidFrom,
                Json = version.Version.Json, ImportedAt = clock.GetUtcNow()
            });
        return true;
    });

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
}
