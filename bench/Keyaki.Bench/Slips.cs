using System.Diagnostics;
using Keyaki.Kernel;
using Keyaki.Payments;

namespace Keyaki.Bench;

/// <summary>3,600 slips with both codes, three on a sheet and one on a sheet, in files that are forgotten one after another. What the
/// processor took is counted, not the clock on the wall: one core, however busy the machine is.</summary>
static class Slips
{
    const int Many = 3600;
    static readonly DateOnly Due = new(2026, 6, 30);

    static IEnumerable<Slip> Examples(int many) => Enumerable.Range(1, many).Select(i => new Slip(
        new("902", $"{20260000000000000000m + i}", $"{i * 7919L % 1_000_000:000000}", new(2026), new(2026), i % 4 + 1, Due, Due,
            new(100 * i % 300_000 + 1)),
        $"清瀬　{"花桜梅松竹菊蘭桃杏柚"[i % 10]}子", "固定資産税・都市計画税", $"R8-{i:000000}"));

    public static void Measure()
    {
        var root = Environment.GetEnvironmentVariable("BENCH_ROOT") ?? Directory.GetCurrentDirectory();
        var format = CityProfile.Load(Path.Combine(root, "cities", "kiyose"), Path.Combine(root, "rules", "japan"), Web.Hall.Modules)
            .Files<SlipFormat>();
        var sheets = new SlipSheets(format, new PaperFonts(), "清瀬市", new(2026, 6, 1));
        foreach (var _ in sheets.Print(Examples(60), 1)) { }
        foreach (var onSheet in (int[])[SlipSheets.OnSheet, 1])
        {
            var (pages, bytes, first, last) = (0, 0L, 0L, 0L);
            var begun = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            foreach (var file in sheets.Print(Examples(Many), onSheet))
            {
                (pages, bytes) = (pages + file.Pages, bytes + file.Pdf.Length);
                last = GC.GetTotalMemory(forceFullCollection: false);
                if (first == 0) first = last;
            }
            var took = (Environment.CpuUsage.TotalTime - begun).TotalSeconds;
            Figures.Say($"sheets of slips per second on one core, {onSheet} on each", $"{pages / took:0}/s ({Many / took:0} slips/s)",
                pages / took, 100, atLeast: true);
            var (each, wall) = (bytes / 1024.0 / pages, clock.Elapsed.TotalSeconds);
            Figures.Note($"{Many} slips on {pages} sheets, {each:0} KB each, {wall:0.0} s on the wall");
            Figures.Note($"memory after the first file {first / 1048576.0:0} MB, after the last {last / 1048576.0:0} MB");
        }
    }
}
