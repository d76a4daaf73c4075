using System.Diagnostics;
using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Bench;

/// <summary>The static copy of 5,000 pages: all of it, after one page changed, and all of it looked at again; and how long an alert needs
/// into the copy.</summary>
static class SiteCopies
{
    const int Pages = 5_000, MostWhole = 60, MostOne = 1, MostAlert = 5;

    public static async Task Measure(string folder, string city, int mail)
    {
        using var server = await Server.Open(Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName, city, mail, slow: false, []);
        var seconds = (await server.Ask("copy")).Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture)).ToList();
        Figures.Say($"static copy: all {Pages:#,0} pages in three languages", $"{seconds[0]:0.0} s ({seconds[4]:#,0} files)", seconds[0],
            MostWhole,
            atLeast: false);
        Figures.Say("static copy: after one page changed", $"{seconds[1]:0.00} s", seconds[1], MostOne, atLeast: false);
        Figures.Note($"static copy: all drawn again and every byte looked at: {seconds[2]:0.0} s");
        Figures.Say("static copy: an alert above every page", $"{seconds[3]:0.000} s", seconds[3], MostAlert, atLeast: false);
    }

    public static async Task<string> Run(IServiceProvider services)
    {
        await SiteSearches.Fill(services, Pages);
        var (copy, turns, clock) = (services.GetRequiredService<SiteCopy>(), services.GetRequiredService<Turns>(),
            services.GetRequiredService<TimeProvider>());
        using var folder = CopyFolder.Open(Directory.CreateTempSubdirectory("keyaki-copy-").FullName);
        try
        {
            var (whole, all) = await Time(() => copy.Export(folder, verify: false, default));
            var one = new List<double>();
            for (var n = 0; n < 5; n++)
            {
                await turns.Run(async (_, db, ct) =>
                {
                    var page = await db.Pages().AsTracking().OrderBy(p => p.Number).Skip(100 + n)
                        .FirstAsync(p => p.Ended == null && p.Live != null, ct);
                    page.End(Ending.Withdrawn, "古い案内です。", null, clock.GetUtcNow());
                    await SiteState.Touch(db, ct);
                    return true;
                });
                one.Add((await Time(() => copy.Export(folder, verify: false, default))).Seconds);
            }
            var (again, _) = await Time(() => copy.Export(folder, verify: true, default));
            var city = services.GetRequiredService<CityProfile>();
            var begun = Stopwatch.GetTimestamp();
            CopyAlert.Tell(folder.Path, [new(clock.NewId(), clock.GetUtcNow(), new("flood", "4", [EmergencyPlan.All], []), "bench", null)],
                city.Files<EmergencyPlan>(), city.Files<ShelterPlan>().All);
            var alert = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            return string.Create(CultureInfo.InvariantCulture,
                $"{whole:0.0} {one.Order().ElementAt(2):0.00} {again:0.0} {alert:0.000} {all.Files}");
        }
        finally { Directory.Delete(folder.Path, recursive: true); }
    }

    static async Task<(double Seconds, T What)> Time<T>(Func<Task<T>> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var what = await work();
        return (Stopwatch.GetElapsedTime(begun).TotalSeconds, what);
    }
}
