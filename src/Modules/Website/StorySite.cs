using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>The practice site of a city: pages and notices with owners and ends, and some faults to find. What is told in days counts from
/// today: it comes in as a story ends, so that its news are new.</summary>
static class StorySite
{
    /// <summary>The file as it is written; null where a city has none.</summary>
    internal sealed record Practice(string? Json)
    {
        internal static readonly CityFiles Files = new CityFiles<Practice>("website", "practice*.json", "practice-site.json", r =>
        {
            r.Files.FirstOrDefault()?.OpenTable("pages", "notices", "gazette");
            return new(r.Files.Count == 0 ? null : r.File.Text);
        });
    }

    static readonly TimeSpan BeforeTheEnd = TimeSpan.FromHours(1);

    public static Task Seed(Seeding seeding)
    {
        if (!seeding.Told) Add(seeding.Services, seeding.Db);
        return Task.CompletedTask;
    }

    public static void Scenes(Telling telling) => telling.At(telling.End - BeforeTheEnd,
        () => telling.Services.GetRequiredService<Turns>().Run((services, db, _) =>
        {
            Add(services, db);
            return Task.FromResult(true);
        }));

    static void Add(IServiceProvider services, CityDb db)
    {
        if (services.GetRequiredService<CityProfile>().Files<Practice>().Json is not { } json) return;
        var (root, clock, number) = (JsonNode.Parse(json), services.GetRequiredService<TimeProvider>(), 1_000_001);
        foreach (var (kind, list) in new[] { (PageKind.Page, "pages"), (PageKind.Notice, "notices") })
            foreach (var each in root?[list]?.AsArray().OfType<JsonObject>() ?? [])
                Add(db, clock, each, kind, number++);
        GazetteStory.Add(db, clock, services.GetRequiredService<CityProfile>(), root?["gazette"]);
    }

    static void Add(CityDb db, TimeProvider clock, JsonObject each, PageKind kind, int number)
    {
        var (today, content) = (clock.Today(), Content.Of(each["content"]?.ToJsonString() ?? "{}"));
        if (each["day"] is { } day && content.Facts is { } facts)
            content = content with
            {
                Facts = facts with { Times = [new(today.AddDays((int)day), Clock(each["from"]), Clock(each["until"]))] },
            };
        // Each at a time of its own, so that lists have one order.
        var published = clock.GetUtcNow().AddDays(-(int)(each["publishedDaysAgo"] ?? 1)).AddMinutes(-(number % 1_000));
        var page = SitePage.Told(clock, number, kind, (string?)each["owner"] ?? "", (string?)each["place"] ?? "",
            today.AddDays((int)(each["reviewInDays"] ?? 200)),
            each["expiresInDays"] is { } ends ? today.AddDays((int)ends + 1).Midnight() : null, published);
        var edition = Edition.Told(clock, page, content, kind is PageKind.Notice ? FeedChannel.Name : "", published);
        page.Publish(edition, content, published);
        if (page.ExpiresAt is { } end && end <= clock.GetUtcNow()) page.End(Ending.Expired, null, null, end);
        db.Add(page);
        db.Add(edition);
        foreach (var topic in content.Topics) db.Add(new SitePages.TopicOf { Page = page.Id, Topic = topic });
    }

    static TimeOnly? Clock(JsonNode? said) => said is null ? null
        : TimeOnly.ParseExact((string?)said ?? "", "H:mm", CultureInfo.InvariantCulture);
}
