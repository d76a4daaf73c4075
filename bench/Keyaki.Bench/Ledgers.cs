using System.Diagnostics;
using System.Globalization;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Posted = Keyaki.Payments.Posted;

namespace Keyaki.Bench;

/// <summary>The ledger of a whole city: everybody's determinations of a year, then a million entries, a person's page and a day's sums
/// among them.</summary>
static class Ledgers
{
    const int Debtors = 75_000, Terms = 4, Slice = 250, Entries = 1_000_000, Times = 40;

    public static async Task Measure(string folder, string city, int mail)
    {
        await On("SQLite", Directory.CreateDirectory(Path.Combine(folder, "ledger")).FullName, city, mail);
        if (Postgres.Server is { } cluster)
            await On("PostgreSQL", Directory.CreateDirectory(Path.Combine(folder, "ledger-pg")).FullName, city, mail,
                ("database", cluster));
        else Figures.Note($"PostgreSQL is not installed: left out");
    }

    static async Task On(string name, string here, string city, int mail, params (string, string)[] more)
    {
        using var server = await Server.Open(here, city, mail, slow: false, more);
        var said = (await server.Ask("ledger")).Split(' ');
        var seconds = double.Parse(said[0], CultureInfo.InvariantCulture);
        Figures.Say($"{Debtors * Terms:#,0} determinations on {name}, durable, s", $"{seconds:0.0} s", seconds, 60, atLeast: false);
        Figures.Note($"numbered after {said[1]} s more; {said[2]} entries, sum {said[3]}");
        if (name != "SQLite") Postgres.Settle();
        var cookie = "__Host-keyaki-office=" + said[4];
        using var line = new Line(server.Office);
        Page($"a person's page among {Entries:#,0} entries on {name}: median", $"/office/payments/ledger/debtors/{said[5]}", 10);
        Page($"a day's sums among {Entries:#,0} entries on {name}: median", $"/office/payments/ledger/report?on={said[6]}", 2000);

        void Page(string what, string url, int most)
        {
            var (request, rounds) = (Load.Get(url, cookie), new List<double>());
            for (var round = 0; round < 3; round++)
            {
                var millis = new List<double>();
                for (var i = 0; i < (most < 100 ? Times : 3); i++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    if (line.Ask(request, keep: i == 0) != 200) throw new InvalidOperationException($"{url}:\n{line.Text}");
                    millis.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
                rounds.Add(Work.Median(millis));
            }
            Figures.Say(what, $"{rounds.Min():0.0} ms", rounds.Min(), most, atLeast: false);
        }
    }

    /// <summary>In the server: seconds of the determinations and of their numbers, the entries and their sum, an officer's session, a
    /// debtor, and a day.</summary>
    public static async Task<string> Run(IServiceProvider services)
    {
        var (turns, clock) = (services.GetRequiredService<Turns>(), services.GetRequiredService<TimeProvider>());
        Guid officer;
        await using (var db = services.GetRequiredService<IDatabase>().OpenReader())
            officer = (await db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = 'kobayashi'""")
                .ToListAsync()).Single();
        var (session, token) = Doors.Open(clock, ActorKind.Officer, officer);
        await Prepared.Insert(services, "kernel_sessions", ["Id", "TokenHash", "Kind", "Account", "StartedAt", "ExpiresAt", "SeenAt"],
            [[session.Id, session.TokenHash, "Officer", officer, session.StartedAt.UtcDateTime, session.ExpiresAt.UtcDateTime,
                session.SeenAt.UtcDateTime]]);
        var debtors = Enumerable.Range(0, Debtors).Select(_ => clock.NewId()).ToArray();
        await Prepared.Insert(services, "payments_debtors", ["Id", "Kind", "Name", "Words", "At", "Version"],
            debtors.Select((d, i) => new object?[] { d, "Person", $"計測 {i}", $"計測 {i}", clock.GetUtcNow().UtcDateTime, 1 }));

        // One slice after the other, as a run writes: on PostgreSQL four beside each other take twice as long, waiting for one another.
        var begun = Stopwatch.GetTimestamp();
        foreach (var some in debtors.Chunk(Slice))
            await turns.Run(async (scope, db, stop) =>
            {
                await scope.GetRequiredService<IReceivables>().DetermineAll(db, [.. some.SelectMany(Owed)], Actor.Program, stop);
                return true;
            });
        var determined = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        begun = Stopwatch.GetTimestamp();
        await using (var watch = services.GetRequiredService<IDatabase>().OpenReader())
            while (await watch.Set<Posted>().AnyAsync(p => p.Number == null)) await Task.Delay(100);
        var numbered = Stopwatch.GetElapsedTime(begun).TotalSeconds;

        // Money for two of three claims: each brings two entries, until there are a million.
        await using var reader = services.GetRequiredService<IDatabase>().OpenReader();
        var claims = await reader.Set<Claim>().OrderBy(c => c.Id).Select(c => new { c.Id, c.Item })
            .Take((Entries - Debtors * Terms * 2) / 2).ToListAsync();
        var number = await reader.Set<Posted>().MaxAsync(p => p.Number) ?? 0;
        var (row, day, at) = (await reader.Set<Posted>().MaxAsync(p => p.Row), clock.Today(), clock.GetUtcNow().UtcDateTime);
        var ids = claims.ConvertAll(_ => clock.NewId());
        await Prepared.Insert(services, "payments_postings", ["Row", "Id", "Number", "Kind", "Day", "Reason", "Payment", "Match", "At"],
            ids.Select((id, i) => new object?[] { ++row, id, ++number, "Collect", day.AddDays(-(i % 100)), "", $"bench-{i}", 0, at }));
        await Prepared.Insert(services, "payments_entries",
            ["Posting", "Line", "Day", "Account", "Claim", "Item", "Part", "Method", "Figure"],
            ids.SelectMany((id, i) => new object?[][]
            {
                [id, 1, day.AddDays(-(i % 100)), "Cash", claims[i].Id, claims[i].Item, null, "Bank", 15_000L],
                [id, 2, day.AddDays(-(i % 100)), "Receivable", claims[i].Id, claims[i].Item, "Principal", null, -15_000L],
            }));
        var (entries, sum) = (await reader.Set<PostedEntry>().CountAsync(), await reader.Set<PostedEntry>().SumAsync(e => e.Figure));
        return string.Create(CultureInfo.InvariantCulture,
            $"{determined:0.0} {numbered:0.0} {entries} {sum} {token} {debtors[Debtors / 2]} {day.AddDays(-3):yyyy-MM-dd}");

        static IEnumerable<Receivable> Owed(Guid d) => Enumerable.Range(1, Terms).Select(term => new Receivable($"bench-{d:N}-{term}",
            "resident-tax", new(2026), term, d, new(15_000), new DateOnly(2026, 6, 30).AddMonths(2 * (term - 1)), "当初賦課", "levy", d));
    }
}
