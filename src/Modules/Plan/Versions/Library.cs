using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Plan;

/// <summary>The versions of the plan, laid open. An adopted one never changes and stays in memory.</summary>
public sealed class Library
{
    readonly ConcurrentDictionary<Guid, PlanContent> adopted = new();

    /// <summary>The plan as it is in force; null in a city without one.</summary>
    public async Task<(PlanVersion Version, PlanContent Content)?> Current(CityDb db, CancellationToken ct) =>
        await db.Set<PlanVersion>().AsNoTracking().Where(v => v.AdoptedAt != null).OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(ct) is { } version ? (version, await Of(db, version, ct)) : null;

    /// <summary>An adopted version by its number; null when there is none.</summary>
    public async Task<(PlanVersion Version, PlanContent Content)?> Adopted(CityDb db, int number, CancellationToken ct) =>
        await db.Set<PlanVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Number == number && v.AdoptedAt != null, ct) is { } version
            ? (version, await Of(db, version, ct)) : null;

    public async Task<PlanContent> Of(CityDb db, PlanVersion version, CancellationToken ct)
    {
        if (adopted.TryGetValue(version.Id, out var known)) return known;
        var content = Lay(await db.Set<PlanItem>().AsNoTracking().Where(i => i.VersionId == version.Id).OrderBy(i => i.Position)
            .ToListAsync(ct));
        return version.IsOpen ? content : adopted.GetOrAdd(version.Id, content);
    }

    /// <summary>The plan that items make.</summary>
    internal static PlanContent Lay(IReadOnlyList<PlanItem> items)
    {
        List<T> All<T>(string kind) => [.. items.Where(i => i.Kind == kind).Select(i => Read<T>(i.Json))];
        return new(All<Book>("book").Single(), All<Initiative>("initiative"), All<Target>("target"), All<RenewalSystem>("system"),
            All<FormerResult>("former"), All<Term>("term"), All<Slip>("slip"));
    }

    internal static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, PlanContent.Json) ?? throw new JsonException("null");
    internal static string Write<T>(T thing) => JsonSerializer.Serialize(thing, PlanContent.Json);

    /// <summary>The items of a content, in order.</summary>
    internal static IEnumerable<PlanItem> Items(PlanContent plan, Guid version, TimeProvider clock)
    {
        IEnumerable<(string Kind, string Code, string Json)> all =
        [
            ("book", "book", Write(plan.Book)), .. plan.Initiatives.Select(i => ("initiative", i.Code, Write(i))),
            .. plan.Targets.Select(t => ("target", t.Code, Write(t))),
            .. plan.Systems.Select(s => ("system", s.Number.ToString(CultureInfo.InvariantCulture), Write(s))),
            .. plan.Former.Select(f => ("former", f.Number.ToString(CultureInfo.InvariantCulture), Write(f))),
            .. plan.Terms.Select(t => ("term", t.Name, Write(t))), .. plan.Slips.Select(s => ("slip", s.Code, Write(s))),
        ];
        return all.Select((item, position) => new PlanItem
        {
            Id = clock.NewId(), VersionId = version, Kind = item.Kind, Code = item.Code,
            Position = position, Json = item.Json, Version = 1
        });
    }
}

/// <summary>The city's plan files are the first version, once: what is written in the program later never comes from files again.</summary>
sealed class FirstVersion(CityProfile city, IDatabase database, Turns turns, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken stop)
    {
        if (city.Files<PlanFiles>().Content is not { } content) return;
        await using (var db = database.OpenReader())
            if (await db.Set<PlanVersion>().AnyAsync(stop)) return;
        await turns.Run(async (_, db, ct) =>
        {
            if (await db.Set<PlanVersion>().AnyAsync(ct)) return false;
            var version = new PlanVersion { Id = clock.NewId(), Number = 1, Name = content.Book.Edition, OpenedAt = clock.GetUtcNow() };
            version.Adopt(null, clock.GetUtcNow());
            db.Add(version);
            foreach (var item in Library.Items(content, version.Id, clock)) db.Append(item);
            return true;
        });
    }

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
}
