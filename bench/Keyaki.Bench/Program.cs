using System.Diagnostics;
using System.Globalization;
using Keyaki.Bench;
using Keyaki.Kernel;

// `serve name value ...` is the server process, `fsync folder` the loop that measures the disk; anything else measures: all figures, or
// those that are named.
switch (args)
{
    case ["serve", .. var rest]: return await Serve.Run(rest.Chunk(2).ToDictionary(p => p[0], p => p[1]));
    case ["fsync", var where]: Console.WriteLine(Disk.Rate(where).ToString(CultureInfo.InvariantCulture)); return 0;
    case ["lists"]:
        var (kit, hand) = await Lists.Measure();
        Figures.Say("a list of 50 rows by the kit / by hand, us", $"{kit:0} / {hand:0}", kit / hand, 1, atLeast: false);
        return 0;
    case ["logic"]: Logic.Measure(); return 0;
    case ["slips"]: Slips.Measure(); return 0;
    case ["pages-per-second"]: Console.WriteLine(PaperBench.Run(4).ToString(CultureInfo.InvariantCulture)); return 0;
}

var root = Environment.GetEnvironmentVariable("BENCH_ROOT") ?? Directory.GetCurrentDirectory();
var folder = Directory.CreateTempSubdirectory("keyaki-bench-").FullName;
var city = Path.Combine(folder, "city");
var begun = Stopwatch.GetTimestamp();
Town.Make(Path.Combine(root, "cities", "kiyose"), city);
using var mail = new MailSink();
bool Wanted(string name) => args.Length == 0 || args.Contains(name);
string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
try
{
    Console.WriteLine($"{Environment.ProcessorCount} processors, {Load.Clients} clients in a process of their own, .NET {Environment.Version}");
    if (Wanted("sqlite"))
    {
        var held = Folder("held");
        var rate = Disk.Measured(held);
        using (var server = await Server.Open(held, city, mail.Port, slow: true, ("drafts", $"{Submitting.Drafts}")))
        {
            var outcome = await Submitting.Run(server, held);
            Figures.Say("submissions on SQLite, fsync held at 2 ms / fsyncs", $"{outcome.PerSecond:0}/s / {rate:0}/s",
                outcome.PerSecond / rate, 4, atLeast: true);
            server.Kill();
        }
        Figures.Note($"after the server was killed the file holds {Submitting.InFile(held)} submitted cases; {mail.Taken} mails had left");
        var plain = Folder("plain");
        using (var server = await Server.Open(plain, city, mail.Port, slow: false, ("drafts", $"{Submitting.Drafts}")))
            Figures.Note($"the same on this machine's disk as it is: {(await Submitting.Run(server, plain)).PerSecond:0}/s");
    }
    if (Wanted("start"))
    {
        var existing = Folder("existing");
        using (await Server.Open(existing, city, mail.Port, slow: false, ("drafts", "1"))) { }
        await Starting.Measure(Path.Combine(root, ".run", "bench-program", "keyaki.dll"), existing, city, mail.Port);
    }
    if (Wanted("postgres"))
    {
        if (Postgres.Server is not { } cluster) Figures.Note($"PostgreSQL is not installed: left out");
        else
        {
            var here = Folder("postgres");
            Outcome outcome;
            string again;
            using (var server = await Server.Open(here, city, mail.Port, slow: false, ("drafts", $"{Submitting.Drafts / 2}"),
                ("cases", "40000"), ("database", cluster))) (outcome, again) =
                (await Submitting.Run(server, here), await server.Ask("again"));
            Figures.Say("turns that ran again on PostgreSQL, drafts in the order in which they were begun, %",
                $"{again} for {outcome.Good} submissions", 100.0 * int.Parse(again, CultureInfo.InvariantCulture) / outcome.Good, 3,
                atLeast: false);
            Figures.Say("submissions on PostgreSQL that were asked to wait (503)", $"{outcome.Bad.Values.Sum()}", outcome.Bad.Values.Sum(),
                0, atLeast: false);
            Figures.Say("submissions on PostgreSQL, p99", $"{outcome.Percentile(0.99):0} ms", outcome.Percentile(0.99), 300,
                atLeast: false);
            // Twice, because a machine is not the same all the time.
            var bare = (Postgres.Submissions() + Postgres.Submissions()) / 2;
            Figures.Say("submissions on PostgreSQL / the same statements in pgbench", $"{outcome.PerSecond:0}/s / {bare:0}/s",
                outcome.PerSecond / bare, 0.5, atLeast: true);
        }
    }
    if (Wanted("logic")) Logic.Measure();
    if (Wanted("publish")) await Publishing.Measure(Folder("publish"), city, mail.Port);
    if (Wanted("form")) await Forms.Measure(Folder("form"), city, mail.Port, Town.Long, "a 30-field form page");
    if (Wanted("page"))
        await Forms.Measure(Folder("page"), city, mail.Port, Town.Large, "a page of 30 of 100 questions with conditions");
    if (Wanted("decide")) await Deciding.Measure(Folder("decide"), city, mail.Port);
    if (Wanted("mail")) await Mailing.Measure(folder, city);
    if (Wanted("cases")) await Work.Measure(folder, city, mail.Port);
    if (Wanted("search")) await Searching.Measure(folder, city, mail.Port);
    if (Wanted("register"))
        await Registry.Measure(folder, city, mail.Port,
            int.TryParse(Environment.GetEnvironmentVariable("BENCH_REGISTER"), out var records) ? records : 1_000_000);
    if (Wanted("ledger")) await Ledgers.Measure(folder, city, mail.Port);
    if (Wanted("search") || Wanted("texts"))
        await Searching.Texts(folder, city, mail.Port, args.Contains("--large") ? 1_000_000
            : int.TryParse(Environment.GetEnvironmentVariable("BENCH_TEXTS"), out var few) ? few : 200_000);
    if (Wanted("plan"))
    {
        await WholePlan.Measure(Folder("paper"), city, mail.Port);
        await Measures.Measure(Folder("plan"), city);
    }
    if (Wanted("export")) await Exporting.Measure(Folder("export"), city, mail.Port);
    if (Wanted("reading")) await Texts.Measure(Folder("reading"));
    if (Wanted("move"))
        await Moving.Measure(folder, city, mail.Port,
            int.TryParse(Environment.GetEnvironmentVariable("BENCH_MOVE"), out var some) ? some : 100_000);
    if (Wanted("photo")) await Photos.Measure(Folder("photo"));
    if (Wanted("sitesearch")) await SiteSearches.Measure(folder, city, mail.Port);
    if (Wanted("copy")) await SiteCopies.Measure(folder, city, mail.Port);
    if (Wanted("siteimport")) await SiteImports.Measure(folder, city, mail.Port);
    if (Wanted("reconcile"))
        await Reconciling.Measure(folder, city,
            int.TryParse(Environment.GetEnvironmentVariable("BENCH_RECONCILE"), out var payments) ? payments : 100_000);
    if (Wanted("journal")) await Journals.Measure(Folder("journal"), city);
    if (Wanted("certificates"))
    {
        // On one core, in a process of its own, so that no server's memory is swept beside it.
        var rate = Disk.Said(["pages-per-second"], slow: false,
            [KeyValuePair.Create("DOTNET_PROCESSOR_COUNT", "1"), KeyValuePair.Create("DOTNET_gcServer", "0")]);
        Figures.Say("certificates of one page per second on one core", $"{rate:0}/s", rate, 100, atLeast: true);
    }
    Figures.End();
    Figures.Note($"measured in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
    return 0;
}
finally { Directory.Delete(folder, recursive: true); }
