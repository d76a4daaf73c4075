using System.Net;
using System.Text;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Tests.Rules;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InWebsite;

/// <summary>画像とファイル: sent, made ready outside of requests, used on pages, and only then there for readers.</summary>
public sealed class MaterialTests
{
    [Theory, BothDatabases]
    public async Task 画像は_公開したページが使うまで職員だけに見え_公開すると幅ごとに変わらないアドレスで出る(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        await (await tanaka.Open(WebsitePaths.Add(page.Id, "ja.2"))).Follow("画像");
        await tanaka.Follow("画像かファイルを送る");
        await tanaka.Attach("画像かファイル", "kosa.png", PictureFiles.Png(1000, 600)).Fill("撮影者・提供", "広報係").Press("送る");
        Assert.True(tanaka.Status is HttpStatusCode.OK && tanaka.Heading == "部品：画像", $"{tanaka.Path} {tanaka.Text}");
        await tanaka.Press("保存する");
        var material = await Ready(city);
        var checks = (await tanaka.Open(CheckPage.Url(page.Id))).Text;
        Assert.Contains("写真から分かることを、代わりの文に書いてください", checks, StringComparison.Ordinal);
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.2"));
        await tanaka.Fill("代わりの文（画像から分かること）", "並んで画面を見る人たち").Fill("画像の説明", "去年の相談室")
            .Press("保存する");
        Assert.DoesNotContain("代わりの文に書いてください", (await tanaka.Open(CheckPage.Url(page.Id))).Text, StringComparison.Ordinal);

        var files = await city.Read(db => db.Set<MaterialFile>().Where(f => f.Material == material.Id).OrderBy(f => f.Width)
            .ToListAsync());
        Assert.Equal(6, files.Count);
        var (small, large) = (files[0], files[^1]);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Raw(Materials.Public + small.Path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await tanaka.Raw(Materials.Office + small.Path)).StatusCode);
        await tanaka.Open(WebsitePaths.Preview(page.Id));
        var shared = tanaka.Page.QuerySelector("a[href*='code=']")?.GetAttribute("href") ?? "";
        var preview = await city.Visitor().Open(shared[shared.IndexOf("/preview/", StringComparison.Ordinal)..]);
        var inside = preview.Page.QuerySelector("figure img")?.GetAttribute("src") ?? "";
        Assert.StartsWith("/preview/", inside, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await city.Visitor().Raw(inside)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Raw(inside.Replace(page.Id.ToString(), Guid.Empty.ToString(),
            StringComparison.Ordinal))).StatusCode);

        await WebsiteTests.Propose(tanaka, page);
        var paper = await (await (await city.Officer("ito")).Open(Keyaki.Approvals.Pile.Url)).Follow("はじめてのスマートフォン相談室");
        Assert.Contains("kosa", paper.Text, StringComparison.Ordinal);
        await paper.Press("承認する");
        var reader = await city.Visitor().Open(page.Url());
        var img = reader.Page.QuerySelector("figure picture img");
        Assert.Equal(("並んで画面を見る人たち", "lazy", "1000", "600"), (img?.GetAttribute("alt"), img?.GetAttribute("loading"),
            img?.GetAttribute("width"), img?.GetAttribute("height")));
        Assert.Contains("400w", reader.Page.QuerySelector("figure source")?.GetAttribute("srcset"), StringComparison.Ordinal);
        Assert.Contains("去年の相談室 提供・撮影：広報係", reader.Text, StringComparison.Ordinal);
        using var sent = await city.Visitor().Raw(Materials.Public + large.Path);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", sent.Headers.GetValues("Cache-Control").SelectMany(v =>
            v.Split(", ")).OrderBy(v => v == "public" ? 0 : v[0] == 'm' ? 1 : 2)));
        Assert.False(sent.Headers.Contains("Set-Cookie"));
        Assert.Equal(large.Type, sent.Content.Headers.ContentType?.MediaType);
        using var again = new HttpRequestMessage(HttpMethod.Get, Materials.Public + large.Path);
        again.Headers.TryAddWithoutValidation("If-None-Match", sent.Headers.ETag?.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await city.Visitor().Send(again)).StatusCode);

        await tanaka.Open(ShowMaterial.Url(material.Id));
        Assert.Contains("はじめてのスマートフォン相談室（公開中）", tanaka.Text, StringComparison.Ordinal);
        Assert.Contains("画像（1,000×600）", (await tanaka.Open(ListMaterials.Url)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(ShowMaterial.Url(material.Id))).Status);
    }

    [Theory, BothDatabases]
    public async Task SVGと大きすぎる画像は_どうすればよいかを言って断り_使っていない画像は消せる(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        foreach (var (name, bytes, words) in new[]
        {
            ("a.svg", PictureFiles.Svg, "SVGの画像は、中にプログラムを書けるため使えません"),
            ("d.heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1"u8], "iPhoneの写真（HEIC）は開けません"),
            ("b.png", PictureFiles.Png(30_000, 200, [1, 2, 3]), "画像が大きすぎます（30,000×200）"),
        })
        {
            await (await tanaka.Open(AddMaterial.Url)).Attach("画像かファイル", name, bytes).Press("送る");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
            Assert.Contains(words, tanaka.Text, StringComparison.Ordinal);
        }
        Assert.Equal(0, await city.Read(db => db.Set<Material>().CountAsync()));
        await (await tanaka.Open(AddMaterial.Url)).Attach("画像かファイル", "けやき.png", PictureFiles.Png(40, 30)).Press("送る");
        var material = await Ready(city);
        Assert.Equal("けやき", material.Name);
        await (await tanaka.Open(ShowMaterial.Edit(material.Id))).Fill("職員が探すときの名前", "秋のけやき")
            .Fill("画像の大事なところ（左から）", "20").Press("保存する");
        Assert.Contains("秋のけやき", tanaka.Text, StringComparison.Ordinal);
        Assert.NotNull(tanaka.Page.QuerySelector("img.fx-2.fy-5"));
        await tanaka.Press("消す");
        Assert.Equal((0, 0), await city.Read(async db => (await db.Set<Material>().CountAsync(),
            await db.Set<MaterialFile>().CountAsync())));
    }

    [Theory, BothDatabases]
    public async Task ファイルは_種類と大きさがひとりでに付き_名前のまま保存でき_文字のないPDFは決裁に回せない(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        var scan = PictureFiles.Scan();
        foreach (var (name, bytes) in new[] { ("持ち物の表.csv", Encoding.UTF8.GetBytes("品,数\n眼鏡,1\n")), ("写し.pdf", scan) })
            await (await tanaka.Open(AddMaterial.Url)).Attach("画像かファイル", name, bytes).Press("送る");
        var pdf = await Ready(city, FileBytes.Pdf);
        Assert.False(pdf.HasText);
        Assert.Contains("文字のないPDFです", (await tanaka.Open(ShowMaterial.Url(pdf.Id))).Text, StringComparison.Ordinal);
        var table = await Ready(city, FileBytes.Csv);
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.2.files") + $"&pick={pdf.Code}");
        await tanaka.Fill("リンクの言葉", "紙の写し").Press("保存する");
        Assert.Contains("文字のないPDFです", (await tanaka.Open(CheckPage.Url(page.Id))).Text, StringComparison.Ordinal);
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.2"));
        await tanaka.Fill("ファイル", "持ち物の表").Fill("リンクの言葉", "持ち物の一覧").Press("保存する");
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.2.text"));
        await tanaka.Fill("文章", "スマートフォンの電源の入れ方から、電話、写真、地図の使い方まで、ゆっくり教えます。").Press("保存する");
        await WebsiteTests.Propose(tanaka, page);
        await WebsiteTests.Decide(city, "はじめてのスマートフォン相談室");

        var reader = await city.Visitor().Open(page.Url());
        var link = reader.Page.QuerySelector(".site-files a");
        Assert.Equal("持ち物の一覧（CSV、1KB）", link?.TextContent);
        using var sent = await city.Visitor().Raw(link?.GetAttribute("href") ?? "");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(("attachment", "持ち物の表.csv"), (sent.Content.Headers.ContentDisposition?.DispositionType,
            sent.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Raw(Materials.Public + "/"
            + (await city.Read(db => db.Set<MaterialFile>().FirstAsync(f => f.Material == pdf.Id))).Key + "/x.pdf")).StatusCode);
        Assert.NotEqual(table.Id, pdf.Id);
    }

    [Theory, BothDatabases]
    public async Task お知らせの画像は_ページの一番上と発信先に出て_予定表と手続の一覧はひとりでに並ぶ(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        await (await tanaka.Open(AddMaterial.Url)).Attach("画像かファイル", "相談.png", PictureFiles.Png(500, 300)).Press("送る");
        var material = await Ready(city);
        await tanaka.Open(WebsitePaths.Edit(page.Id, "facts"));
        await tanaka.Fill("画像", "相談").Press("保存する");
        Assert.Contains("要点の画像から分かること", (await tanaka.Open(CheckPage.Url(page.Id))).Text, StringComparison.Ordinal);
        await tanaka.Open(WebsitePaths.Edit(page.Id, "facts"));
        await tanaka.Fill("画像の代わりの文/日本語", "相談する人").Press("保存する");
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.2.calendar"));
        await tanaka.Fill("話題", "スマートフォン").Press("保存する");
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.3.room-list"));
        await tanaka.Fill("一覧", "今申し込める手続：すべて").Press("保存する");
        var told = await Told(city, page);
        Assert.Equal((500, "相談する人"), (told.Picture?.Width, told.Picture?.Alt.Ja));
        await WebsiteTests.Propose(tanaka, page);
        await WebsiteTests.Decide(city, "はじめてのスマートフォン相談室");
        var reader = await city.Visitor().Open(page.Url());
        Assert.Equal("相談する人", reader.Page.QuerySelector(".lead-picture img")?.GetAttribute("alt"));
        Assert.Contains("午前10時から正午まで はじめてのスマートフォン相談室", reader.Page.QuerySelector(".site-calendar")?.TextContent
            .ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.NotEmpty(reader.Page.QuerySelectorAll("ul.news a[href^='/procedures/']"));
        Assert.Equal(HttpStatusCode.OK, (await city.Visitor().Raw(new Uri(told.Picture?.Url ?? "").PathAndQuery)).StatusCode);
        Assert.NotNull(material.Code);
    }

    static Task<Told> Told(City city, SitePage page) => city.Read(async db =>
    {
        using var scope = city.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ToldPages>().Of(db, page,
            await db.Set<Edition>().OrderByDescending(e => e.Number).FirstAsync(e => e.Page == page.Id), Purpose.Real, default);
    });

    internal static async Task<Material> Ready(City city, string? type = null)
    {
        for (var i = 0; i < 300; i++)
        {
            var found = await city.Read(db => db.Set<Material>().Where(m => type == null || m.Type == type).OrderByDescending(m => m.At)
                .FirstOrDefaultAsync());
            if (found is { State: MaterialState.Failed }) Assert.Fail(found.Why);
            if (found is { State: MaterialState.Ready }) return found;
            await Task.Delay(100);
        }
        Assert.Fail("画像が用意されません");
        return await city.Read(db => db.Set<Material>().FirstAsync());
    }
}
