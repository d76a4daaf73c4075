using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Keyaki.Kernel;
using Keyaki.Tests.InProcedures;
using Keyaki.Tests.Operation;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InWebsite;

/// <summary>控えのサイト: what is copied, what is drawn again, what stays whole, and what is said beside it.</summary>
public sealed class CopyTests
{
    static string Folder(City city) => Path.Combine(city.Folder, "copy");

    static async Task<Exported> Export(City city, bool verify = true, CancellationToken ct = default)
    {
        using var folder = CopyFolder.Open(Folder(city));
        return await city.Services.GetRequiredService<SiteCopy>().Export(folder, verify, ct);
    }

    static string Site(City city) => CopyFolder.SiteOf(Folder(city));
    static string[] Files(City city) => [.. Directory.GetFiles(Site(city), "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Site(city), f)).Order(StringComparer.Ordinal)];

    [Theory, BothDatabases]
    public async Task 公開しているものはすべて三つの言葉で写り_どのリンクも写しの中かプログラムの仕事で_書き換えると変わったところだけが写り直される(string database)
    {
        await using var city = await City.Start(database);
        var first = await Export(city);
        var files = Files(city);
        Assert.Equal(first.Files, files.Length);
        foreach (var must in new[] { "index.html", "index.en.html", "kurashi/gomi/index.html", "kurashi/gomi/en/index.html", "news.rss",
            "sitemap.xml", "life/moving/index.easy.html", "about/contact/index.html", "procedures/bulky-waste/index.html",
            "away.html", "search/index.json", "search/index.en.html", "shelters/index.html", "emergency/index.html" })
            Assert.Contains(must, files);
        var pages = await city.Read(db => db.Readable().ToListAsync());
        foreach (var page in pages)
            foreach (var (l, _) in Language.All) Assert.Contains(page.Url(l).TrimStart('/'), files);
        // No page of an officer, of somebody's own, or that was never public.
        Assert.DoesNotContain(files, f => f.StartsWith("office", StringComparison.Ordinal)
            || f.StartsWith("my/", StringComparison.Ordinal));
        var parser = new HtmlParser();
        var dead = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files.Where(f => f.EndsWith(".html", StringComparison.Ordinal)))
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Site(city), file));
            var html = await parser.ParseDocumentAsync(text);
            if (!file.StartsWith("emergency/", StringComparison.Ordinal)) Assert.Contains("<!--# include virtual=\"/_alert/", text,
                StringComparison.Ordinal);
            Assert.DoesNotContain("keyaki-form", text, StringComparison.Ordinal);
            foreach (var url in html.QuerySelectorAll("a[href], link[href], script[src], img[src]")
                .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src") ?? "").Where(u => u.StartsWith('/')))
                if (!Leads(url, files)) dead.Add(Regex.Replace(url.Split('?', '#')[0], "[0-9]{7}", "N"));
        }
        // What the program alone can do says so when it is away.
        Assert.All(dead, url => Assert.Matches("^/(my|guest|sign-in|source|plan|records|procedures/|guide/|inquiry/N|search)", url));

