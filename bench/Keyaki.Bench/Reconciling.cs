using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Keyaki.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>A shop's file of 100,000 payments meets as many claims: read, matched, posted, each row with its result. In the middle the
/// program ends and another one goes on; then the same is asked for once more.</summary>
static class Reconciling
{
    const double Most = 20, Whole = 100_000;
    const long Yen = 12_300;
    const int InTurn = 2_000;
    static readonly DateOnly Due = new(2026, 6, 30);

    public static async Task Measure(string folder, string city, int rows)
    {
        await Measure("SQLite", Directory.CreateDirectory(Path.Combine(folder, "reconcile")).FullName, city, "", rows);
        if (Postgres.Server is { } cluster)
            await Measure("PostgreSQL", Directory.CreateDirectory(Path.Combine(folder, "reconcile-pg")).FullName, city, cluster, rows);
    }

    static WebApplication Open(string folder, string city, string database) => Hall.Build([], b =>
    {
        b.Environment.EnvironmentName = "Production";
        b.Configuration.AddInMemoryCollection(Serve.Settings(folder, city, database, "9", "10", "9")
            .Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
    });

    static async Task Measure(string name, string folder, string city, string database, int rows)
    {
        double first, second;
        int middle;
        byte[] bytes;
        await using (var app = Open(folder, city, database))
        {
            await House.Migrate(app.Services);
            bytes = await Fill(app.Services, rows);
            await Take(app.Services, bytes);
            first = await Run(app.Services, rows / 2);
            middle = await Dealt(app.Services);
        }
        await using var again = Open(folder, city, database);
        second = await Run(again.Services, int.MaxValue);
        await Proven(again.Services, rows, bytes);
        Figures.Note($"{name}, {rows:#,0} rows: {first:0.0} s until it was ended at {middle:#,0}, {second:0.0} s after it was begun again");
        Figures.Say($"a file of 100,000 payments reconciled on {name}, s",
            $"{(first + second) * Whole / rows:0.0} s, {rows / (first + second):0} rows/s", (first + second) * Whole / rows, Most,
                atLeast: false);
    }

    /// <summary>Claims with a slip each, and the file in which all of them are paid.</summary>
    static async Task<byte[]> Fill(IServiceProvider services, int rows)
    {
        var (city, clock) = (services.GetRequiredService<CityProfile>(), services.GetRequiredService<TimeProvider>());
        var (format, bars) = (city.Files<SlipFormat>(), new List<string>());
        foreach (var some in Enumerable.Range(1, rows).Chunk(InTurn))
            bars.AddRange(await services.GetRequiredService<Turns>().Run((_, db, _) => Task.FromResult(Owed(db, city, format, clock,
                some))));
        var made = FileWriting.Write(city.Files<FileFormats>()["store-receipts"],
            new Dictionary<string, string> { ["made"] = $"{clock.Today():yyyy-MM-dd}", ["company"] = "912345" },
            bars.Select(code => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>
            {
                ["kind"] = "02", ["paidOn"] = $"{clock.Today():yyyy-MM-dd}", ["paidAt"] = "0900", ["bars"] = code, ["shop"] = "0001",
                ["branch"] = "1", ["amount"] = $"{Yen}", ["fee"] = "60",
            }));
        return made.Refused is [] ? made.Content : throw new InvalidOperationException($"{made.Refused[0]}");
    }

    static List<string> Owed(CityDb db, CityProfile city, SlipFormat format, TimeProvider clock, int[] some)
    {
        var (book, now, bars) = (Book.New(db, city), clock.GetUtcNow(), new List<string>());
        var debtor = Guid.Empty;
        foreach (var n in some)
        {
            if (n % 4 == 1 || debtor == Guid.Empty)
            {
                var owes = Debtor.Of(clock.NewId(), DebtorKind.Person, $"秋津 {n}", null, null, now);
                debtor = owes.Id;
                db.Add(owes);
            }
            var claim = new Claim
            {
                Id = clock.NewId(), Key = $"bench-{n}", Item = "property-tax", Year = 2026, Term = n % 4 + 1, Debtor = debtor, Due = Due,
                At = now,
            };
            var of = book.Begin(claim);
            book.Write(book.Ledger.Determine(of, new(Yen), "当初", clock.Today()) ?? throw new InvalidOperationException(), null, clock);
            var key = $"2026{n:0000000000000000}";
            var slip = new IssuedSlip
            {
                Id = clock.NewId(), Batch = debtor, Claim = claim.Id, Item = "902", Key = key, StoreKey = key[2..], Confirmation = "000000",
                Reissue = 0, Figure = Yen, PayUntil = clock.Today().AddDays(30), At = now,
            };
            db.Append(slip);
            bars.Add(format.Store.Write(slip.Invoice(claim)));
        }
        return bars;
    }

    /// <summary>The officer's click: the file is taken, and a run is ordered.</summary>
    static async Task Take(IServiceProvider services, byte[] bytes)
    {
        var (clock, store) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<FileStore>());
        var file = await store.Put(bytes, "kekka.dat", FileBytes.Plain, default);
        var content = services.GetRequiredService<IncomingReader>()
            .Read(services.GetRequiredService<CityProfile>().Files<IncomingSources>().All.First(s => s.Code == "store"), bytes);
        await services.GetRequiredService<Turns>().Run(async (turn, db, ct) =>
        {
            var taken = new IncomingFile
            {
                Id = clock.NewId(), Source = "store", Name = file.Name, Hash = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                File = file.Id,
                Rows = content.Receipts.Count, Rejected = content.Rejected.Count, Figure = content.Sum.Amount, Fee = content.Fees.Amount,
                By = Guid.Empty, At = clock.GetUtcNow(),
            };
            file.UsedBy = taken.Id;
            db.Add(file);
            db.Add(taken);
            return await Runs.Order(db, turn.GetServices<IRunWork>().OfType<MatchFile>().Single(), $"{taken.Id:N}", "", Guid.Empty,
                trial: false,
                clock, ct);
        });
    }

