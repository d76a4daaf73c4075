using System.Diagnostics;
using System.Globalization;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keyaki.Bench;

/// <summary>The plan over five years of a city's journal: rolled up once from the first batch, then read as the dashboard reads
/// it.</summary>
static class Measures
{
    const long Wanted = 20_000_000, Otherwise = 2_000_000;
    const int Brought = 20, Reads = 30;

    public static async Task Measure(string folder, string city)
    {
        var asked = Environment.GetEnvironmentVariable("BENCH_JOURNAL") is { Length: > 0 } said
            ? long.Parse(said, CultureInfo.InvariantCulture) : Wanted;
        await using (var empty = Open(folder, city)) await House.Migrate(empty.Services);
        SqliteConnection.ClearAllPools(); // the migration's connection waits in a pool
        var file = Path.Combine(folder, "data", "city.db");
        var begun = Stopwatch.GetTimestamp();
        var entries = FiveYears.Fill(file, asked, Otherwise);
        Figures.Note($"a journal of {entries} entries in batches of {FiveYears.BatchSize} ({(entries == asked ? "as many as asked" : $"instead of {asked}, which would take too long here")}), written in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s, {new FileInfo(file).Length / 1_000_000} MB");
        await using var app = Open(folder, city);
        var measures = app.Services.GetServices<IMeasure>().Concat(Enumerable.Range(0, Brought).Select(n => new Stand(n))).ToList();
        await RollUp(app, measures, entries);
        await Read(app, measures);
    }

    public static WebApplication Open(string folder, string city) => Hall.Build([], b =>
    {
        b.Environment.EnvironmentName = "Production";
        b.Configuration.AddInMemoryCollection(Serve.Settings(folder, city, "", "9", "10", "9")
            .Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
    });

    static async Task RollUp(WebApplication app, IReadOnlyList<IMeasure> measures, long entries)
    {
        var node = new RollUp(app.Services.GetRequiredService<IDatabase>(), measures, app.Services.GetRequiredService<TimeProvider>(),
            NullLogger<RollUp>.Instance);
        var (begun, slices, longest) = (Stopwatch.GetTimestamp(), 1, TimeSpan.Zero);
        for (var more = true; more; slices++)
        {
            var started = Stopwatch.GetTimestamp();
            more = await node.Step();
            if (Stopwatch.GetElapsedTime(started) is var took && took > longest) longest = took;
        }
        var whole = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Figures.Note($"{measures.Count} measures rolled up {entries} entries in {whole:0.0} s: {entries / whole:0} entries/s, the longest slice of {Pass.Slice} batches {longest.TotalMilliseconds:0} ms");
    }

    static async Task Read(WebApplication app, IReadOnlyList<IMeasure> measures)
    {
        var (measured, database) =
            (new Measured(measures, app.Services.GetRequiredService<TimeProvider>()), app.Services.GetRequiredService<IDatabase>());
        var times = new List<double>();
        IReadOnlyList<Measurement> found = [];
        for (var i = 0; i < Reads; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await using (var db = database.OpenReader()) found = await measured.All(db, default);
            if (i >= 3) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds); // the first ones compile
        }
        var (median, months) = (Work.Median(times), found.Sum(m => m.Months.Count));
        // What no entry of this journal says has no months.
        if (found.Any(m => m.Standing is Standing.Unread || m.Failure is not null) || found.Count(m => m.Months.Count > 0) < Brought + 2)
            throw new InvalidOperationException("a measure was not read");
        Figures.Say("all months of all measures, warm", $"{median:0.0} ms ({found.Count} measures, {months} months)", median, 300,
            atLeast: false);
    }

    /// <summary>Stands for a measure that a module will bring: it reads every two hundredth entry and has parts.</summary>
    sealed class Stand(int number) : IMeasure
    {
        public string Code => $"bench.{number:00}";
        public string Label => "測定用";
        public string Unit => "件";
        public string Explained => "測定用です。";
        public IReadOnlyCollection<string> Reads { get; } = [$"bench.{number:00}"];
        public IEnumerable<Mark> Count(Happened entry) => [new(entry.Facts["door"], 1)];
    }
}
