using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Keyaki.Website;

/// <summary>What came of an export.</summary>
/// <param name="Made">Files that were drawn; <paramref name="Changed"/>: of these, other than before.</param>
/// <param name="Mended">Files whose bytes on the disk were not what had been written.</param>
public sealed record Exported(int Files, int Made, int Changed, int Mended);

/// <summary>Makes the static copy: every public page in every language, as everybody would get it, with pictures, feeds, and a small index
/// to search by.</summary>
public sealed class SiteCopy(OwnPages pages, IDatabase database, CityProfile city, BlockKinds kinds, IEnumerable<ICopied> rooms,
    TimeProvider clock, ILogger<SiteCopy> log)
{
    const string Page = "index";
    internal const string Index = "search/index.json", Away = "away";

    sealed record Wish(string Ask, string File, string? Key);

    /// <param name="verify">Everything is drawn anew and every file on the disk is looked at; else only what can have changed.</param>
    public async Task<Exported> Export(CopyFolder folder, bool verify, CancellationToken ct)
    {
        await using var db = database.OpenReader();
        var written = await Written(db, ct);
        var wishes = await Wishes(db, written, ct);
        var before = folder.Files;
        IReadOnlyList<string> broken = verify ? folder.Broken(before) : [];
        var bad = broken.ToHashSet(StringComparer.Ordinal);
        var files = new ConcurrentDictionary<string, CopiedFile>(StringComparer.Ordinal);
        var (made, changed) = (0, 0);
        using var next = folder.Begin();
        await Parallel.ForEachAsync(wishes, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct },
            async (wish, stop) =>
        {
            var old = bad.Contains(wish.File) ? null : before.GetValueOrDefault(wish.File);
            if (!verify && old is not null && wish.Key is not null && old.Key == wish.Key && next.Keep(wish.File))
            {
                files[wish.File] = old;
                return;
            }
            Interlocked.Increment(ref made);
            try
            {
                if (await pages.Get(wish.Ask, stop) is { Status: 200 } page) Put(wish.File, wish.Key, page.Bytes, old);
            }
            // One page that cannot be drawn keeps no other from being copied; it stays as it was.
            catch (Exception e) when (e is not (OperationCanceledException or IOException or UnauthorizedAccessException))
            {
                log.LogError(e, "{Address} cannot be drawn for the static copy", wish.Ask);
                if (old is not null && next.Keep(wish.File)) files[wish.File] = old;
            }
        });
        Put(Index, null, Found(written), before.GetValueOrDefault(Index));
        foreach (var (l, _) in Language.All) Put(FileOf(Away, l), null, Encoding.UTF8.GetBytes(CopyPages.Away(city, l)),
            before.GetValueOrDefault(FileOf(Away, l)));
        foreach (var (l, _) in Language.All) Put(FileOf("search/" + Page, l), null, Encoding.UTF8.GetBytes(CopyPages.Search(city, l)),
            before.GetValueOrDefault(FileOf("search/" + Page, l)));
        foreach (var asset in Assets.Names)
            Put(Assets.Url(asset).TrimStart('/'), null, Assets.Bytes(asset), before.GetValueOrDefault(Assets.Url(asset).TrimStart('/')));
        var all = new SortedDictionary<string, CopiedFile>(files, StringComparer.Ordinal);
        next.Turn(all);
        return new(all.Count, made, changed + before.Keys.Count(k => !files.ContainsKey(k)), broken.Count);

        void Put(string file, string? key, byte[] bytes, CopiedFile? old)
        {
            var hash = CopyFolder.HashOf(bytes);
            if (old?.Hash != hash || !next.Keep(file))
            {
                next.Write(file, bytes);
                Interlocked.Increment(ref changed);
            }
            files[file] = new(key, hash);
        }
    }

    /// <summary>Where a page of a language lies: <c>life/moving/index.en.html</c>.</summary>
    internal static string FileOf(string name, Language l) => l.IsPlain ? $"{name}.html" : $"{name}.{l.Code}.html";

    /// <summary>Every page that has text for readers, and what its edition says.</summary>
    static async Task<List<(SitePage Page, Guid Edition, string Json)>> Written(CityDb db, CancellationToken ct) =>
        [.. (await (from page in db.Pages().AsNoTracking()
                    join edition in db.Editions().AsNoTracking() on page.Live equals edition.Id
                    where !page.Drill && (page.Ended == null || page.Ended == Ending.Withdrawn)
                    orderby page.Number
                    select new { page, edition.Id, edition.Json }).ToListAsync(ct)).Select(p => (p.page, p.Id, p.Json))];

    async Task<List<Wish>> Wishes(CityDb db, List<(SitePage Page, Guid Edition, string Json)> written, CancellationToken ct)
    {
        var wishes = new List<Wish>();
        var (plan, today) = (city.Files<SitePlan>(), clock.Today());
        var places = plan.All.Select(p => p.Url).Concat([ShowPlace.SiteMap, ShowPlace.AllNews, ShowCare.Url, ShowFaq.Url])
            .Concat(plan.Topics.Select(t => $"{ShowPlace.AllNews}{t.Code}/"));
        if (city.Files<EmergencyPlan>().IsThere) places = places.Append(LightTop.Url);
        if (city.Files<ShelterPlan>().All.Count > 0) places = places.Append(ShowShelters.Url);
        foreach (var place in places)
            foreach (var (l, _) in Language.All)
                wishes.Add(new(ShowPlace.In(place, l), ShowPlace.In(place, l).TrimStart('/') + Page + ".html", null));
        foreach (var feed in plan.Topics.Select(t => $"{ShowPlace.AllNews}{t.Code}").Prepend(ShowPlace.AllNews.TrimEnd('/')))
            foreach (var kind in new[] { "rss", "atom", "json" }) wishes.Add(new($"{feed}.{kind}", $"{feed}.{kind}".TrimStart('/'), null));
        foreach (var file in new[] { "/sitemap.xml", "/robots.txt" }) wishes.Add(new(file, file.TrimStart('/'), null));
        foreach (var room in rooms)
            foreach (var address in await room.Addresses(db, today, ct))
                foreach (var (l, _) in Language.All)
                    wishes.Add(new(l.Url(address), FileOf($"{address.Trim('/')}/{Page}".TrimStart('/'), l), null));
        // What a page says by itself moves on with the day and with other rooms: those are drawn each time. A notice names its procedure
        // by the same word.
        var moving = kinds.All.Where(k => k.Moves).Select(k => $"\"{k.Code}\"").ToList();
        foreach (var (page, edition, json) in written)
        {
            var key = moving.Exists(m => json.Contains(m, StringComparison.Ordinal)) ? null : $"{page.Version} {edition:N}";
            foreach (var (l, _) in Language.All) wishes.Add(new(page.Url(l), page.Url(l).TrimStart('/'), key));
        }
        var open = Materials.Open(db);
        foreach (var file in await db.Set<MaterialFile>().AsNoTracking().Where(f => open.Any(u => u.Material == f.Material))
            .OrderBy(f => f.Id).ToListAsync(ct))
            wishes.Add(new(Materials.Public + file.Path, Uri.UnescapeDataString((Materials.Public + file.Path).TrimStart('/')), "kept"));
        return [.. wishes.DistinctBy(w => w.File)];
    }

    static IEnumerable<(string Code, Wording Wording)> Said(string json)
    {
        try { return Content.Of(json).Written; }
        catch (JsonException) { return []; }
    }

    /// <summary>Title, summary and address of every page in every language in which it is written.</summary>
    static byte[] Found(List<(SitePage Page, Guid Edition, string Json)> written)
    {
        var found = new Dictionary<string, List<string[]>>();
        foreach (var (l, _) in Language.All) found[l.Code] = [];
        foreach (var (page, _, json) in written.Where(w => w.Page.Ended is null).OrderBy(w => w.Page.Kind)
            .ThenByDescending(w => w.Page.PublishedAt).ThenBy(w => w.Page.Number))
            foreach (var (name, said) in Said(json))
                found[name].Add([said.Title, said.Summary, page.Url(new Language(name))]);
        return JsonSerializer.SerializeToUtf8Bytes(found, new JsonSerializerOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
        });
    }
}
