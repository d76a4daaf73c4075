using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Plan;
using Keyaki.Tests.Operation;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Kits;

using Run = Keyaki.Kits.Run;
using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>Tables that are too long for one turn: read, judged and taken in slices, each row once.</summary>
public sealed partial class ImportRunTests
{
    const string Heads = "番号,様式名,担当課,区分,押印が残る理由,押印をなくした日,備考\n";

    static string Row(int number, string code, string department = "市民課") =>
        $"{code},様式{number},{department},押印をなくせる,,2026-04-01,備考です\n";

    static string Table(int rows, Func<int, string>? row = null) =>
        Heads + string.Concat(Enumerable.Range(1, rows).Select(n => row?.Invoke(n) ?? Row(n, $"F-{n}")));

    static Task<Visitor> Bring(City city, string table) => Bring(city, Encoding.UTF8.GetBytes(table));

    static async Task<Visitor> Bring(City city, byte[] table) => await Bring(await city.Officer("kobayashi"), table);

    static async Task<Visitor> Bring(Visitor desk, byte[] table)
    {
        await desk.Open("/office/plan/forms/import");
        return await desk.Attach("ファイル", "forms.csv", table).Press("読み込んで確かめる");
    }

    /// <summary>Looks again, as the page does by itself, until nothing goes on.</summary>
    static async Task<Visitor> Ended(Visitor desk)
    {
        for (var i = 0; i < 1200 && desk.Page.QuerySelector("progress") is not null; i++)
        {
            await Task.Delay(50);
            await desk.Open(desk.Path);
        }
        return desk;
    }

    static Task<int> Forms(City city) => city.Read(db => db.Set<SealForm>().CountAsync());
    static Task<List<Run>> RunsOf(City city) => city.Read(db => db.Set<Run>().AsNoTracking()
        .Where(r => r.Kind.StartsWith("plan.import.")).OrderBy(r => r.At).ToListAsync());

