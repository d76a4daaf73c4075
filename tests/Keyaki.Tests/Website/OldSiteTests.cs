using System.Net;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InWebsite;

/// <summary>旧サイトの取込み: a folder of old HTML becomes drafts with places, owners, links and redirects.</summary>
public sealed class OldSiteTests
{
    const string Site = "｜清瀬市公式ホームページ";

    [Theory, BothDatabases]
    public async Task 古いHTMLのフォルダーは_下書きと転送になり_互いのリンクは新しいアドレスに変わり_二度目は何も変わらない(string database)
    {
        await using var city = await City.Start(database);
        var folder = Old();
        var (code, said) = await Command(city, folder);
        Assert.True(code == 1 && said.Contains("3ページを下書きにしました", StringComparison.Ordinal), said);
        var results = await File.ReadAllTextAsync(Path.Combine(folder, ImportSite.Results));
        Assert.Contains("soshiki/broken.html,取り込めません", results, StringComparison.Ordinal);
        Assert.Contains("取り込めない画像やファイル1件：img/none.jpg（ファイルがありません）", results, StringComparison.Ordinal);
        Assert.Contains("ファイルへのリンク1件：/kankyo/gomi/none.pdf", results, StringComparison.Ordinal);

        var pages = await city.Read(db => db.Set<SitePage>().Where(p => p.Live == null).OrderBy(p => p.Title).ToListAsync());
        Assert.Equal(["くらし|kurashi|shimin", "ごみの分け方|kurashi/gomi|kankyo", "粗大ごみ|kurashi/gomi|kankyo"],
            pages.Select(p => $"{p.Title}|{p.Place}|{p.Owner}").Order(StringComparer.Ordinal));
        Assert.All(pages, p => Assert.Null(p.Live));
        var (sort, bulky) = (pages.First(p => p.Title == "ごみの分け方"), pages.First(p => p.Title == "粗大ごみ"));
        Assert.Equal(1002926, bulky.Number);
        var content = await city.Read(async db => (await db.Set<Edition>().FirstAsync(e => e.Page == sort.Id)).Content.Ja);
        Assert.Equal(["text", "heading", "list", "table", "picture", "text", "files"], content.Blocks.Select(b => b.Kind));
        var materials = await city.Read(db => db.Set<Material>().OrderBy(m => m.Kind).ToListAsync());
        Assert.Equal([("picture", "bin", "kankyo"), ("file", "hyo", "kankyo")],
            materials.OrderByDescending(m => m.Kind is MaterialKind.Picture)
                .Select(m => (m.Kind is MaterialKind.Picture ? "picture" : "file", m.Name, m.Owner)));
        var (picture, file) = (materials.First(m => m.Kind is MaterialKind.Picture), materials.First(m => m.Kind is MaterialKind.File));
        Assert.Equal((picture.Code, "分別の表"), (content.Blocks[4]["file"], content.Blocks[4]["alt"]));
        Assert.Equal($"{file.Code}|表", content.Blocks[6]["items"]);
        var words = string.Join(' ', content.Blocks.SelectMany(b => b.Values.Values));
        Assert.Contains($"[粗大ごみ]({bulky.Url()}#fee)", words, StringComparison.Ordinal);
        Assert.Contains("[都のページ](https://www.kankyo.metro.example.jp/)", words, StringComparison.Ordinal);
        foreach (var dropped in new[] { "トップ > くらし", "サイト内検索", "Copyright", "本文へ移動", "alert" })
            Assert.DoesNotContain(dropped, words, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.MovedPermanently, sort.Url()), await AddressTests.Asked(city, "/kankyo/gomi/wakekata.htm"));
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(sort.Url())).Status);
        Assert.Contains("ごみの分け方", (await (await city.Officer("suzuki")).Open(WebsitePaths.Page(sort.Id))).Text,
            StringComparison.Ordinal);

        var before = await There(city);
        (code, said) = await Command(city, folder);
        Assert.Contains("0ページを下書きにしました。3ページは、前に取り込んでいました。", said, StringComparison.Ordinal);
        Assert.Equal(before, await There(city));
        File.WriteAllText(Path.Combine(folder, "soshiki", "broken.html"),
            "<title>直したページ</title><p>課の案内です。問合せは市民課へ。</p>");
        Assert.Contains("1ページを下書きにしました", (await Command(city, folder)).Said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await city.Officer("tanaka")).Open(BeginPage.Url)).Status);
    }

    [Theory, BothDatabases]
    public async Task 取込みが途中で止まっても_もう一度始めると_決めてあった番号で続く(string database)
    {
        await using var city = await City.Start(database);
        var folder = Old();
        // Its number was set aside, and then the program ended.
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(new OldPage { Address = "/kankyo/gomi/wakekata.htm", Number = 1_234_567, Hash = "", At = city.Clock.GetUtcNow() });
            return Task.FromResult(true);
        });
        await Command(city, folder);
        Assert.Equal(1_234_567, await city.Read(db => db.Set<SitePage>().Where(p => p.Title == "ごみの分け方").Select(p => p.Number)
            .FirstAsync()));
        var content = await city.Read(async db => (await db.Set<Edition>()
            .FirstAsync(e => db.Set<SitePage>().Any(p => p.Id == e.Page && p.Number == 1_002_926))).Content);
        Assert.Contains("/kurashi/gomi/1234567.html", content.Json(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 知らない分類や課を書いた表では_何も取り込まない(string database)
    {
        await using var city = await City.Start(database);
        var folder = Old();
        File.WriteAllText(Path.Combine(folder, "map.csv"), "古いアドレス,分類,所管課\n/,nowhere,市民課\n");
        var (code, said) = await Command(city, folder);
        Assert.True(code == 2 && said.Contains("map.csv の2行目：「nowhere」という分類はありません", StringComparison.Ordinal), said);
        Assert.Equal(0, await city.Read(db => db.Set<SitePage>().CountAsync(p => p.Live == null)));
    }

    static async Task<string> There(City city) => await city.Read(async db =>
        $"{await db.Set<SitePage>().CountAsync()} {await db.Set<Edition>().CountAsync()} {await db.Set<Redirect>().CountAsync()}"
        + $" {await db.Set<OldPage>().CountAsync()}"
        + $" {await db.Set<Material>().CountAsync()}");

    static async Task<(int Code, string Said)> Command(City city, string folder)
    {
        var (command, rest) = Keyaki.Web.Commands.Find(["website", "import", folder]);
        var output = new StringWriter();
        return (await (command?.Run(city.Services, rest, output) ?? Task.FromResult(9)), output.ToString());
    }

    static string Old()
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-old-").FullName;
        foreach (var part in new[] { "kankyo/gomi", "kurashi", "soshiki" }) Directory.CreateDirectory(Path.Combine(folder, part));
        File.WriteAllText(Path.Combine(folder, "map.csv"), "古いアドレス,分類,所管課\n/kurashi,,市民課\n/kankyo/gomi,ごみとリサイクル,\n");
        File.WriteAllBytes(Path.Combine(folder, "kankyo/gomi/wakekata.htm"),
            CodePagesEncodingProvider.Instance.GetEncoding(932)?.GetBytes($"""
            <html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><title>ごみの分け方{Site}</title><script>alert(1)</script></head>
            <body bgcolor="#ffffff"><div id="header"><a href="#honbun">本文へ移動</a><form>サイト内検索<input></form></div><p class="topicpath">トップ > くらし</p>
            <div id="honbun"><h1>ごみの分け方</h1><table border="0"><tr><td><font size="2">市のごみは①と②に分けます。</font><br>くわしくは<b><a href="../../soshiki/../kankyo/gomi/1002926.html#fee">粗大ごみ</a></b>へ。</td></tr></table>
            <h2>出す日</h2><ul><li>火曜日</li><li><a href="https://www.kankyo.metro.example.jp/">都のページ</a></li></ul>
            <table><caption>分け方</caption><tr><th>種類</th><th>日</th></tr><tr><td>燃やすごみ</td><td>火・金</td></tr></table>
            <img src="img/bin.png" alt="分別の表"><img src="img/none.jpg" alt="ない"><img src="img/dot.png" alt=""><p><a href="hyo.pdf">表（PDF）</a> <a href="none.pdf">別の表</a> <a href="javascript:alert(2)">印刷</a></p></div>
            <div id="footer">Copyright 清瀬市 お問い合わせ 環境課</div></body></html>
            """) ?? []);
        Directory.CreateDirectory(Path.Combine(folder, "kankyo/gomi/img"));
        File.WriteAllBytes(Path.Combine(folder, "kankyo/gomi/img/bin.png"), PictureFiles.Png(300, 200));
        File.WriteAllBytes(Path.Combine(folder, "kankyo/gomi/img/dot.png"), PictureFiles.Png(8, 8));
        File.WriteAllBytes(Path.Combine(folder, "kankyo/gomi/hyo.pdf"), PictureFiles.Scan());
        File.WriteAllText(Path.Combine(folder, "kankyo/gomi/1002926.html"), $"""
            <!DOCTYPE html><meta charset="utf-8"><title>粗大ごみ{Site}</title><main><h1>粗大ごみ</h1><p>電話で申し込みます。<a href="wakekata.htm">分け方</a></p></main><footer>環境課</footer>
            """);
        File.WriteAllText(Path.Combine(folder, "kurashi/index.html"),
            $"<title>くらし{Site}</title><body><div class='content'><p>くらしの案内の入り口です。</p></div>");
        File.WriteAllBytes(Path.Combine(folder, "soshiki/broken.html"), [0, 1, 2, 3]);
        return folder;
    }
}
