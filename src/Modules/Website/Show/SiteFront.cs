using System.Text;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Tells the front page what is new on the site, and what its parts are.</summary>
sealed class SiteFront(CityProfile city, AlertBoard board, SiteCache cache, LightTop light) : ISiteFront
{
    public async Task<IResult?> Light(Look look)
    {
        if (board.Now.Lines.Count == 0 || look.Query.ContainsKey("full") || look.Request?.Features.Get<ForCopy>() is not null) return null;
        var (l, count) = (look.Language, cache.Changes);
        var key = $"light {l.Code}";
        // Kept like every page, but not by others: the address does not say the language.
        return new KeptResult(cache.Find(key) ?? cache.Keep(key, Encoding.UTF8.GetBytes(await light.Html(look, l)),
            "text/html; charset=utf-8",
            count, null), IsOwn: true);
    }

    public async Task<IReadOnlyList<NewsLine>> Newest(CityDb db, int most, CancellationToken ct) =>
        [.. (await SitePages.Notices(db, null, most, ct))
            .Select(p => new NewsLine(new(p.Title, p.TitleEasy, p.TitleEn), p.Url(), (p.PublishedAt ?? default).Day()))];

    public IReadOnlyList<(Text Title, string Url)> Parts => [.. city.Files<SitePlan>().Places.Select(p => (p.Title, p.Url))];

    public string News => ShowPlace.AllNews;

    public async Task<SiteOfEvent> Of(CityDb db, string lifeEvent, Language language, int most, CancellationToken ct)
    {
        var plan = city.Files<SitePlan>();
        if (plan.Events.FirstOrDefault(e => e.Code == lifeEvent) is not { } mine) return new([], [], []);
        var (places, topics) = (mine.Places.ToList(), mine.Topics.ToList());
        var pages = await db.Readable().AsNoTracking().Where(p => p.Kind == PageKind.Page && places.Contains(p.Place))
            .OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id).Take(most).ToListAsync(ct);
        var notices = await db.Readable().AsNoTracking().Where(p => p.Kind == PageKind.Notice
            && db.Set<SitePages.TopicOf>().Any(t => t.Page == p.Id && topics.Contains(t.Topic)))
            .OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id).Take(most).ToListAsync(ct);
        return new([.. mine.Places.Select(plan.Find).OfType<SitePlace>().Select(p => (p.Title, ShowPlace.In(p.Url, language)))],
            [.. pages.Select(Line)], [.. notices.Select(Line)]);
        NewsLine Line(SitePage p) => new(new(p.Title, p.TitleEasy, p.TitleEn), p.Url(language), (p.PublishedAt ?? default).Day());
    }
}
