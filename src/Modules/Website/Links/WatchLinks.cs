using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Which part of a night's work: gather the links, look at some of them, sum up.</summary>
/// <param name="Before">Looked at since then, a link needs no second look.</param>
sealed record LinkErrand(DateOnly Night, DateTimeOffset Before, string Step, int Round);

/// <summary>Each night the links of all live pages are looked at.</summary>
sealed class LinkNight(Outbox outbox) : IJob
{
    public string Code => "website.links";
    public string Label => "ホームページのリンクを調べ始める";
    public When When => When.Daily(new(2, 0));

    public Task Do(CityDb db, Due due, CancellationToken ct)
    {
        WatchLinks.Ring(outbox, db, new(due.Now.Day(), due.Now - LinkManners.Fresh, WatchLinks.Gather, 0));
        return Task.CompletedTask;
    }
}

/// <summary>リンクの見張り: errands that ring for each other, each some seconds long, outside of any turn; what they found is written in
/// short ones. So nothing else waits for a slow site, and a killed program goes on where it was.</summary>
sealed class WatchLinks(IDatabase database, Turns turns, Outbox outbox, LinkBook book, OwnLinks own, LinkProbe probe, LinkManners manners,
    TimeProvider clock) : IOutboxWork
{
    public const string WorkKind = "website.links", Gather = "gather", Look = "look", Sum = "sum";
    const int AtOnce = 200, Hosts = 4;

    public string Kind => WorkKind;
    public string Label => "ホームページのリンクを調べる";

    public static void Ring(Outbox outbox, CityDb db, LinkErrand errand) =>
        outbox.Add(db, WorkKind, string.Create(CultureInfo.InvariantCulture,
        $"{errand.Night:yyyyMMdd}-{errand.Before.ToUnixTimeSeconds()}-{errand.Step}-{errand.Round}"), errand);

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var errand = JsonSerializer.Deserialize<LinkErrand>(item.Payload) ?? throw new InvalidDataException(item.Payload);
        switch (errand.Step)
        {
            case Gather:
                await book.Gather(errand.Night, ct);
                await Next(errand with { Step = Look });
                break;
            case Look:
                await Next(await LookAtSome(errand, ct) ? errand with { Round = errand.Round + 1 } : errand with { Step = Sum, Round = 0 });
                break;
            default:
                await book.Sum();
                break;
        }
    }

    Task<bool> Next(LinkErrand errand) => turns.Run((_, db, _) =>
    {
        Ring(outbox, db, errand);
        return Task.FromResult(true);
    });

    /// <summary>False where none was left.</summary>
    async Task<bool> LookAtSome(LinkErrand errand, CancellationToken ct)
    {
        List<SiteLink> some;
        await using var db = database.OpenReader();
        some = await db.Set<SiteLink>().AsNoTracking().Where(l => l.SeenOn == errand.Night
            && (l.CheckedAt == null || l.CheckedAt < errand.Before))
            .OrderBy(l => l.Id).Take(AtOnce).ToListAsync(ct);
        if (some.Count == 0) return false;
        var found = new Dictionary<Guid, LinkFinding>();
        foreach (var link in some.Where(l => l.Url.StartsWith('/'))) found[link.Id] = await own.Check(db, link.Url, ct);
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(some.Where(l => !l.Url.StartsWith('/')).GroupBy(l => l.Host),
            new ParallelOptions { MaxDegreeOfParallelism = Hosts, CancellationToken = ct },
            async (host, stop) =>
            {
                foreach (var link in host)
                {
                    if (Stopwatch.GetElapsedTime(begun) > manners.Errand) return;
                    var what = await probe.Check(link.Url, stop);
                    lock (found) found[link.Id] = what;
                }
            });
        await turns.Run(async (_, turn, stop) =>
        {
            var ids = found.Keys.ToList();
            foreach (var link in await turn.Set<SiteLink>().AsTracking().Where(l => ids.Contains(l.Id)).ToListAsync(stop))
                link.Note(found[link.Id], clock.GetUtcNow());
            return true;
        });
        return true;
    }
}
