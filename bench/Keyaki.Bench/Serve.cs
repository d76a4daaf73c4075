using System.Diagnostics.Metrics;
using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>The server process: the real hall as in production, on a database of its own that is filled before the doors open. It
/// listens to its parent on standard input.</summary>
static class Serve
{
    public static async Task<int> Run(IReadOnlyDictionary<string, string> said)
    {
        var folder = said["folder"];
        using var queries = new QueryCount();
        await using var app = Hall.Build([], b =>
        {
            b.Environment.EnvironmentName = "Production";
            b.Configuration.AddInMemoryCollection(Settings(folder, said["city"], said.GetValueOrDefault("database", ""), said["port"],
                said["office"], said["mail"]).Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
            if (said.ContainsKey("moving")) b.Configuration.AddInMemoryCollection(Moving.Folders(folder));
            // Counting costs a little; only the server whose queries are counted has it.
            if (said.ContainsKey("queries")) b.Services.AddSingleton<IStartupFilter>(queries);
        }, said.ContainsKey("queries") ? o => o.AddInterceptors(queries) : null);
        await House.Migrate(app.Services);
        await Hall.Warm(app.Services);
        await Seeds.All(app.Services, app.Configuration);
        if (said.TryGetValue("drafts", out var drafts))
            await Prepared.Drafts(app.Services, int.Parse(drafts, CultureInfo.InvariantCulture), Path.Combine(folder, "drafts.txt"),
                said.GetValueOrDefault("form", Town.Long));
        if (said.TryGetValue("texts", out var texts))
            await WrittenDocuments.Write(app.Services, int.Parse(texts, CultureInfo.InvariantCulture), Path.Combine(folder, "texts.txt"));
        if (said.TryGetValue("register", out var records))
            await Registry.Fill(app.Services, int.Parse(records, CultureInfo.InvariantCulture), Path.Combine(folder, "register.txt"));
        if (said.TryGetValue("cases", out var cases))
            await Prepared.Cases(app.Services, int.Parse(cases, CultureInfo.InvariantCulture), Path.Combine(folder, "cases.txt"));
        if (said.TryGetValue("answers", out var answers))
            await Prepared.Long(app.Services, int.Parse(answers, CultureInfo.InvariantCulture));
        if (said.TryGetValue("people", out var people))
            await Prepared.People(app.Services, int.Parse(people, CultureInfo.InvariantCulture));
        var again = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            { if (instrument == Instruments.Again) l.EnableMeasurementEvents(instrument); }
        };
        listener.SetMeasurementEventCallback<long>((_, n, _, _) => Interlocked.Add(ref again, n));
        listener.Start();
        await app.StartAsync();
        Say("ready");
        while (await Console.In.ReadLineAsync() is { } line)
            switch (line)
            {
                case "publish": Say(await Publishing.Run(app.Services)); break;
                case "ledger": Say(await Ledgers.Run(app.Services)); break;
                case "decide": Say(await Deciding.Run(app.Services)); break;
                case ['m', 'o', 'v', 'e', ' ', .. var rows]:
                    Say(await Moving.Run(app.Services, int.Parse(rows, CultureInfo.InvariantCulture)));
                    break;
                case ['r', 'e', 'g', 'i', 's', 't', 'e', 'r', ' ', .. var rows]:
                    Say(await Registry.Run(app.Services, int.Parse(rows, CultureInfo.InvariantCulture)));
                    break;
                case ['s', 'i', 't', 'e', 'i', 'm', 'p', 'o', 'r', 't', ' ', .. var old]:
                    Say(await SiteImports.Run(app.Services,
                    old)); break;
                case "copy": Say(await SiteCopies.Run(app.Services)); break;
                case "sitesearch": Say(await SiteSearches.Fill(app.Services)); break;
                case "again": Say(Interlocked.Exchange(ref again, 0).ToString(CultureInfo.InvariantCulture)); break;
                case "waiting": Say(await Waiting(app.Services.GetRequiredService<IDatabase>())); break;
                case ['m', 'a', 'i', 'l', ' ', .. var what]: Say(await Mailing.Queue(app.Services, what.Split(' '))); break;
                case "count": Say(await Count(app.Services.GetRequiredService<IDatabase>())); break;
                case "stop": await app.StopAsync(); Say("stopped"); return 0;
            }
        return 0;
    }

    // Marked, because the hall may write a log line of its own between two of ours.
    static void Say(string line) => Console.Out.WriteLine("::" + line);

    /// <summary>Applications that are submitted, their entries in the journal, and their mails in the outbox.</summary>
    static async Task<string> Count(IDatabase database)
    {
        await using var db = database.OpenReader();
        var cases = await db.Database.SqlQuery<long>(
            $"""SELECT COUNT(*) AS "Value" FROM procedures_applications WHERE "SubmittedAt" IS NOT NULL""").SingleAsync();
        var written = await db.Set<JournalEntry>().CountAsync(e => e.Code == "application.submitted");
        var outbox = await db.Set<OutboxItem>().CountAsync(i => i.Kind == "messages.mail");
        return string.Create(CultureInfo.InvariantCulture, $"{cases} {written} {outbox}");
    }

    /// <summary>Mails that have not left yet.</summary>
    static async Task<string> Waiting(IDatabase database)
    {
        await using var db = database.OpenReader();
        return (await db.Set<OutboxItem>().CountAsync(i => i.Kind == "messages.mail" && i.DoneAt == null))
            .ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The settings of a production server; the same are given to the released program by its environment.</summary>
    public static Dictionary<string, string> Settings(string folder, string city, string database, string port, string office,
        string mail) => new()
        {
            ["Keyaki:City"] = city,
            ["Keyaki:Files:Check"] = "none",
            ["Keyaki:Data"] = Path.Combine(folder, "data"),
            ["Keyaki:Database"] = database,
            ["Keyaki:MasterKeyFile"] = Path.Combine(folder, "master.key"),
            ["Keyaki:AnchorFile"] = Path.Combine(folder, "anchors.txt"),
            ["Keyaki:CreateKey"] = "true",
            ["Keyaki:PublicUrls"] = "http://127.0.0.1:" + port,
            ["Keyaki:OfficeUrls"] = "http://127.0.0.1:" + office,
            ["Keyaki:OfficeAddress"] = "http://127.0.0.1:" + office,
            ["Keyaki:PublicAddress"] = "http://127.0.0.1:" + port,
            ["Keyaki:Mail:Host"] = "127.0.0.1",
            ["Keyaki:Mail:Port"] = mail,
            ["Keyaki:Mail:Tls"] = "false",
            ["Keyaki:Mail:From"] = "uketsuke@kiyose.example.jp",
            ["Logging:LogLevel:Default"] = "Error",
        };
}
