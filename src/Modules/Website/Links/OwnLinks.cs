using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>Our own addresses, found inside: pages and the place in them, parts of the site, procedures, pages of the program.</summary>
sealed class OwnLinks(CityProfile city, BlockKinds kinds, IProcedures procedures, EndpointDataSource endpoints, TimeProvider clock)
{
    static readonly string[] Files = ["/sitemap.xml", "/robots.txt", "/sitemap", "/news"];

    public async Task<LinkFinding> Check(CityDb db, string url, CancellationToken ct)
    {
        var (path, fragment) = url.IndexOf('#') is >= 0 and var at ? (url[..at], url[(at + 1)..]) : (url, "");
        path = path.Split('?')[0];
        var (key, plan) = (SiteAddress.Key(Uri.UnescapeDataString(path)), city.Files<SitePlan>());
        if (key == "/office" || key.StartsWith("/office/", StringComparison.Ordinal))
            return LinkFinding.Broken("職員だけが開けるアドレスです。");
        if (SiteAddress.Number(key) is { } number && await db.Pages().AsNoTracking()
            .FirstOrDefaultAsync(p => p.Number == number, ct) is { } page)
            return await Page(db, page, fragment, ct);
        var place = key.EndsWith("/en", StringComparison.Ordinal) ? key[..^3] : key.EndsWith("/easy", StringComparison.Ordinal) ? key[..^5]
            : key;
        if (plan.Find(place.Trim('/')) is not null || Files.Contains(place) || IsNews(place, plan)) return LinkFinding.Good;
        if (await Program(db, key, ct) is { } found) return found;
        return await Redirects.Lead(db, path, ct) is not null ? LinkFinding.Good
            : LinkFinding.Broken("このサイトに、そのアドレスはありません。");
    }

    static bool IsNews(string place, SitePlan plan) => place.StartsWith("/news", StringComparison.Ordinal)
        && (place.Split('.') is [var name, "rss" or "atom" or "json"] ? name : place) is var list
            && (list == "/news" || plan.Topics.Any(t => list == $"/news/{t.Code}"));

    async Task<LinkFinding> Page(CityDb db, SitePage page, string fragment, CancellationToken ct)
    {
        if (page.Ended is Ending.Error or Ending.Expired) return LinkFinding.Broken("公開を終えたページです。");
        if (page.Ended is Ending.Withdrawn) return LinkFinding.Warned("取り下げたページです。");
        if (page.Ended is Ending.Merged) return LinkFinding.Good;
        if (page.Live is not { } live) return LinkFinding.Broken("まだ公開していないページです。");
        if (fragment is "" or "main" or "top") return LinkFinding.Good;
        var content = (await db.Editions().AsNoTracking().FirstAsync(e => e.Id == live, ct)).Content;
        var html = new HtmlWriter(4096);
        kinds.Write(content.Ja.Blocks, html, new(Language.Japanese, city, clock.Today()) { Owner = page.Owner });
        return html.ToString().Contains($"id=\"{Uri.UnescapeDataString(fragment)}\"", StringComparison.Ordinal) ? LinkFinding.Good
            : LinkFinding.Warned($"ページはありますが、その中に「#{fragment}」という場所がありません。");
    }

    /// <summary>A page of the program; null where no route has it.</summary>
    async Task<LinkFinding?> Program(CityDb db, string key, CancellationToken ct)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.Order < int.MaxValue
            && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false && e.RoutePattern.RawText is not null))
        {
            var values = new RouteValueDictionary();
            if (!new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(key, values)) continue;
            if (key.StartsWith("/procedures/", StringComparison.Ordinal) && values.TryGetValue("code", out var code))
                return await procedures.Face(db, $"{code}", clock.Today(), ct) is null ? LinkFinding.Broken("その手続はありません。")
                    : LinkFinding.Good;
            if (key.StartsWith("/about/", StringComparison.Ordinal) && values.TryGetValue("code", out var about)
                && !city.Pages.Any(p => p.Code == $"{about}")) continue;
            return LinkFinding.Good;
        }
        return null;
    }
}
