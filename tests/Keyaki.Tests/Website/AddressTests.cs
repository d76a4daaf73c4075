using System.Net;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Staff;
using Keyaki.Tests.Pages;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InWebsite;

using Visitor = Keyaki.Tests.Pages.Visitor;

/// <summary>Addresses live: what moved is found, and what was lost is seen.</summary>
public sealed class AddressTests
{
    [Theory, BothDatabases]
    public async Task 古いアドレスは_書き方が違っても_一度で新しいアドレスに移り_問いは残る(string database)
    {
        await using var city = await City.Start(database);
        var hiroko = await Promotion(city);
        await Redirected(hiroko, "/soshiki/kankyo/gomi.html", "/kurashi/gomi/");
        await Redirected(hiroko, "https://www.city.example.jp/kouhou/index.html", "https://kouhou.example.jp/top", below: true);
        foreach (var (asked, to) in new[]
        {
            ("/soshiki/kankyo/gomi.html", "/kurashi/gomi/"), ("/Soshiki//Kankyo/GOMI.html/?print=1", "/kurashi/gomi/?print=1"),
            ("/%73oshiki/kankyo/gomi.html", "/kurashi/gomi/"), ("/kouhou/", "https://kouhou.example.jp/top"),
            ("/kouhou/R6/%E5%8F%B7.html?a=b", "https://kouhou.example.jp/top/R6/%E5%8F%B7.html?a=b"),
                ("/kouhou/%5C%5Cevil.example/x", "https://kouhou.example.jp/top/evil.example/x"),
        }) Assert.Equal((HttpStatusCode.MovedPermanently, to), await Asked(city, asked));
        Assert.Equal(HttpStatusCode.NotFound, (await Asked(city, "/kouhouX/1.html")).Status);
        Assert.Equal(HttpStatusCode.OK, (await city.Visitor().Open("/kurashi/gomi/")).Status);

        await hiroko.Open(AddRedirect.Url);
        await Fill(hiroko, "/kurashi/gomi/", "/kurashi/").Press("転送を決める");
        Assert.Contains("ページか分類があります", hiroko.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 続く転送は決めたときに短くなり_数を見てから決め_輪にはならず_終えると見つからなくなる(string database)
    {
        await using var city = await City.Start(database);
        var hiroko = await Promotion(city);
        await Redirected(hiroko, "/a", "/b");
        await hiroko.Open(AddRedirect.Url);
        await Fill(hiroko, "/b", "/bunka/kouza/").Press("転送を決める");
        Assert.Contains("2件のアドレスが /bunka/kouza/ に移ります", hiroko.Text, StringComparison.Ordinal);
        await hiroko.Choose("移るアドレスの数を確かめましたか/はい").Press("転送を決める");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/bunka/kouza/"), await Asked(city, "/a"));
        Assert.Equal(["/bunka/kouza/", "/bunka/kouza/"], await city.Read(db => db.Set<Redirect>().Select(r => r.To).ToListAsync()));

        await Redirected(hiroko, "/x", "/y/1", below: true);
        await hiroko.Open(AddRedirect.Url);
        await Fill(hiroko, "/y", "/x/2", below: true).Press("転送を決める");
        Assert.Contains("戻ってくるため、転送できません", hiroko.Text, StringComparison.Ordinal);

        await (await hiroko.Open(ListRedirects.Url + "?q=/x")).Press("転送を終える");
        Assert.Equal(HttpStatusCode.NotFound, (await Asked(city, "/x/1")).Status);
        Assert.Contains("/x", (await hiroko.Open(ListRedirects.Url + "?state=ended")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Officer("tanaka")).Open(ListRedirects.Url)).Status);
    }

    [Theory, BothDatabases]
    public async Task 古いアドレスの表は_行ごとに確かめて取り込み_二度取り込んでも一度と同じである(string database)
    {
        await using var city = await City.Start(database);
        var hiroko = await Promotion(city);
        const string table = "古いアドレス,新しいアドレス,範囲,理由\n/hp/1.htm,/hp/2.htm,,並べ替え\n/hp/2.htm,/kurashi/zeikin/,,\n"
            + "/hp/part,/bosai/,このアドレスと、その下の全部,\n/hp/3.htm,ftp://example.jp/,,\n/kurashi/gomi,/kurashi/,,\n";
        for (var time = 0; time < 2; time++)
        {
            await hiroko.Open(ListRedirects.Import);
            await hiroko.Attach("表のファイル", "old.csv", Encoding.UTF8.GetBytes(table)).Press("読み込");
            await city.Services.GetRequiredService<RunWorker>().RunAll(default);
            await hiroko.Open(hiroko.Path);
            Assert.Contains("このサイトなら / から、ほかのサイトなら https:// から書いてください。", hiroko.Text, StringComparison.Ordinal);
            Assert.Contains("今、ページがあります", hiroko.Text, StringComparison.Ordinal);
            if (hiroko.Page.QuerySelectorAll("button").Any(b => b.TextContent.Contains("取り込む", StringComparison.Ordinal)))
                await hiroko.Press("取り込む");
            await city.Services.GetRequiredService<RunWorker>().RunAll(default);
            Assert.Equal(["/hp/1.htm>/kurashi/zeikin/", "/hp/2.htm>/kurashi/zeikin/", "/hp/part>/bosai/"],
                await city.Read(db => db.Set<Redirect>()
                .OrderBy(r => r.From).Select(r => r.From + ">" + r.To).ToListAsync()));
        }
        Assert.Equal((HttpStatusCode.MovedPermanently, "/bosai/sub/9.htm"), await Asked(city, "/hp/part/sub/9.htm"));
    }

    [Theory, BothDatabases]
    public async Task 見つからないアドレスは_開いた人のことを残さずに数え_多い順に_近いものと並び_転送を作ると消える(string database)
    {
        await using var city = await City.Start(database);
        for (var i = 0; i < 3; i++) await city.Visitor().Open("/old/Gomi/index.html");
        await city.Visitor().Open("/old/zeikin.htm");
        foreach (var kept in new[] { "/old/x?name=%E5%B1%B1%E7%94%B0", "/wp-login.php", "/.env", "/old/09012345678", "/old/a@example.jp",
            "/office/none", "/old/a.png", "/old/" + new string('a', 300) })
            await city.Visitor().Open(kept);
        var counts = city.Services.GetRequiredService<MissingCounts>();
        await counts.Write(default);
        await city.Visitor().Open("/old/gomi/");
        await counts.Write(default);
        Assert.Equal(["/old/gomi 4", "/old/zeikin.htm 1"], await city.Read(async db =>
            (await db.Set<Missing>().OrderByDescending(m => m.Count).ToListAsync())
            .ConvertAll(m => $"{m.Address} {m.Count}")));

        var hiroko = await Promotion(city);
        await hiroko.Open(ListMissing.Url);
        Assert.Contains("ごみとリサイクル", hiroko.Text, StringComparison.Ordinal);
        await hiroko.Follow("転送を作る");
        await hiroko.Fill("理由", "作り直したため").Press("転送を決める");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/kurashi/gomi/"), await Asked(city, "/old/gomi/"));
        Assert.Equal(["/old/zeikin.htm"], await city.Read(db => db.Set<Missing>().Select(m => m.Address).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task いくら違うアドレスを開いても_行の数には限りがあり_多く開かれたものが残る(string database)
    {
        await using var city = await City.Start(database);
        var counts = city.Services.GetRequiredService<MissingCounts>();
        for (var turn = 0; turn < MissingCounts.MostRows / MissingCounts.MostNew + 5; turn++)
        {
            counts.Note("/old/wanted.html", null);
            counts.Note("/old/wanted.html", null);
            for (var i = 0; i < MissingCounts.MostAtOnce + 10; i++) counts.Note($"/x/{turn}-{i}", null);
            await counts.Write(default);
        }
        Assert.InRange(await city.Read(db => db.Set<Missing>().CountAsync()), MissingCounts.MostRows - 1_000, MissingCounts.MostRows);
        Assert.True(await city.Read(db => db.Set<Missing>().AnyAsync(m => m.Address == "/old/wanted.html" && m.Count > 50)));
    }

    /// <summary>An officer of the section that speaks for the whole site.</summary>
    internal static async Task<Visitor> Promotion(City city)
    {
        var id = await city.OfficerId("suzuki");
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(new PostHolding
            {
                Id = city.Clock.NewId(), Officer = id, Post = "city-promotion-kacho", From = city.Clock.GetUtcNow().Day().AddDays(-1),
                GivenAt = city.Clock.GetUtcNow(),
            });
            return Task.FromResult(true);
        });
        return await city.Officer("suzuki");
    }

    static async Task Redirected(Visitor officer, string from, string to, bool below = false)
    {
        await officer.Open(AddRedirect.Url);
        await Fill(officer, from, to, below).Press("転送を決める");
        Assert.True(officer.Status is HttpStatusCode.OK && officer.Path == ListRedirects.Url, $"{officer.Path} {officer.Text}");
    }

    static Visitor Fill(Visitor officer, string from, string to, bool below = false) =>
        officer.Fill("古いアドレス", from).Fill("新しいアドレス", to).Fill("理由", "移ったため")
            .Choose(below ? "範囲/このアドレスと、その下の全部" : "範囲/このアドレスだけ");

    internal static async Task<(HttpStatusCode Status, string To)> Asked(City city, string url)
    {
        using var answer = await new Visitor(city.Address, follows: false).Raw(url);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString ?? "");
    }
}
