using Keyaki.Contracts.Website;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>Tells the front page what is new on the site, and what its parts are.</summary>
sealed class SiteFront(CityProfile city) : ISiteFront
{
    public async Task<IReadOnlyList<NewsLine>> Newest(CityDb db, int most, CancellationToken ct) =>
        [.. (await SitePages.Notices(db, null, most, ct))
            .Select(p => new NewsLine(new(p.Title, p.TitleEasy, p.TitleEn), p.Url(), (p.PublishedAt ?? default).Day()))];

    public IReadOnlyList<(Text Title, string Url)> Parts => [.. city.Files<SitePlan>().Places.Select(p => (p.Title, p.Url))];

    public string News => ShowPlace.AllNews;
}
