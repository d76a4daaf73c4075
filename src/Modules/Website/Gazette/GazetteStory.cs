using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Website;

/// <summary>The issues of a practice city: one that is read already, and one of which proofs are read.</summary>
static class GazetteStory
{
    /// <summary>How far ahead the issue lies that is being made, in days at least.</summary>
    const int Ahead = 10;

    public static void Add(CityDb db, TimeProvider clock, CityProfile city, JsonNode? said)
    {
        if (city.Files<GazetteFile>().Plan is not { } plan || said is null) return;
        Add(db, clock, plan, city, plan.LastUntil(clock.Today()), GazetteState.Online, said["online"]);
        Add(db, clock, plan, city, plan.From(clock.Today().AddDays(Ahead)).First(), GazetteState.FirstProof, said["firstProof"]);
    }

    static void Add(CityDb db, TimeProvider clock, GazettePlan plan, CityProfile city, DateOnly day, GazetteState state, JsonNode? articles)
    {
        if (articles?.AsArray().OfType<JsonObject>().ToList() is not { Count: > 0 } each) return;
        var (issue, now) = (GazetteIssue.Told(clock, day, plan.NumberOf(day), plan.Terms(day, city.Calendar), state), clock.GetUtcNow());
        db.Add(issue);
        foreach (var (n, told) in each.Index())
        {
            var article = new GazetteArticle
            {
                Id = clock.NewId(), Issue = issue.Id, Number = n + 1, Page = null, Owner = (string?)told["owner"] ?? plan.Department,
                By = Guid.Empty, At = now,
            };
            article.Write((string?)told["title"] ?? "", (string?)told["text"] ?? "", now);
            article.Settle((string?)told["section"] ?? "", plan.Limit, n + 1);
            db.Add(article);
            if (issue.Round == 0) continue;
            db.Add(GazetteText.Of(article, issue.Round));
            if ((string?)told["comment"] is { Length: > 0 } words)
                db.Add(new GazetteComment
                {
                    Id = clock.NewId(), Issue = issue.Id, Article = article.Id, Round = issue.Round, By = Guid.Empty, At = now,
                    Words = words,
                });
        }
        if (issue.Round == 0) return;
        foreach (var owner in each.Select(told => (string?)told["owner"] ?? plan.Department).Distinct())
            db.Add(GazetteProof.Of(clock, issue, plan.NameOf(issue), owner, issue.Due ?? day));
    }
}
