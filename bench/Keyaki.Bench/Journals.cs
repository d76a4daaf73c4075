using System.Diagnostics;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>A journal of a million entries that waits unsealed: sealed from the first to the last, in turns with journals where little
/// waits, then verified against its anchor.</summary>
static class Journals
{
    const long Entries = 1_000_000, Few = 60_000;
    const int Turns = 3;

    public static async Task Measure(string folder, string city)
    {
        await using var large = await Waiting(Path.Combine(folder, "large"), city, Entries);
        await using (var warm = await Waiting(Path.Combine(folder, "warm"), city, Few)) await Cost(warm, Few);
        var (much, little) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            much.Add(await Cost(large, Few));
            await using var small = await Waiting(Path.Combine(folder, $"small{turn}"), city, Few);
            little.Add(await Cost(small, Few));
        }
        Figures.Note($"CPU us of sealing an entry, in turns: {string.Join(", ", much.Zip(little, (m, l) => $"{m:0.0} while {Entries} wait and {l:0.0} while {Few} wait"))}");
        Figures.Say($"sealing while {Entries} wait / while {Few} wait",
            $"{Work.Median(little):0.0} us / {Work.Median(much):0.0} us of CPU each", Work.Median(little) / Work.Median(much), 0.7,
            atLeast: true);
        var begun = Stopwatch.GetTimestamp();
        var rest = await large.Services.GetRequiredService<Sealer>().Run();
        Figures.Note($"the {rest} that were left, sealed in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        var cpu = Environment.CpuUsage.TotalTime;
        begun = Stopwatch.GetTimestamp();
        var report = await JournalVerify.Run(large.Services.GetRequiredService<IDatabase>(), Path.Combine(folder, "large", "anchors.txt"));
        var verified = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (report.Findings.Count > 0 || report.Entries != Entries || report.OnlyInItself)
            throw new InvalidOperationException(report.Findings.FirstOrDefault() ?? "not verified");
        Figures.Say($"journal verify over {Entries} entries",
            $"{verified:0.0} s, CPU {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:0.0} s", verified, 20, atLeast: false);
    }

    /// <summary>A city in whose journal so many entries wait.</summary>
    static async Task<WebApplication> Waiting(string folder, string city, long entries)
    {
        Directory.CreateDirectory(folder);
        await using (var empty = Measures.Open(folder, city)) await House.Migrate(empty.Services);
        SqliteConnection.ClearAllPools(); // the migration's connection waits in a pool
        FiveYears.Waiting(Path.Combine(folder, "data", "city.db"), entries);
        return Measures.Open(folder, city);
    }

    /// <summary>Seals about so many, and says how many microseconds of processor each took.</summary>
    static async Task<double> Cost(WebApplication app, long about)
    {
        var (before, cpu) = (await Batches(app), Environment.CpuUsage.TotalTime);
        using var enough = new CancellationTokenSource();
        var sealing = app.Services.GetRequiredService<Sealer>().Run(enough.Token);
        while (!sealing.IsCompleted && (await Batches(app) - before) * FiveYears.BatchSize < about)
            await Task.WhenAny(sealing, Task.Delay(20));
        await enough.CancelAsync();
        try { await sealing; }
        catch (OperationCanceledException) { /* the rest waits */ }
        return (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / ((await Batches(app) - before) * FiveYears.BatchSize);
    }

    static async Task<int> Batches(WebApplication app)
    {
        await using var db = app.Services.GetRequiredService<IDatabase>().OpenReader();
        return await db.Set<JournalBatch>().CountAsync();
    }
}
