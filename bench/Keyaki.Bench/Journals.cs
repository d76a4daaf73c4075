using System.Diagnostics;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>A journal of a million entries that waits unsealed: sealed from the first to the last, then verified against its anchor.</summary>
static class Journals
{
    const long Entries = 1_000_000;
    const int Span = 100;

    public static async Task Measure(string folder, string city)
    {
        await using (var empty = Measures.Open(folder, city)) await House.Migrate(empty.Services);
        SqliteConnection.ClearAllPools(); // the migration's connection waits in a pool
        FiveYears.Waiting(Path.Combine(folder, "data", "city.db"), Entries);
        await using var app = Measures.Open(folder, city);
        var begun = Stopwatch.GetTimestamp();
        var sealedNow = await app.Services.GetRequiredService<Sealer>().Run();
        var whole = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await using var db = app.Services.GetRequiredService<IDatabase>().OpenReader();
        var times = await db.Set<JournalBatch>().OrderBy(b => b.Number).Select(b => b.SealedAt).ToListAsync();
        double Rate(int from) => Span * 1000 / (times[from + Span] - times[from]).TotalSeconds;
        var (full, empty2) = (Rate(1), Rate(times.Count - Span - 2));
        Figures.Say($"sealing while {Entries} wait / while the last wait ({sealedNow} in {whole:0} s)", $"{full:0}/s / {empty2:0}/s", full / empty2, 0.7, atLeast: true);
        begun = Stopwatch.GetTimestamp();
        var report = await JournalVerify.Run(db, Path.Combine(folder, "anchors.txt"));
        var verified = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (report.Findings.Count > 0 || report.Entries != Entries || report.OnlyInItself) throw new InvalidOperationException(report.Findings.FirstOrDefault() ?? "not verified");
        Figures.Say($"journal verify over {Entries} entries", $"{verified:0.0} s", verified, 20, atLeast: false);
    }
}
