using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The times of published notices.</summary>
sealed class NoticeHappenings : IHappenings
{
    /// <summary>A calendar of more is read by nobody.</summary>
    const int Most = 500;

    public async Task<IReadOnlyList<SiteHappening>> Between(CityDb db, string? topic, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var notices = await SitePages.Notices(db, topic, Most, ct);
        var live = notices.Select(p => p.Live).ToList();
        var editions = await db.Editions().AsNoTracking().Where(e => live.Contains(e.Id)).ToDictionaryAsync(e => e.Page, ct);
        return [.. from page in notices where editions.ContainsKey(page.Id)
                   from time in editions[page.Id].Content.Facts?.Times ?? []
                   where time.LastDay >= first && time.Day <= last
                   select new SiteHappening(time.Day, time.From, time.Until, time.Last, new(page.Title, page.TitleEasy, page.TitleEn),
                       page.Url())];
    }
}
