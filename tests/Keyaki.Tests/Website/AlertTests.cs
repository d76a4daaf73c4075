using System.Net;
using System.Text;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.InProcedures;
using Keyaki.Tests.Pages;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InWebsite;

/// <summary>緊急情報: two presses on a phone, every page, the light top, channels, 後閲, drills, shelters.</summary>
public sealed class AlertTests
{
    internal static async Task<Visitor> Sender(City city)
    {
        await 電子決裁.Move(city, "suzuki", "bosai-kacho");
        return await city.Officer("suzuki");
    }

    /// <summary>Chooses and confirms; leaves the visitor on the alert's own page.</summary>
    internal static async Task<Visitor> Send(Visitor who, string level = "警戒レベル4　避難指示", bool drill = false)
    {
        await who.Open(ChooseAlert.Begin("flood", drill));
        await who.Choose($"警戒レベル/{level}").Choose("地区/元町").Choose("地区/松山").Choose("開いている避難所/芝山小学校")
            .Press("確かめる画面へ");
        Assert.Contains("元町、松山", who.Text, StringComparison.Ordinal);
        return await who.Press(drill ? "【訓練】として出す" : "この内容で、今すぐ出す");
    }

    [Theory, BothDatabases]
    public async Task 緊急情報は二度押すと出て_どの画面の上にも出て_トップは軽くなり_解除すると元に戻る(string database)
    {
        await using var city = await City.Start(database);
        var sender = await Sender(city);
        await Send(sender);
        Assert.Contains("後閲", sender.Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<Alert>().CountAsync()));
        const string title = "警戒レベル4、避難指示：元町、松山";
        foreach (var url in new[] { "/kurashi/gomi/", "/procedures/bulky-waste", "/office" })
        {
            var reader = url == "/office" ? sender : city.Visitor();
            var above = (await reader.Open(url)).Page.QuerySelector("aside.emergency");
            Assert.Contains(title, above?.TextContent, StringComparison.Ordinal);
        }
        Assert.Contains("Alert level 4, evacuation order: Motomachi, Matsuyama",
            (await city.Visitor().Open("/kurashi/gomi/en/")).Page.QuerySelector("aside.emergency")?.TextContent, StringComparison.Ordinal);

