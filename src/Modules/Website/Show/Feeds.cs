using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Keyaki.Website;

/// <summary>更新情報: the newest notices, all or of one topic, as RSS 2.0, Atom and JSON Feed 1.1; and the site map for search machines.</summary>
sealed class Feeds(IConfiguration configuration)
{
    const int Most = 50;
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Map = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>The city's public address, without a slash at its end.</summary>
    public string Root { get; } = configuration["Keyaki:PublicAddress"]?.TrimEnd('/') ?? "";

    sealed record Item(SitePage Page, string Summary);

    /// <summary>The text and its type; nothing where the address is no feed.</summary>
    public async Task<(string? Text, string Type)> Find(Look look, string path)
    {
        if (path == "/sitemap.xml") return (await SiteMap(look), "application/xml; charset=utf-8");
        if (path == "/robots.txt") return ($"User-agent: *\nDisallow: /my\nDisallow: /office\nSitemap: {Root}/sitemap.xml\n", "text/plain; charset=utf-8");
        if (!path.StartsWith("/news", StringComparison.Ordinal) || path.LastIndexOf('.') is not (> 0 and var dot)) return default;
        var (name, kind) = (path[..dot], path[(dot + 1)..]);
        var topic = name == "/news" ? null : look.City.Files<SitePlan>().Topics.FirstOrDefault(t => name == $"/news/{t.Code}");
        if (name != "/news" && topic is null) return default;
        if (kind is not ("rss" or "atom" or "json")) return default;
        var pages = await SitePages.Notices(look.Db, topic?.Code, Most, look.Stop);
        var live = pages.Select(p => p.Live).ToList();
        var said = await look.Db.Editions().AsNoTracking().Where(e => live.Contains(e.Id)).ToDictionaryAsync(e => e.Page, e => e.Content.Ja.Summary,
            look.Stop);
        var items = pages.Select(p => new Item(p, said.GetValueOrDefault(p.Id, ""))).ToList();
        var title = $"{look.City.City.Name}　{(topic is null ? "新着のお知らせ" : $"お知らせ（{topic.Title.Ja}）")}";
        return kind switch
        {
            "rss" => (Rss(title, name, items), "application/rss+xml; charset=utf-8"),
            "atom" => (AtomFeed(title, name, items), "application/atom+xml; charset=utf-8"),
            _ => (Json(title, name, items), "application/feed+json; charset=utf-8"),
        };
    }

    string Rss(string title, string name, List<Item> items) => Xml(new XElement("rss", new XAttribute("version", "2.0"),
        new XAttribute(XNamespace.Xmlns + "atom", Atom.NamespaceName), new XElement("channel",
            new XElement("title", title), new XElement("link", Root + name + "/"), new XElement("description", title), new XElement("language", "ja"),
            new XElement(Atom + "link", new XAttribute("href", Root + name + ".rss"), new XAttribute("rel", "self"), new XAttribute("type", "application/rss+xml")),
            items.Select(i => new XElement("item", new XElement("title", i.Page.Title), new XElement("link", Root + i.Page.Url()),
                new XElement("guid", new XAttribute("isPermaLink", "false"), Id(i)), new XElement("description", i.Summary),
                new XElement("pubDate", (i.Page.PublishedAt ?? default).ToString("r", CultureInfo.InvariantCulture)))))));

    string AtomFeed(string title, string name, List<Item> items) => Xml(new XElement(Atom + "feed",
        new XElement(Atom + "title", title), new XElement(Atom + "id", Root + name + ".atom"),
        new XElement(Atom + "link", new XAttribute("href", Root + name + ".atom"), new XAttribute("rel", "self")),
        new XElement(Atom + "link", new XAttribute("href", Root + name + "/")),
        new XElement(Atom + "updated", Time(items.Count == 0 ? DateTimeOffset.UnixEpoch : items.Max(i => i.Page.UpdatedAt ?? default))),
        new XElement(Atom + "author", new XElement(Atom + "name", title)),
        items.Select(i => new XElement(Atom + "entry", new XElement(Atom + "title", i.Page.Title), new XElement(Atom + "id", Id(i)),
            new XElement(Atom + "link", new XAttribute("href", Root + i.Page.Url())), new XElement(Atom + "summary", i.Summary),
            new XElement(Atom + "published", Time(i.Page.PublishedAt ?? default)), new XElement(Atom + "updated", Time(i.Page.UpdatedAt ?? default))))));

    string Json(string title, string name, List<Item> items) => JsonSerializer.Serialize(new JsonObject
    {
        ["version"] = "https://jsonfeed.org/version/1.1", ["title"] = title, ["home_page_url"] = Root + name + "/", ["feed_url"] = Root + name + ".json",
        ["language"] = "ja",
        ["items"] = new JsonArray([.. items.Select(i => (JsonNode)new JsonObject
        {
            ["id"] = Id(i), ["url"] = Root + i.Page.Url(), ["title"] = i.Page.Title, ["content_text"] = i.Summary.Length > 0 ? i.Summary : i.Page.Title,
            ["date_published"] = Time(i.Page.PublishedAt ?? default), ["date_modified"] = Time(i.Page.UpdatedAt ?? default),
        })]),
    }, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) });

    async Task<string> SiteMap(Look look)
    {
        var pages = await look.Db.Readable().AsNoTracking().OrderBy(p => p.Number).Take(50_000).ToListAsync(look.Stop);
        return Xml(new XElement(Map + "urlset", pages.Select(p => new XElement(Map + "url", new XElement(Map + "loc", Root + p.Url()),
            new XElement(Map + "lastmod", Time(p.UpdatedAt ?? default))))));
    }

    /// <summary>The same as long as the notice is there, wherever it moves.</summary>
    string Id(Item item) => $"{Root}/page/{item.Page.Number:0000000}";
    static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    static string Xml(XElement root) => new XDeclaration("1.0", "utf-8", null) + "\n" + root;
}
