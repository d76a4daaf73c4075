using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Looks up what the checker must know about a page, and lets it look.</summary>
sealed class Checking(IProcedures procedures, CityProfile city, Feeds feeds)
{
    public async Task<IReadOnlyList<Finding>> Look(CityDb db, SitePage page, Edition edition, DateOnly today, CancellationToken ct) =>
        await Look(db, page, edition, (await Waivers(db, [page.Id], ct))[page.Id], today, ct);

    async Task<IReadOnlyList<Finding>> Look(CityDb db, SitePage page, Edition edition, IEnumerable<Waiver> waivers, DateOnly today,
        CancellationToken ct) => Waiver.Apply(Checker.Look(new(edition.Content, await Around(db, page, edition, today, ct))),
            edition.Content, [.. waivers]);

    static async Task<ILookup<Guid, Waiver>> Waivers(CityDb db, IReadOnlyCollection<Guid> pages, CancellationToken ct) =>
        (await db.Set<Waiver>().AsNoTracking().Where(w => pages.Contains(w.Page) && w.Agreed == true).ToListAsync(ct)).ToLookup(w => w.Page);

    /// <summary>Public pages after this one, in the order of their ids, with what is found on each.</summary>
    public async Task<IReadOnlyList<(SitePage Page, IReadOnlyList<Finding> Found)>> Some(CityDb db, Guid? after, int most, DateOnly today,
        CancellationToken ct)
    {
        var pages = await db.Readable().AsNoTracking().Where(p => after == null || p.Id > after).OrderBy(p => p.Id).Take(most)
            .ToListAsync(ct);
        var live = pages.Select(p => p.Live).OfType<Guid>().ToList();
        var editions = await db.Editions().AsNoTracking().Where(e => live.Contains(e.Id)).ToDictionaryAsync(e => e.Page, ct);
        var waivers = await Waivers(db, [.. pages.Select(p => p.Id)], ct);
        var found = new List<(SitePage, IReadOnlyList<Finding>)>();
        foreach (var page in pages) found.Add((page, await Look(db, page, editions[page.Id], waivers[page.Id], today, ct)));
        return found;
    }

    async Task<CheckSurroundings> Around(CityDb db, SitePage page, Edition edition, DateOnly today, CancellationToken ct)
    {
        var (content, contact) = (edition.Content, city.ContactOf(page.Owner, today));
        var known = new Dictionary<string, ProcedureFigures>(StringComparer.Ordinal);
        foreach (var code in Codes(content))
            if (await procedures.Face(db, code, today, ct) is { } face) known[code] = new(face.Title.Ja, face.Until);
        var titles = content.Written.Select(w => w.Wording.Title).ToList();
        var others = await db.Readable().Where(p => p.Id != page.Id && titles.Contains(p.Title)).Select(p => p.Title).ToListAsync(ct);
        var links = await Links(db, content, ct);
        var shown = await Materials.Load(db, Materials.In(content), ct);
        return new()
        {
            Today = today, Words = city.Files<WebsiteWords>(), IsNotice = page.Kind is PageKind.Notice, Owner = page.Owner,
            Phone = contact.Phone, Phones = [.. city.DepartmentsOn(today).Select(d => d.Phone).OfType<string>(), city.Hall.Phone],
            ReviewDay = page.ReviewOn, Publishes = edition.PublishAt, Expires = page.ExpiresAt,
            Procedure = code => known.GetValueOrDefault(code), HasTitle = others.Contains, Link = url => links.GetValueOrDefault(url),
            Picture = code => PictureOf(shown.GetValueOrDefault(code)?.Of), File = code => FileOf(shown.GetValueOrDefault(code)?.Of),
            OwnHosts = Uri.TryCreate(feeds.Root, UriKind.Absolute, out var root) ? [root.Host] : [],
        };
    }

    /// <summary>What was taken away cannot be shown either.</summary>
    static PictureFacts PictureOf(Material? of) => new(of?.FileName ?? "", of?.IsText ?? false,
        of is not { Kind: MaterialKind.Picture, State: not MaterialState.Failed });

    static FileFacts? FileOf(Material? of) => of is null ? null
        : new(of.IsPdf ? "pdf" : System.IO.Path.GetExtension(of.FileName).TrimStart('.'), of.Size,
            of.HasTitle, of.HasLanguage, of.IsTagged, of.HasText);

    static IEnumerable<string> Codes(Content content) => content.Written.SelectMany(w => w.Wording.Blocks)
        .Where(b => b.Kind == "procedure").Select(b => b["code"]).Append(content.Facts?.Apply.Procedure ?? "").Where(c => c.Length > 0)
            .Distinct();

    /// <summary>How the pages stand that it links to, by the address as it is written.</summary>
    static async Task<Dictionary<string, TargetState>> Links(CityDb db, Content content, CancellationToken ct)
    {
        var found = new Dictionary<string, TargetState>(StringComparer.Ordinal);
        var numbers = (from w in content.Written from b in w.Wording.Blocks from v in b.Values.Values from l in Kits.Inline.Links(v)
                       where ShowAddress.NumberOf(l.Url) is not null select (l.Url, Number: ShowAddress.NumberOf(l.Url) ?? 0)).Distinct()
                           .ToList();
        if (numbers.Count == 0) return found;
        var asked = numbers.Select(n => n.Number).ToList();
        var pages = await db.Pages().AsNoTracking().Where(p => asked.Contains(p.Number)).ToDictionaryAsync(p => p.Number, ct);
        foreach (var (url, number) in numbers)
            found[url] = pages.GetValueOrDefault(number) is not { } page ? TargetState.Unknown
                : page.Ended is not null ? TargetState.Ended : page.IsLive ? TargetState.Published : TargetState.Unpublished;
        return found;
    }
}