        using var top = await city.Visitor().Raw("/");
        var light = await top.Content.ReadAsStringAsync();
        Assert.Contains("洪水に関する警戒レベル4、避難指示を発令しました", light, StringComparison.Ordinal);
        Assert.Contains("芝山小学校", light, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", light, StringComparison.Ordinal);
        using var sheet = await city.Visitor().Raw(Ui.Assets.Url("light.css"));
        Assert.InRange(Encoding.UTF8.GetByteCount(light) + (await sheet.Content.ReadAsByteArrayAsync()).Length, 1_000, LightTop.Most);
        Assert.Contains("何をしたいですか", (await city.Visitor().Open("/?full=1")).Text, StringComparison.Ordinal);
        await city.Settle();
        using var feed = await city.Visitor().Raw("/news/bosai.rss");
        Assert.Contains(title, await feed.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await (await sender.Open(ShowAlert.Of(await city.Read(db => db.Set<Alert>().Select(a => a.Id).SingleAsync()))))
            .Follow("内容を変える");
        await sender.Choose("警戒レベル/警戒レベル5　緊急安全確保").Press("確かめる画面へ");
        await sender.Press("この内容に、今すぐ変える");
        var page = await city.Read(db => db.Pages().SingleAsync(p => p.Id == db.Set<Alert>().Single().Page));
        Assert.StartsWith("警戒レベル5、緊急安全確保", page.Title, StringComparison.Ordinal);
        Assert.Contains("警戒レベル5", (await city.Visitor().Open("/kurashi/gomi/")).Page.QuerySelector("aside.emergency")?.TextContent,
            StringComparison.Ordinal);

        await sender.Follow("解除する");
        await sender.Press("解除する");
        Assert.Null((await city.Visitor().Open("/kurashi/gomi/")).Page.QuerySelector("aside.emergency"));
        Assert.Contains("何をしたいですか", (await city.Visitor().Open("/")).Text, StringComparison.Ordinal);
        Assert.Contains("すべて解除しました", (await city.Visitor().Open(page.Url())).Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.Equal(3, await city.Read(db => db.Set<Dispatch>().CountAsync(d => d.Page == page.Id && d.Channel == FeedChannel.Name)));
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 出した人は後閲できず_後閲する職の人の仕事になり_読むと消える(string database)
    {
        await using var city = await City.Start(database);
        var sender = await Sender(city);
        await Send(sender);
        var alert = await city.Read(db => db.Set<Alert>().SingleAsync());
        Assert.DoesNotContain("後閲したことを記録する", sender.Text, StringComparison.Ordinal);
        await 電子決裁.Move(city, "sato", "bosai-bucho");
        var sato = await (await city.Officer("sato")).Open("/office");
        Assert.Contains("緊急情報を後閲する：洪水の避難情報", sato.Text, StringComparison.Ordinal);
        await sato.Open(ShowAlert.Of(alert.Id));
        var again = sato.Prepare("後閲したことを記録する");
        await sato.Press("後閲したことを記録する");
        Assert.Contains("佐藤 美紀", sato.Text, StringComparison.Ordinal);
        using var second = await sato.Send(again);
        Assert.True(second.IsSuccessStatusCode);
        Assert.DoesNotContain("緊急情報を後閲する", (await sato.Open("/office")).Text, StringComparison.Ordinal);
        // What is said afterwards is owed again, and whoever moves into the reader's post does not read their own.
        await (await sender.Open(ShowAlert.Of(alert.Id))).Follow("解除する");
        await sender.Press("解除する");
        await 電子決裁.Move(city, "suzuki", "bosai-bucho");
        Assert.DoesNotContain("後閲したことを記録する", (await (await city.Officer("suzuki")).Open(ShowAlert.Of(alert.Id))).Text,
            StringComparison.Ordinal);
        Assert.Contains("後閲したことを記録する", (await sato.Open(ShowAlert.Of(alert.Id))).Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 訓練はどこにも訓練と付き_サイトの上には出ず_本番には変えられない(string database)
    {
        await using var city = await City.Start(database);
        var sender = await Sender(city);
        await Send(sender, drill: true);
        var alert = await city.Read(db => db.Set<Alert>().SingleAsync());
        Assert.True(alert.Drill);
        Assert.Null((await city.Visitor().Open("/kurashi/gomi/")).Page.QuerySelector("aside.emergency"));
        Assert.Contains("何をしたいですか", (await city.Visitor().Open("/")).Text, StringComparison.Ordinal);
        var page = await city.Read(db => db.Pages().SingleAsync(p => p.Id == alert.Page));
        Assert.Contains("【訓練】", (await city.Visitor().Open(page.Url())).Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.All(await city.Read(db => db.Set<Dispatch>().Where(d => d.Page == page.Id).ToListAsync()), d =>
            Assert.Equal((Purpose.Drill, true), (d.Purpose, d.Words.StartsWith("【訓練】", StringComparison.Ordinal))));
        Assert.Equal(ShelterState.Closed, (await Shelters(city)).First(s => s.Of.Code == "shibayama-es").State);
        // Changing it keeps it a drill, whatever the address says.
        await sender.Open($"{SendAlert.Url}?of={alert.Id}&level=3&town=all&drill=0");
        await sender.Press("【訓練】として出す");
        Assert.True(await city.Read(db => db.Set<Alert>().AllAsync(a => a.Drill)));
        await (await sender.Open(ShowAlert.Of(alert.Id))).Follow("訓練を終える");
        await sender.Press("訓練を終える");
        Assert.Contains("訓練を終えました", sender.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 決められた職だけが出せ_書いた場所やレベルは受け付けず_二度押しても一つだけ出る(string database)
    {
        await using var city = await City.Start(database);
        foreach (var other in new[] { "tanaka", "kobayashi" })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Officer(other)).Open(ChooseAlert.Begin("flood", false))).Status);
        var sender = await Sender(city);
        foreach (var typed in new[] { "kind=flood&level=9&town=motomachi", "kind=flood&level=4&town=" + Uri.EscapeDataString("隣の市"),
            "kind=flood&level=4", "kind=flood&town=all", "kind=meteor&town=all", "kind=earthquake&level=4&town=all",
            "kind=water&town=all&shelter=shibayama-es", "of=00000000-0000-0000-0000-000000000001&town=all" })
            Assert.Equal(HttpStatusCode.NotFound, (await sender.Open($"{SendAlert.Url}?{typed}")).Status);
        await sender.Open($"{SendAlert.Url}?kind=water&town=noshio&town=motomachi");
        var again = sender.Prepare("この内容で、今すぐ出す");
        await sender.Press("この内容で、今すぐ出す");
        using var second = await sender.Send(again);
        Assert.True(second.IsSuccessStatusCode);
        Assert.Equal(1, await city.Read(db => db.Set<Alert>().CountAsync()));
        // A second tab is told of the first; lifting twice is lifting once.
        await sender.Open($"{SendAlert.Url}?kind=water&town=all");
        Assert.Contains("同じ種類のものを、今も出しています", sender.Text, StringComparison.Ordinal);
        var id = await city.Read(db => db.Set<Alert>().Select(a => a.Id).SingleAsync());
        var twin = await (await city.Officer("suzuki")).Open(ShowAlert.Of(id) + "/lift");
        await (await sender.Open(ShowAlert.Of(id) + "/lift")).Press("解除する");
        Assert.Contains("もう解除されています", (await twin.Press("解除する")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 避難所は電話から二つの問いで変えられ_すぐに三つの言葉の一覧と空きに出る(string database)
    {
        await using var city = await City.Start(database);
        await 電子決裁.Move(city, "suzuki", "bosai-shuji");
        var keeper = await (await city.Officer("suzuki")).Open(KeepShelters.Url);
        await keeper.Follow("芝山小学校");
        await keeper.Choose("状況/開いている").Fill("今いる人数", "12").Press("この状況にする");
        Assert.Contains("今いる人 12人", keeper.Text, StringComparison.Ordinal);
        foreach (var (url, words) in new[] { (ShowShelters.Url, "開いています"), ("/shelters/easy/", "あいて います"),
            ("/shelters/en/", "open") })
            Assert.Contains(words, (await city.Visitor().Open(url)).Page.QuerySelector("#shibayama-es")?.TextContent,
                StringComparison.Ordinal);
        await (await keeper.Open(KeepShelters.Of("shibayama-es"))).Choose("状況/満員").Press("この状況にする");
        Assert.Contains("満員", (await city.Visitor().Open(ShowShelters.Url)).Page.QuerySelector("#shibayama-es")?.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await keeper.Open(KeepShelters.Of("nowhere"))).Status);
        Assert.Equal(120, new ShelterFace(new("x", new("x"), "x", null, 200), ShelterState.Open, 80, null).Free);
        Assert.Equal(0, new ShelterFace(new("x", new("x"), "x", null, 50), ShelterState.Open, 80, null).Free);
    }

    // On SQLite a city has one machine.
    [Fact]
    public async Task ほかの機械で出した緊急情報も_開き続けられている画面にすぐに出て_解除も同じである()
    {
        await using var here = await City.Start(BothDatabases.Postgres);
        await using var there = await City.Open(here.Site);
        there.Keep();
        var (sender, reader) = (await Sender(here), there.Visitor());
        await Send(sender);
        await Sees(reader, true);
        await (await sender.Open(ShowAlert.Of(await here.Read(db => db.Set<Alert>().Select(a => a.Id).SingleAsync())) + "/lift"))
            .Press("解除する");
        await Sees(reader, false);
    }

    /// <summary>Asks all the time: a page that was made in the second in which one machine knew and the other did not yet must not be
    /// kept.</summary>
    static async Task Sees(Visitor reader, bool alert)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while ((await reader.Open("/kurashi/gomi/")).Page.QuerySelector("aside.emergency") is not null != alert)
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "It is not seen there.");
    }

    static Task<IReadOnlyList<ShelterFace>> Shelters(City city) =>
        city.Read(db => city.Services.GetRequiredService<IShelters>().Now(db, default));
}