        var hashes = Hashes(city);
        var second = await Export(city, verify: false);
        Assert.Equal([], Hashes(city).Except(hashes));
        Assert.Equal(0, second.Changed);
        Assert.True(second.Made < first.Made, $"{second.Made} {first.Made}");
        var gomi = pages.First(p => p.Kind is PageKind.Page);
        await city.Turns.Run(async (_, db, ct) =>
        {
            (await db.Pages().AsTracking().FirstAsync(p => p.Id == gomi.Id, ct)).End(Ending.Withdrawn, "古い案内です。", null,
                city.Clock.GetUtcNow());
            await SiteState.Touch(db, ct);
            return true;
        });
        var before = Files(city).Length;
        var third = await Export(city, verify: false);
        Assert.InRange(third.Changed, 1, 60);
        Assert.Contains("古い案内です", await File.ReadAllTextAsync(Path.Combine(Site(city), gomi.Url().TrimStart('/'))),
            StringComparison.Ordinal);
        Assert.Equal(before, Files(city).Length);
        // The index finds what is written, in its language.
        var index = JsonSerializer.Deserialize<Dictionary<string,
            string[][]>>(await File.ReadAllBytesAsync(Path.Combine(Site(city), SiteCopy.Index)));
        Assert.Equal(pages.Count - 1, index?["ja"].Length);
        Assert.Contains(index?["en"] ?? [], line => line[2].EndsWith(".en.html", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task 一つのページが作れなくても_ほかは写り_公開中のページの画像も写る(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        await (await tanaka.Open(AddMaterial.Url)).Attach("画像かファイル", "相談.png", PictureFiles.Png(500, 300)).Press("送る");
        await city.Settle();
        var (page, broken) = await city.Turns.Run(async (_, db, ct) =>
        {
            var material = await db.Set<Material>().SingleAsync(ct);
            var live = await db.Readable().AsTracking().Where(p => p.Kind == PageKind.Page).OrderBy(p => p.Number).Take(2).ToListAsync(ct);
            db.Add(new MaterialUse { Page = live[0].Id, Material = material.Id });
            // What no version of this program can read.
            var (unreadable, id) = ("""{"ja":5}""", live[1].Live);
            await db.Editions().Where(e => e.Id == id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Json, unreadable), ct);
            return (live[0], live[1]);
        });
        var done = await Export(city);
        Assert.True(done.Files > 100);
        Assert.DoesNotContain(broken.Url().TrimStart('/'), Files(city));
        Assert.Contains(page.Url().TrimStart('/'), Files(city));
        var pictures = Files(city).Where(f => f.StartsWith("media/", StringComparison.Ordinal)).ToList();
        Assert.Contains(pictures, f => f.EndsWith(".webp", StringComparison.Ordinal));
        Assert.Equal("RIFF"u8.ToArray(), (await File.ReadAllBytesAsync(Path.Combine(Site(city), pictures.First(f => f.EndsWith(".webp",
            StringComparison.Ordinal)))))[..4]);
    }

    static List<(string, string)> Hashes(City city) =>
        [.. Files(city).Select(f => (f, CopyFolder.HashOf(File.ReadAllBytes(Path.Combine(Site(city), f)))))];

    static bool Leads(string url, string[] files)
    {
        var (path, lang) = (Uri.UnescapeDataString(url.Split('?', '#')[0]), Regex.Match(url, "[?&]lang=(easy|en)").Groups[1].Value);
        return new[] { path, path.TrimEnd('/') + $"/index{(lang.Length > 0 ? "." + lang : "")}.html", path.TrimEnd('/') + "/index.html" }
            .Any(p => Array.BinarySearch(files, p.TrimStart('/'), StringComparer.Ordinal) >= 0);
    }

    [Theory, BothDatabases]
    public async Task 壊れたファイルは確かめると直り_写しの途中で止まっても前の写しが丸ごと残り_同時に書くのは一つだけである(string database)
    {
        await using var city = await City.Start(database);
        await Export(city);
        var (files, link) = (Files(city), new DirectoryInfo(Site(city)).LinkTarget);
        await File.WriteAllTextAsync(Path.Combine(Site(city), "kurashi/gomi/index.html"), "broken");
        File.Delete(Path.Combine(Site(city), "sitemap.xml"));
        var mended = await Export(city);
        Assert.Equal(2, mended.Mended);
        Assert.NotEqual(link, new DirectoryInfo(Site(city)).LinkTarget);
        Assert.Equal(files, Files(city));
        Assert.Equal(0, (await Export(city)).Mended);

        link = new DirectoryInfo(Site(city)).LinkTarget;
        using (var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(150)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Export(city, ct: stop.Token));
        Assert.Equal(link, new DirectoryInfo(Site(city)).LinkTarget);
        Assert.Equal(files, Files(city));
        using var held = CopyFolder.Open(Folder(city));
        Assert.Contains("ほかのプログラムが書いています", (await Assert.ThrowsAsync<IOException>(() => Export(city))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task 書き出しの命令を途中で強制終了しても_前の写しは丸ごと残り_もう一度で新しくなる()
    {
        var site = await City.Furnish(BothDatabases.Sqlite);
        await using var simulator = await City.Simulate(TimeProvider.System);
        var folder = Path.Combine(site.Folder, "copy");
        Assert.Equal(0, (await Aside.Alone(site, "website", "export", folder)).Code);
        var link = new DirectoryInfo(CopyFolder.SiteOf(folder)).LinkTarget;
        var generations = Path.Combine(folder, "generations");
        using (var process = HallProcess.Command(site, simulator, "website", "export", folder))
        {
            for (var i = 0; i < 3_000 && !process.HasExited && Directory.GetDirectories(generations).Length < 2; i++) await Task.Delay(10);
            await Task.Delay(50);
            process.Kill();
            await process.WaitForExitAsync();
        }
        var now = new DirectoryInfo(CopyFolder.SiteOf(folder)).LinkTarget;
        Assert.True(File.Exists(Path.Combine(CopyFolder.SiteOf(folder), "index.html")));
        var (code, said) = await Aside.Alone(site, "website", "export", folder);
        Assert.True(code == 0 && said.Contains("壊れていて直したもの0", StringComparison.Ordinal), said);
        Assert.InRange(Directory.GetDirectories(generations).Length, 1, 2);
        Assert.NotEqual(link, new DirectoryInfo(CopyFolder.SiteOf(folder)).LinkTarget);
        Assert.NotNull(now);
    }

    [Theory, BothDatabases]
    public async Task 控えのサイトは書き換えて5秒のうちに新しくなり_止まっている間に出した緊急情報は一度だけ引き継がれる(string database)
    {
        var site = await City.Furnish(database);
        var copy = Path.Combine(site.Folder, "copy");
        var settings = new Dictionary<string, string?> { [CopyState.Setting] = copy };
        Guid kept;
        await using (var city = await City.Open(site, settings))
        {
            await Until(() => File.Exists(Path.Combine(CopyFolder.SiteOf(copy), "index.html")), 60, city);
            var sender = await AlertTests.Sender(city);
            var from = Stopwatch.GetTimestamp();
            await AlertTests.Send(sender);
            await Until(() => File.ReadAllText(Path.Combine(copy, "alert", "ja.html")).Contains("元町、松山", StringComparison.Ordinal),
                20);
            await Until(() => Path.Combine(copy, "alert", "top.html") is var top && File.Exists(top)
                && File.ReadAllText(top).Contains("洪水に関する警戒レベル4", StringComparison.Ordinal), 20);
            var page = await city.Read(db => db.Pages().SingleAsync(p => p.Id == db.Set<Alert>().Single().Page));
            await Until(() => File.Exists(Path.Combine(CopyFolder.SiteOf(copy), page.Url().TrimStart('/'))), 20);
            kept = page.Id;
            // A machine that others use, too, needs longer than the five seconds that it takes alone.
            Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 25);
            city.Keep();
        }
        // Neither program nor database: a command of its own writes it, and says first what it would say.
        await using var simulator = await City.Simulate(TimeProvider.System);
        string[] told = ["website", "alert", "--copy", copy, "--kind", "water", "--town", "野塩"];
        Assert.Equal((1, true), await Said(site, simulator, "まだ出していません", told));
        Assert.DoesNotContain("野塩", await File.ReadAllTextAsync(Path.Combine(copy, "alert", "ja.html")), StringComparison.Ordinal);
        Assert.Equal((2, true), await Said(site, simulator, "地区を選んでください", [.. told[..^1], "となりの市", "--yes"]));
        Assert.Equal((0, true), await Said(site, simulator, "すべてのページの上", [.. told, "--yes"]));
        foreach (var (file, words) in new[] { ("ja.html", "断水しています：野塩"), ("en.html", "No water in Noshio"),
            ("top.html", "元町、松山"),
            ("emergency/easy/top.html", "水が 出ない") })
            Assert.Contains(words, await File.ReadAllTextAsync(Path.Combine(copy, "alert", file)), StringComparison.Ordinal);

        await using (var city = await City.Open(site, settings))
        {
            await Until(() => !File.Exists(Path.Combine(copy, "alert", "outside.json")), 60, city);
            var alert = await city.Read(db => db.Set<Alert>().SingleAsync(a => a.Kind == "water"));
            Assert.True(alert is { IsLive: true, IsUnread: true, Outside: not null });
            Assert.Contains("断水しています：野塩", (await city.Visitor().Open("/kurashi/gomi/"))
                .Page.QuerySelector("aside.emergency")?.TextContent,
                StringComparison.Ordinal);
            Assert.NotEqual(kept, alert.Page);
            Assert.Single(await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code == CopyKeeper.Taken.Code).ToListAsync()));
            await TaskCheck.Agrees(city);
        }
    }

    static async Task<(int Code, bool Says)> Said(Site site, Simulator.SimulatorHost simulator, string words, params string[] args)
    {
        using var process = HallProcess.Command(site, simulator, args);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said.Contains(words, StringComparison.Ordinal));
    }

