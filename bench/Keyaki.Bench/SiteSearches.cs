using System.Diagnostics;
using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Website;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>The city's search among 10,000 pages and notices of 1,000 letters each on both databases: the whole page, procedures
/// included.</summary>
static class SiteSearches
{
    const int Pages = 10_000, ATurn = 200, Times = 40, Rounds = 4, Most = 30;

    public static async Task Measure(string folder, string city, int mail)
    {
        await On("SQLite", Directory.CreateDirectory(Path.Combine(folder, "sitesearch")).FullName, city, mail, []);
        if (Postgres.Server is { } cluster)
            await On("PostgreSQL", Directory.CreateDirectory(Path.Combine(folder, "sitesearch-pg")).FullName, city, mail,
                [("database", cluster)]);
        else Figures.Note($"PostgreSQL is not installed: left out");
    }

    static async Task On(string database, string folder, string city, int mail, (string, string)[] more)
    {
        using var server = await Server.Open(folder, city, mail, slow: false, more);
        Figures.Note($"{database}: {Pages:#,0} pages were published and indexed in {await server.Ask("sitesearch")} s");
        if (database != "SQLite") Postgres.Settle();
        using var line = new Line(server.Port);
        foreach (var (what, words) in new[]
        {
            ("two letters that 90 % have", WrittenDocuments.All), ("two letters that 2.5 % have", WrittenDocuments.Some),
            ("four letters that 5 % have", WrittenDocuments.Four), ("four letters that one has", WrittenDocuments.Rare),
            ("two words", "令和 環境調査"), ("a word of a procedure with its synonyms", "ソファー"), ("what none has", "魑魅"),
        })
        {
            var request = Load.Get($"/search?q={Uri.EscapeDataString(words)}", "");
            var (p95, median) = line.Time(request, words, Rounds, Times);
            Figures.Say($"site search on {database}, {what}: p95",
                $"{p95:0.0} ms (median {median:0.0} ms, {line.Text.Split("class=\"answer\"").Length - 1} shown)", p95, Most,
                atLeast: false);
        }
    }

    /// <summary>In the server: the seconds in which all pages were published, each by the same acts as at the desk.</summary>
    public static async Task<string> Fill(IServiceProvider services, int pages = Pages)
    {
        var (turns, clock, words) = (services.GetRequiredService<Turns>(), services.GetRequiredService<TimeProvider>(),
            new WrittenDocuments.Words(1));
        var begun = Stopwatch.GetTimestamp();
        for (var first = 0; first < pages; first += ATurn)
            await turns.Run((_, db, _) =>
            {
                for (var i = first; i < first + ATurn; i++)
                {
                    var (text, by, now) = (words.Text(i), clock.NewId(), clock.GetUtcNow());
                    var kind = i % 2 == 0 ? PageKind.Page : PageKind.Notice;
                    var content = new Content { Ja = new($"{text[..12]}のご案内", text[..60], [new Block("text", ("text", text))]) };
                    var page = SitePage.Begin(clock, 2_000_001 + i, kind, drill: false, "shimin", "kurashi/todokede", content.Ja.Title, by);
                    var edition = Edition.Begin(clock, page.Id, 1, content, "", by);
                    edition.Propose(clock.NewId(), by);
                    edition.Approve();
                    edition.Publish(now);
                    page.Publish(edition, content, now);
                    db.Add(page);
                    db.Add(edition);
                }
                return Task.FromResult(true);
            });
        return Stopwatch.GetElapsedTime(begun).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
    }
}
