using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>見直し: a page waits for its department from 30 days before somebody has to look at it again or it ends, and more loudly
/// from the last seven on. A notice ends by itself when what it tells of is over.</summary>
sealed class ReviewTasks : TaskSource<SitePage>
{
    protected override Guid Cause(SitePage page) => page.Id;

    protected override Task<TaskWish?> Wish(CityDb db, SitePage page, CancellationToken ct) =>
        Task.FromResult<TaskWish?>(!page.IsLive || page.Kind is PageKind.Notice ? null
            : new(page.IsUrged ? TaskKind.Repair : TaskKind.Finish, $"{What(page)}：{page.Title}", WebsitePaths.Page(page.Id))
            {
                Department = page.Owner, Power = WebsiteModule.Write, Due = page.CareOn, From = page.CareOn.AddDays(-SitePage.CareEarly),
            });

    static string What(SitePage page) => (page.Ends, page.IsUrged) switch
    {
        (true, true) => $"あと{SitePage.CareLate}日で公開が終わるページ",
        (true, false) => "まもなく公開が終わるページ",
        (false, true) => $"見直し日まで{SitePage.CareLate}日のページ",
        _ => "見直し日が近いページ",
    };
}

/// <summary>Each morning: pages whose last seven days have begun are urged, once.</summary>
sealed class UrgeReviews : IJob
{
    public string Code => "website.reviews";
    public string Label => "見直し日の近いページを課に知らせる";
    public When When => When.Daily(new(6, 30));

    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        var last = due.Now.Day().AddDays(SitePage.CareLate);
        var end = last.AddDays(1).Midnight();
        foreach (var page in await db.Readable().AsTracking().Where(p => p.Kind == PageKind.Page && !p.IsUrged
            && (p.ReviewOn <= last || p.ExpiresAt != null && p.ExpiresAt <= end)).ToListAsync(ct)) page.Urge();
    }
}
