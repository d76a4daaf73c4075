using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Which page leads where: gathered from the live pages before the links are looked at, and summed up for their owners
/// after.</summary>
sealed class LinkBook(IDatabase database, Turns turns, BlockKinds kinds, Feeds feeds, TimeProvider clock)
{
    const int Pages = 50;

    public async Task Gather(DateOnly night, CancellationToken ct)
    {
        var list = new PageLinkList(kinds, feeds.Root);
        await using var db = database.OpenReader();
        var live = await db.Readable().OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(ct);
        foreach (var some in live.Chunk(Pages))
        {
            var pages = await db.Readable().AsNoTracking().Where(p => some.Contains(p.Id)).ToListAsync(ct);
            var editions = pages.Select(p => p.Live).OfType<Guid>().ToList();
            var contents = await db.Editions().AsNoTracking().Where(e => editions.Contains(e.Id))
                .ToDictionaryAsync(e => e.Page, e => e.Content, ct);
            var links = pages.Where(p => contents.ContainsKey(p.Id)).ToDictionary(p => p.Id, p => list.Of(p, contents[p.Id]));
            await turns.Run((_, turn, stop) => Keep(turn, some, links, night, stop));
        }
        await turns.Run(async (_, turn, stop) =>
        {
            var readable = turn.Readable();
            await turn.Set<LinkUse>().Where(u => !readable.Any(p => p.Id == u.Page)).ExecuteDeleteAsync(stop);
            await turn.Set<SiteLink>().Where(l => !turn.Set<LinkUse>().Any(u => u.Link == l.Id)).ExecuteDeleteAsync(stop);
            return true;
        });
    }

    async Task<bool> Keep(CityDb db, Guid[] pages, Dictionary<Guid, IReadOnlyDictionary<string, string>> links, DateOnly night,
        CancellationToken ct)
    {
        var urls = links.Values.SelectMany(l => l.Keys).Distinct().ToList();
        var rows = await db.Set<SiteLink>().AsTracking().Where(l => urls.Contains(l.Url)).ToDictionaryAsync(l => l.Url, ct);
        foreach (var url in urls)
        {
            if (!rows.TryGetValue(url, out var row)) db.Add(rows[url] = row =
                new() { Id = clock.NewId(), Url = url, Host = PageLinkList.HostOf(url) });
            row.SeenOn = night;
        }
        var uses = await db.Set<LinkUse>().AsTracking().Where(u => pages.Contains(u.Page)).ToDictionaryAsync(u => (u.Page, u.Link), ct);
        foreach (var (page, targets) in links)
            foreach (var (url, words) in targets)
                if (uses.Remove((page, rows[url].Id), out var use)) use.Words = PlainText.Cut(words, LinkUse.LongestWords);
                else db.Add(new LinkUse { Page = page, Link = rows[url].Id, Words = PlainText.Cut(words, LinkUse.LongestWords) });
        db.RemoveRange(uses.Values);
        return true;
    }

    /// <summary>What each page has to mend; pages that have nothing more are none.</summary>
    public Task Sum() => turns.Run(async (_, db, stop) =>
    {
        var broken = await db.Set<LinkUse>().Where(u => db.Set<SiteLink>().Any(l => l.Id == u.Link && l.State == LinkState.Broken))
            .GroupBy(u => u.Page).Select(g => new { Page = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Page, g => g.Count, stop);
        var ids = broken.Keys.ToList();
        var pages = await db.Readable().AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(stop);
        var rows = await db.Set<PageLinks>().AsTracking().ToDictionaryAsync(r => r.Page, stop);
        foreach (var page in pages)
        {
            if (rows.Remove(page.Id, out var row)) (row.Title, row.Owner, row.Broken, row.At) =
                (page.Title, page.Owner, broken[page.Id], clock.GetUtcNow());
            else db.Add(new PageLinks
            {
                Id = clock.NewId(), Page = page.Id, Title = page.Title, Owner = page.Owner,
                Broken = broken[page.Id], At = clock.GetUtcNow()
            });
        }
        db.RemoveRange(rows.Values);
        return true;
    });
}
