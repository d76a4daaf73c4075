using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Keyaki.Tests.Kits;

using Run = Keyaki.Kits.Run;

/// <summary>How long a table takes, how long the one writer is held, and how much memory. IMPORT_ROWS=100000 for the whole
/// size.</summary>
public sealed class ImportMassTests(ITestOutputHelper output)
{
    [Theory, BothDatabases]
    public async Task 大きな表を読んで取り込んでも_一つのターンは短く_使うメモリーは表の大きさほどには増えない(string database)
    {
        var asked = Environment.GetEnvironmentVariable("IMPORT_ROWS");
        var rows = int.Parse(asked ?? "4000", CultureInfo.InvariantCulture);
        var table = new StringBuilder("番号,様式名,担当課,区分,押印が残る理由,押印をなくした日,備考\n");
        for (var n = 1; n <= rows; n++)
            table.Append(CultureInfo.InvariantCulture, $"F-{n},様式の名前{n},市民課,押印が残る,支払いの証拠になるため{n},,ほかの課にも同じ様式があります。{n}\n");
        await using var city = await City.Start(database);
        var (longest, most) = (0.0, 0L);
        using var turns = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "keyaki.turn.duration") listener.EnableMeasurementEvents(instrument);
            }
        };
        turns.SetMeasurementEventCallback<double>((_, took, _, _) => longest = Math.Max(longest, took));
        turns.Start();
        var desk = await (await city.Officer("kobayashi")).Open("/office/plan/forms/import");
        var bytes = Encoding.UTF8.GetBytes(table.ToString());
        table.Clear();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var over = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            for (; !over.IsCancellationRequested; await Task.Delay(50)) most = Math.Max(most, GC.GetTotalMemory(false) - before);
        });

        var clock = Stopwatch.StartNew();
        await desk.Attach("表のファイル", "forms.csv", bytes).Press("読み込んで確かめる");
        var sent = clock.Elapsed;
        await Ended(city);
        var read = clock.Elapsed;
        clock.Restart();
        await (await desk.Open(desk.Path)).Open(desk.Path);
        var looked = clock.Elapsed / 2;
        await desk.Press($"{rows:#,0}行を取り込む");
        if (rows > 3_000)
        {
            var nakamura = await (await city.Officer("nakamura")).Open("/office");
            await nakamura.Follow("確認を待っている一括処理");
            await nakamura.Choose("この件数で行ってよいですか/はい").Press("確かめた結果を記録する");
        }
        clock.Restart();
        await Ended(city);
        var taken = clock.Elapsed;
        await over.CancelAsync();
        await watch;
        output.WriteLine($"{database}: {rows:#,0} rows, {bytes.Length / 1048576.0:0.0} MB; sent and weighed {sent.TotalSeconds:0.0} s, "
            + $"read and judged {read.TotalSeconds:0.0} s, a page of them {looked.TotalMilliseconds:0} ms, "
            + $"taken in {taken.TotalSeconds:0.0} s; "
            + $"longest turn {longest:0} ms; most managed memory above the beginning {most / 1048576} MB");
        Assert.Equal(rows, await city.Read(db => db.Set<SealForm>().CountAsync()));
        Assert.InRange(longest, 1, 10_000);
        // Beside other tests the memory is not this one's alone.
        if (asked is not null) Assert.InRange(most, 0, 300L * 1024 * 1024);
    }

    static async Task Ended(City city)
    {
        for (var i = 0; i < 20_000; i++, await Task.Delay(50))
            if (await city.Read(db => db.Set<Run>().AllAsync(r => r.EndedAt != null))) return;
        Assert.Fail("it did not end");
    }
}