    static async Task Until(Func<bool> holds, int seconds, City? city = null)
    {
        for (var watch = Stopwatch.StartNew(); !holds(); await Task.Delay(100))
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds),
                $"It did not come. {city?.Services.GetRequiredService<CopyState>().Trouble}");
    }

    [Fact]
    public async Task プログラムが止まると_ウェブサーバーが控えを出し_緊急情報がどのページの上にも出て_送ったものは使えないと言われる()
    {
        var site = await City.Furnish(BothDatabases.Sqlite);
        var copy = Path.Combine(site.Folder, "copy");
        var city = await City.Open(site, new Dictionary<string, string?> { [CopyState.Setting] = copy });
        await Until(() => File.Exists(Path.Combine(CopyFolder.SiteOf(copy), "index.html")), 60, city);
        await using var nginx = await Nginx.Start(site.Folder, city.Address, copy);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = nginx.Address };
        // While the program is there, its pages come.
        Assert.DoesNotContain("_alert", await http.GetStringAsync("/kurashi/gomi/"), StringComparison.Ordinal);
        await AlertTests.Send(await AlertTests.Sender(city));
        await Until(() => File.ReadAllText(Path.Combine(copy, "alert", "ja.html")).Contains("元町", StringComparison.Ordinal), 20);
        city.Keep();
        await city.DisposeAsync();

        foreach (var (url, words) in new[] { ("/kurashi/gomi/", "警戒レベル4、避難指示：元町、松山"),
            ("/kurashi/gomi/en/", "Alert level 4"),
            ("/", "洪水に関する警戒レベル4、避難指示を発令しました"), ("/?lang=en", "has been issued"),
                ("/emergency/easy/", "すぐに 逃げてください"),
            ("/life/moving?lang=en", "Alert level 4"), ("/search?q=ごみ", "data-copy-search") })
        {
            using var answer = await http.GetAsync(new Uri(url, UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK && text.Contains(words, StringComparison.Ordinal),
                $"{url} {answer.StatusCode}\n{text}");
            Assert.DoesNotContain("<!--#", text, StringComparison.Ordinal);
            Assert.Equal("text/html; charset=utf-8", $"{answer.Content.Headers.ContentType}");
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").First(), StringComparison.Ordinal);
        }
        using (var rss = await http.GetAsync("/news.rss")) Assert.StartsWith("application/rss+xml", $"{rss.Content.Headers.ContentType}",
            StringComparison.Ordinal);
        foreach (var away in new[] { "/my", "/no/such/page", "/_alert/ja.html", "/alert/inside.json", "/../generations" })
        {
            using var answer = await http.GetAsync(new Uri(away, UriKind.Relative));
            Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.NotFound, $"{away} {answer.StatusCode}");
        }
        using var sent = await http.PostAsync("/procedures/bulky-waste", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, sent.StatusCode);
        Assert.Contains("今は使えません", await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Lifted without the program: at once, everywhere.
        await using var simulator = await City.Simulate(TimeProvider.System);
        Assert.Equal((0, true), await Said(site, simulator, "すべてのページの上", "website", "alert", "--copy", copy, "--kind", "地震",
            "--town", "市内全域",
            "--yes"));
        Assert.Contains("地震がありました", await http.GetStringAsync("/kurashi/"), StringComparison.Ordinal);
        Assert.Equal((0, true), await Said(site, simulator, "解除しました", "website", "alert", "--copy", copy, "--lift", "--yes"));
        Assert.DoesNotContain("地震がありました", await http.GetStringAsync("/kurashi/"), StringComparison.Ordinal);
        Assert.Contains("警戒レベル4", await http.GetStringAsync("/kurashi/"), StringComparison.Ordinal);
    }
}
