using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>A part of the site, the news, or the site map: links to what lies there.</summary>
public sealed partial class ShowPlace
{
    const int Most = 200;

    public sealed record Page(SitePlan Plan, Language Language, string Url, string Here, Text Title, Text? Lead, IReadOnlyList<SitePlace> Below,
        IReadOnlyList<(Text Title, IReadOnlyList<SitePage> Pages)> Lists, string? Feed = null);

    /// <summary>The same list in another language: lists have no file of their own, and say it in the address.</summary>
    internal static string In(string url, Language language) => language.IsPlain ? url : $"{url}{language.Code}/";

    static readonly Text Pages = new("ページ", "ページ", "Pages"), Notices = new("お知らせ", "おしらせ", "News");

    public static async Task<Page> Make(Look look, SitePlace place, Language l)
    {
        var pages = await look.Db.Readable().AsNoTracking().Where(p => p.Place == place.Path).OrderByDescending(p => p.Kind == PageKind.Page)
            .ThenByDescending(p => p.PublishedAt).ThenBy(p => p.Id).Take(Most).ToListAsync(look.Stop);
        return new(look.City.Files<SitePlan>(), l, place.Url, place.Path, place.Title, place.Lead, place.Places,
            Lists((Pages, pages.Where(p => p.Kind is PageKind.Page)), (Notices, pages.Where(p => p.Kind is PageKind.Notice))));
    }

    public static async Task<Page> News(Look look, Topic? topic, Language l)
    {
        var notices = await SitePages.Notices(look.Db, topic?.Code, Most, look.Stop);
        var url = topic is null ? "/news/" : $"/news/{topic.Code}/";
        return new(look.City.Files<SitePlan>(), l, url, "", topic is null ? new("新着のお知らせ", "あたらしい おしらせ", "News")
            : new($"お知らせ：{topic.Title.Ja}", $"おしらせ：{topic.Title.Easy ?? topic.Title.Ja}", $"News: {topic.Title.En ?? topic.Title.Ja}"), null,
            [], Lists((Notices, notices)), url.TrimEnd('/'));
    }

    public static async Task<Page> Map(Look look, Language l)
    {
        var plan = look.City.Files<SitePlan>();
        var pages = await look.Db.Readable().AsNoTracking().Where(p => p.Kind == PageKind.Page).OrderBy(p => p.Title).Take(5_000).ToListAsync(look.Stop);
        return new(plan, l, "/sitemap/", "", new("サイトマップ", "サイトマップ", "Site map"), null, [],
            Lists([.. plan.All.Select(place => (place.Title, pages.Where(p => p.Place == place.Path)))]));
    }

    static List<(Text, IReadOnlyList<SitePage>)> Lists(params (Text Title, IEnumerable<SitePage> Pages)[] all) =>
        [.. all.Select(a => (a.Title, (IReadOnlyList<SitePage>)[.. a.Pages])).Where(a => a.Item2.Count > 0)];
}