    /// <summary>The seconds until so many rows are dealt with, or all.</summary>
    static async Task<double> Run(IServiceProvider services, int until)
    {
        var (worker, begun) = (services.GetRequiredService<RunWorker>(), Stopwatch.GetTimestamp());
        while (await worker.Step(default))
            if (await Dealt(services) >= until) break;
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    static async Task<int> Dealt(IServiceProvider services)
    {
        await using var db = services.GetRequiredService<IDatabase>().OpenReader();
        return await db.Set<Run>().SumAsync(r => r.Done + r.Refused + r.Skipped + r.Failed);
    }

    /// <summary>Every row once, nothing owed, nothing from nowhere; the same file is not taken again.</summary>
    static async Task Proven(IServiceProvider services, int rows, byte[] bytes)
    {
        var twice = false;
        try { await Take(services, bytes); }
        catch (Exception e) when (e is Rule or DbUpdateException) { twice = true; }
        await services.GetRequiredService<RunWorker>().RunAll(default);
        await using var db = services.GetRequiredService<IDatabase>().OpenReader();
        var (posted, noted) = (await db.Set<Payments.Posted>().CountAsync(p => p.Kind == PostingKind.Collect), await db.Set<IncomingRow>()
            .CountAsync());
        var (sum, owed) = (await db.Set<PostedEntry>().SumAsync(e => e.Figure),
            await db.Set<PostedEntry>().Where(e => e.Account == Account.Receivable).SumAsync(e => e.Figure));
        if (!twice || posted != rows || noted != rows || sum != 0 || owed != 0)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"taken twice: {!twice}; {posted} postings and {noted} results for {rows} rows; the sum is {sum}, {owed} yen are owed"));
    }
}
