using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>The practice site of a city: pages and notices with owners and ends, and some faults to find. What is told in days counts from
/// the
/// story's first day.</summary>
static class StorySite
{
    /// <summary>The file as it is written; null where a city has none.</summary>
    internal sealed record Practice(string? Json)
    {
        internal static readonly CityFiles Files = new CityFiles<Practice>("website", "practice*.json", "practice-site.json", r =>
        {
            r.Files.FirstOrDefault()?.OpenTable("pages", "notices");
            return new(r.Files.Count == 0 ? null : r.File.Text);
        });
    }

    public static Task Seed(Seeding seeding)
    {
        var city = seeding.Services.GetRequiredService<CityProfile>();
        if (city.Files<Practice>().Json is not { } json) return Task.CompletedTask;
        var (root, today, number) = (JsonNode.Parse(json), seeding.Clock.Today(), 1_000_001);
        foreach (var (kind, list) in new[] { (PageKind.Page, "pages"), (PageKind.Notice, "notices") })
            foreach (var each in root?[list]?.AsArray().OfType<JsonObject>() ?? [])
                Add(seeding, each, kind, number++, today);
        return Task.CompletedTask;
    }

    static void Add(Seeding seeding, JsonObject each, PageKind kind, int number, DateOnly today)
    {
        var content = Content.Of(each["content"]?.ToJsonString() ?? "{}");
        if (each["day"] is { } day && content.Facts is { } facts)
            content = content with
            {
                Facts = facts with
                {
                    Times = [new(today.AddDays((int)day), Clock(each["from"]),
                Clock(each["until"]))]
                }
            };
        var published = seeding.Clock.GetUtcNow().AddDays(-(int)(each["publishedDaysAgo"] ?? 1));
        var page = SitePage.Told(seeding.Clock, number, kind, (string?)each["owner"] ?? "", (string?)each["place"] ?? "",
            today.AddDays((int)(each["reviewInDays"] ?? 200)),
            each["expiresInDays"] is { } ends ? today.AddDays((int)ends + 1).Midnight() : null, published);
        var edition = Edition.Told(seeding.Clock, page, content, kind is PageKind.Notice ? FeedChannel.Name : "", published);
        page.Publish(edition, content, published);
        if (page.ExpiresAt is { } end && end <= seeding.Clock.GetUtcNow()) page.End(Ending.Expired, null, null, end);
        seeding.Db.Add(page);
        seeding.Db.Add(edition);
        foreach (var topic in content.Topics) seeding.Db.Add(new SitePages.TopicOf { Page = page.Id, Topic = topic });
    }

    static TimeOnly? Clock(JsonNode? said) => said is null ? null
        : TimeOnly.ParseExact((string?)said ?? "", "H:mm", CultureInfo.InvariantCulture);
}