    [Theory, BothDatabases]
    public async Task 長い表は500行ずつ読まれ_画面は50行ずつ見せ_前の行と同じ番号は離れていても分かり_良い行だけがちょうど一度入る(string database)
    {
        await using var city = await City.Start(database);
        var table = Table(1_203, n => n == 1_100 ? Row(n, "F-1") : n == 700 ? Row(n, "F-700", "ない課") : Row(n, $"F-{n}"));
        var desk = await Ended(await Bring(city, table));
        Assert.Contains("取り込める行（1,201行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("直すところのある行（2行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("番号「F-1」は、この表の前の行にもあります", desk.Text, StringComparison.Ordinal);
        Assert.Equal(52, desk.Page.QuerySelectorAll("tbody tr").Length);
        await desk.Follow("次のページ");
        Assert.Contains("様式51", desk.Text, StringComparison.Ordinal);
        var again = desk.Prepare("1,201行を取り込む");
        await Ended(await desk.Press("1,201行を取り込む"));
        Assert.Contains("1,201行を取り込みました", desk.Text, StringComparison.Ordinal);
        using (var second = await desk.Send(again)) Assert.True(second.IsSuccessStatusCode);
        Assert.Equal(1_201, await Forms(city));
        Assert.Equal(["plan.import.read", "plan.import.take"], (await RunsOf(city)).Select(r => r.Kind));
        // The second row of F-1 stays wrong, also now that the first one is taken in.
        await desk.Press("残りの行を、今の一覧でもう一度確かめる");
        Assert.Contains("番号「F-1」は、この表の前の行にもあります", desk.Text, StringComparison.Ordinal);
        // The same table again changes nothing.
        await Ended(await Bring(desk, Encoding.UTF8.GetBytes(table)));
        await Ended(await desk.Press("1,201行を取り込む"));
        Assert.Equal([1L], await city.Read(db => db.Set<SealForm>().Select(f => f.Version).Distinct().ToListAsync()));
        using var file = await desk.Raw("/office/plan/forms/export.csv");
        Assert.Equal(1_202, (await file.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory, BothDatabases]
    public async Task 三千行を超える取り込みは_別の職員が認めてから始まる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Ended(await Bring(city, Table(3_001)));
        await desk.Press("3,001行を取り込む");
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        Assert.Contains("別の職員の確認を待っています", (await desk.Open(desk.Path)).Text, StringComparison.Ordinal);
        Assert.Equal(0, await Forms(city));
        var nakamura = await (await city.Officer("nakamura")).Open("/office");
        await nakamura.Follow("確認を待っている一括処理");
        Assert.Contains("押印の見直しの様式", nakamura.Text, StringComparison.Ordinal);
        Assert.Contains("3,001件", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Choose("この件数で行ってよいですか/はい").Press("確かめた結果を記録する");
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        Assert.Contains("3,001行を取り込みました", (await Ended(await desk.Open(desk.Path))).Text, StringComparison.Ordinal);
        Assert.Equal(3_001, await Forms(city));
    }

    [Theory, BothDatabases]
    public async Task 行は取り込むそのときの一覧で確かめられ_あとから直すところの出た行は入らずに残る(string database)
    {
        await using var city = await City.Start(database);
        var first = await Bring(city, Heads + Row(1, "12") + Row(2, "P-1"));
        Assert.Contains("取り込める行（2行）", first.Text, StringComparison.Ordinal);
        await (await Bring(city, Heads + Row(1, "0012"))).Press("1行を取り込む");
        await first.Press("2行を取り込む");
        Assert.Contains("1行を取り込みました", first.Text, StringComparison.Ordinal);
        Assert.Contains("一覧の「0012」のことではありませんか", first.Text, StringComparison.Ordinal);
        Assert.Equal(["0012", "P-1"], await city.Read(db => db.Set<SealForm>().OrderBy(f => f.Code).Select(f => f.Code).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 前の行を直すか取り込まないことにすると_同じ番号のあとの行が取り込めるようになる(string database)
    {
        await using var city = await City.Start(database);
        var desk = await Bring(city, Heads + Row(1, "F-1", "ない課") + Row(2, "F-1") + Row(3, "F-2", "ない課") + Row(4, "F-2"));
        Assert.Contains("直すところのある行（4行）", desk.Text, StringComparison.Ordinal);
        var here = desk.Path;
        await desk.Open(here + "/rows/2");
        await desk.Fill("番号", "F-9").Fill("担当課", "環境課").Press("この行を直す");
        Assert.Contains("取り込める行（2行）", desk.Text, StringComparison.Ordinal);
        await desk.Open(here + "/rows/4");
        await desk.Press("取り込まないことにする");
        Assert.Contains("取り込める行（3行）", desk.Text, StringComparison.Ordinal);
        Assert.Contains("1行は取り込まないことにしました", desk.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 残りの行は_一覧が変わったあとで_もう一度確かめられる(string database)
    {
        await using var city = await City.Start(database);
        await (await Bring(city, Heads + Row(1, "0012"))).Press("1行を取り込む");
        var desk = await Bring(city, Heads + Row(1, "12"));
        Assert.Contains("一覧の「0012」のことではありませんか", desk.Text, StringComparison.Ordinal);
        await city.Turns.Run(async (_, db, ct) => await db.Set<SealForm>().ExecuteDeleteAsync(ct));
        await desk.Press("残りの行を、今の一覧でもう一度確かめる");
        Assert.Contains("取り込める行（1行）", desk.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 表計算のUnicodeテキストも_ファイルで送れる(string database)
    {
        await using var city = await City.Start(database);
        var text = (Heads + Row(1, "F-1")).Replace(',', '\t');
        foreach (var encoding in new Encoding[] { new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
            Assert.Contains("取り込める行（1行）", (await Bring(city, [.. encoding.Preamble, .. encoding.GetBytes(text)])).Text,
                StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 短い表は_長い表を読んでいるあいだも待たずに読まれる(string database)
    {
        await using var city = await City.Start(database);
        var slow = await Bring(city, Table(20_000));
        var quick = await Bring(city, Heads + Row(1, "Q-1"));
        Assert.Contains("取り込める行（1行）", quick.Text, StringComparison.Ordinal);
        Assert.NotNull((await slow.Open(slow.Path)).Page.QuerySelector("progress"));
        Assert.Contains("読み込み", (await slow.Open("/office/runs")).Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("：([0-9,]+)／([0-9,]+)行")] private static partial Regex Progress();

    /// <summary>Waits until some of it is done, and not all.</summary>
    static async Task Halfway(Visitor desk)
    {
        for (var i = 0; i < 600; i++, await desk.Open(desk.Path))
        {
            if (Progress().Match(desk.Text) is { Success: true } at
                && int.Parse(at.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) is > 0 and var done
                && done < int.Parse(at.Groups[2].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)) return;
            if (desk.Page.QuerySelector("progress") is null) break;
            await Task.Delay(10);
        }
        Assert.Fail("it was over before anybody could stop it: " + desk.Text);
    }

    [Theory, BothDatabases]
    public async Task 二つの長い表を代わる代わる読んでも_どちらも開き直さずに最後まで読む(string database)
    {
        await using var city = await City.Start(database);
        var first = await Bring(city, Table(12_000));
        var second = await Bring(city, Table(12_000, n => Row(n, $"S-{n}")));
        await Halfway(second);
        await Halfway(await first.Open(first.Path));
        // What is open can be read on although its name is gone; what is opened anew cannot.
        foreach (var file in Directory.GetFiles(Path.Combine(city.Folder, "data", "files"), "*", SearchOption.AllDirectories))
            File.Delete(file);
        Assert.Contains("取り込める行（12,000行）", (await Ended(first)).Text, StringComparison.Ordinal);
        Assert.Contains("取り込める行（12,000行）", (await Ended(await second.Open(second.Path))).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 読み込みの途中と取り込みの途中で強制終了しても_続きから進み_どの行もちょうど一度入る(string database)
    {
        const int rows = 8_000;
        var site = await City.Furnish(database);
        await using var simulator = await City.Simulate(TimeProvider.System);
        var tokens = new Dictionary<string, string>();
        await using (var city = await City.Open(site))
        {
            foreach (var who in new[] { "kobayashi", "nakamura" })
                tokens[who] = await city.Token(ActorKind.Officer, await city.OfficerId(who), TimeProvider.System);
            city.Keep();
        }
        Visitor At(HallProcess hall, string who = "kobayashi") =>
            Visitor.BehindProxy(hall.Office).Visits(ActorKind.Officer, tokens[who], strict: true);
        string page;
        await using (var hall = await HallProcess.Start(site, simulator))
        {
            var desk = await Bring(At(hall), Encoding.UTF8.GetBytes(Table(rows)));
            await Halfway(desk);
            page = desk.Path;
            hall.Kill();
        }
        await using (var hall = await HallProcess.Start(site, simulator))
        {
            var desk = await Ended(await At(hall).Open(page));
            Assert.Contains("取り込める行（8,000行）", desk.Text, StringComparison.Ordinal);
            await desk.Press("8,000行を取り込む");
            var nakamura = await At(hall, "nakamura").Open("/office");
            await nakamura.Follow("確認を待っている一括処理");
            await nakamura.Choose("この件数で行ってよいですか/はい").Press("確かめた結果を記録する");
            await Halfway(await desk.Open(page));
            hall.Kill();
        }
        await using (var hall = await HallProcess.Start(site, simulator))
        {
            var desk = await Ended(await At(hall).Open(page));
            Assert.Contains("8,000行を取り込みました", desk.Text, StringComparison.Ordinal);
            Assert.Contains("すべて片付きました", desk.Text, StringComparison.Ordinal);
            await hall.Stop();
        }
        await using (var city = await City.Open(site))
        {
            Assert.Equal(Enumerable.Range(1, rows).Select(n => $"F-{n}").Order(StringComparer.Ordinal),
                (await city.Read(db => db.Set<SealForm>().Select(f => f.Code).ToListAsync())).Order(StringComparer.Ordinal));
            Assert.Equal(rows, await city.Read(db => db.Set<SealForm>().CountAsync(f => f.Version == 1)));
            Assert.Equal([rows, rows], (await RunsOf(city)).Select(r => r.Done));
            city.Keep();
        }
        await site.Clear();
    }
}
