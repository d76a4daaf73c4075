using System.Net;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InWebsite;

/// <summary>ホームページ: a notice from its first word over the decision to readers and channels, and back.</summary>
public sealed class WebsiteTests
{
    const string Title = "はじめてのスマートフォン相談室";

    [Theory, BothDatabases]
    public async Task お知らせは_一度書いて一度決裁すると_ページと更新情報と発信先に出て_問合せは課の記録から出る(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await Written(city);
        var before = await city.Visitor().Open(page.Url());
        Assert.Equal(HttpStatusCode.NotFound, before.Status);
        await Propose(tanaka, page);
        await Decide(city, Title);

        var reader = await city.Visitor().Open(page.Url());
        Assert.Equal((HttpStatusCode.OK, Title), (reader.Status, reader.Heading));
        foreach (var words in new[] { "生涯学習センター", "午前10時から正午まで", "市民課", "持ち物", "スマートフォン",
            "ページ番号 1000141" })
            Assert.Contains(words, reader.Text, StringComparison.Ordinal);
        var raw = await city.Visitor().Raw(page.Url());
        Assert.False(raw.Headers.Contains("Set-Cookie"));
        Assert.NotNull(raw.Headers.ETag);

        Assert.Contains(Title, (await city.Visitor().Open("/news/")).Text, StringComparison.Ordinal);
        foreach (var feed in new[] { "/news.rss", "/news.atom", "/news.json", "/news/smartphone.rss" })
            Assert.Contains(Title, await (await city.Visitor().Raw(feed)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Title, await (await city.Visitor().Raw("/news/gomi.rss")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Contains(page.Url(), await (await city.Visitor().Raw("/sitemap.xml")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var practice = city.Services.GetRequiredService<PracticeChannel>();
        await Until("発信先に出ません", () => Task.FromResult(practice.Posts.Count == 1));
        Assert.StartsWith(Title, practice.Posts[0].Words, StringComparison.Ordinal);
        Assert.Contains(page.Url(), practice.Posts[0].Words, StringComparison.Ordinal);
        await Until("出したことが残りません", () => city.Read(db => db.Set<Dispatch>().AllAsync(d => d.State == DispatchState.Sent)));
    }

    [Theory, BothDatabases]
    public async Task 決裁の後に変えると決裁は無効になり_決裁中は変えられず_取り戻すと書ける(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await Written(city);
        await tanaka.Open(WebsitePaths.Page(page.Id) + "/settle");
        var day = city.Clock.GetUtcNow().Day().AddDays(3);
        await Settle(tanaka, day).Press("保存する");
        await Propose(tanaka, page);
        await tanaka.Open(WebsitePaths.Edit(page.Id, "words"));
        await tanaka.Fill("題/日本語", "別の題").Press("保存する");
        Assert.Contains("決裁中は変えられません", tanaka.Text, StringComparison.Ordinal);
        await (await tanaka.Open(WebsitePaths.Page(page.Id))).Press("取り戻して直す");
        await Propose(tanaka, page);
        await Decide(city, Title);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(page.Url())).Status);
        Assert.Equal(EditionState.Approved, await State(city, page));

        await tanaka.Open(WebsitePaths.Edit(page.Id, "words"));
        Assert.Contains("決裁は無効になり", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Fill("題/日本語", "別の題").Press("保存する");
        Assert.Equal(EditionState.Draft, await State(city, page));
        city.Clock.Pass(TimeSpan.FromDays(4));
        await Round(city);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(page.Url())).Status);
    }

    [Theory, BothDatabases]
    public async Task 時刻が来ると公開し_終わりの日の後は410になり_2時間より遅れたものは人が決めるまで出さない(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await Written(city);
        var day = city.Clock.GetUtcNow().Day().AddDays(2);
        await Settle(await tanaka.Open(WebsitePaths.Page(page.Id) + "/settle"), day).Press("保存する");
        await Propose(tanaka, page);
        await Decide(city, Title);
        await Pass(city, day.Midnight() + TimeSpan.FromHours(12));
        await Round(city);
        Assert.Equal(EditionState.Waiting, await State(city, page));
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Open(page.Url())).Status);
        await (await (await city.Officer("tanaka")).Open(WebsitePaths.Page(page.Id))).Press("今から公開する");
        Assert.Equal(HttpStatusCode.OK, (await city.Visitor().Open(page.Url())).Status);

        await Pass(city, day.AddDays(30).Midnight());
        await Round(city);
        Assert.Equal(HttpStatusCode.Gone, (await city.Visitor().Open(page.Url())).Status);
        Assert.DoesNotContain(Title, (await city.Visitor().Open("/news/")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 訂正は_間違いを受け取った発信先に同じときに届き_ページは何がいつ変わったかを言う(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await Written(city);
        await Propose(tanaka, page);
        await Decide(city, Title);
        var practice = city.Services.GetRequiredService<PracticeChannel>();
        await Until("発信先に出ません", () => Task.FromResult(practice.Posts.Count == 1));
        await Until("出したことが残りません", () => city.Read(db => db.Set<Dispatch>().AllAsync(d => d.State == DispatchState.Sent)));

        await tanaka.Open(WebsitePaths.Correct(page.Id));
        await tanaka.Fill("何をどう訂正するか", "場所を健康センターに訂正しました。").Press("訂正を書き始める");
        await tanaka.Open(WebsitePaths.Edit(page.Id, "facts"));
        await tanaka.Fill("場所/日本語", "健康センター").Press("保存する");
        await Propose(tanaka, page);
        Assert.Contains("生涯学習センター", (await city.Visitor().Open(page.Url())).Text, StringComparison.Ordinal);
        await Decide(city, Title);
        var reader = await city.Visitor().Open(page.Url());
        Assert.Contains("場所を健康センターに訂正しました。", reader.Text, StringComparison.Ordinal);
        await Until("訂正が届きません", () => Task.FromResult(practice.Posts.Count == 2));
        Assert.StartsWith("【訂正】", practice.Posts[0].Words, StringComparison.Ordinal);
        Assert.Equal([EditionState.Superseded, EditionState.Live], await city.Read(db => db.Set<Edition>().Where(e => e.Page == page.Id)
            .OrderBy(e => e.Number)
            .Select(e => e.State).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 返事をなくした発信先には聞いてから出し直し_混んでいれば待ち_二度は出さず_テストと訓練には印が付く(string database)
    {
        await using var city = await City.Start(database);
        var practice = city.Services.GetRequiredService<PracticeChannel>();
        practice.Mood = PracticeMood.Loses;
        var (tanaka, page) = await Written(city);
        await Propose(tanaka, page);
        await Decide(city, Title);
        await Until("不明になりません", () => Has(city, DispatchState.Unknown));
        Assert.Single(practice.Posts);
        city.Clock.Pass(TimeSpan.FromHours(2));
        await Until("聞いて分かりません", async () => !await Has(city, DispatchState.Unknown) && await Has(city, DispatchState.Sent));
        Assert.Equal((1, 1), (practice.Posts.Count, practice.Calls));

        practice.Mood = PracticeMood.Takes;
        await (await (await city.Officer("tanaka")).Open(WebsitePaths.Forms(page.Id))).Press("テストを出す");
        await Until("テストが出ません", () => Task.FromResult(practice.Posts.Count == 2));
        Assert.StartsWith("【テスト】", practice.Posts[0].Words, StringComparison.Ordinal);

        var (drills, drill) = await Written(city, drill: true);
        await Propose(drills, drill);
        await Decide(city, "【訓練】" + Title);
        await Until("訓練が出ません", () => Task.FromResult(practice.Posts.Count == 3));
        Assert.StartsWith("【訓練】", practice.Posts[0].Words, StringComparison.Ordinal);
        Assert.Contains("これは訓練の表示です", (await city.Visitor().Open(drill.Url())).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(drill.Url(), await (await city.Visitor().Raw("/news.rss")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 部品は足して動かして消せ_貼り付けた文は分けられ_同時に書いた人は相手の文を見て何も失わない(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await Written(city);
        await tanaka.Open(WebsitePaths.Edit(page.Id, "paste", "ja.2"));
        await tanaka.Fill("貼り付ける文",
            "<h2>日程</h2><table><tr><th>日</th><th>場所</th></tr><tr><td>5日</td><td>駅前</td></tr></table><script>alert(1)</script><p>お待ちしています。</p>").Press("保存する");
        var blocks = await Blocks(city, page);
        Assert.Equal(["heading", "list", "heading", "table", "text"], blocks.Select(b => b.Kind));
        Assert.DoesNotContain("alert", string.Join(' ', blocks.SelectMany(b => b.Values.Values)), StringComparison.Ordinal);

        await (await tanaka.Open(WebsitePaths.Page(page.Id))).Press("下へ（1番目）");
        Assert.Equal(["list", "heading", "heading", "table", "text"], (await Blocks(city, page)).Select(b => b.Kind));
        await tanaka.Press("消す（2番目）");
        Assert.Equal(["list", "heading", "table", "text"], (await Blocks(city, page)).Select(b => b.Kind));

        var ito = await city.Officer("ito");
        await ito.Open(WebsitePaths.Edit(page.Id, "block", "ja.1"));
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.1"));
        await tanaka.Fill("見出しの言葉", "日程と場所").Press("保存する");
        await ito.Fill("見出しの言葉", "いつ、どこで").Press("保存する");
        Assert.Equal(HttpStatusCode.Conflict, ito.Status);
        Assert.Contains("日程と場所", ito.Text, StringComparison.Ordinal);
        Assert.Equal("いつ、どこで", ito.Page.QuerySelector("input[name=text]")?.GetAttribute("value"));
    }

    [Theory, BothDatabases]
    public async Task ほかの課のページは番号を変えても開けず_終えたページは誤りなら410_統合なら移り_取下げなら断り書きが付く(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await Written(city);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(WebsitePaths.Page(page.Id))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(WebsitePaths.Edit(page.Id, "words"))).Status);
        await Propose(tanaka, page);
        await Decide(city, Title);
        Assert.Equal(HttpStatusCode.MovedPermanently, (await new Visitor(city.Address, follows: false).Open("/kosodate/1000141.html"))
            .Status);
        var ito = await city.Officer("ito");
        await ito.Open(WebsitePaths.End(page.Id));
        await ito.Choose("取り下げた（断り書きを付けて残す）").Press("公開を終える");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ito.Status);
        await ito.Fill("読む人への断り書き", "去年の案内です。").Press("公開を終える");
        var reader = await city.Visitor().Open(page.Url());
        Assert.Contains("去年の案内です。", reader.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Title, (await city.Visitor().Open("/news/")).Text, StringComparison.Ordinal);
    }

    /// <summary>A notice of 市民課 with all that it needs, not yet put to decision.</summary>
    internal static async Task<(Visitor Tanaka, SitePage Page)> Written(City city, bool drill = false)
    {
        var tanaka = await (await city.Officer("tanaka")).Open(BeginPage.Url);
        tanaka.Fill("題", Title).Choose("種類/お知らせ").Choose("所管課/市民課").Fill("サイトの分類", "講座と催し");
        if (drill) tanaka.Choose("訓練/はい");
        await tanaka.Press("書き始める");
        Assert.True(tanaka.Status is HttpStatusCode.OK, $"{tanaka.Path} {tanaka.Text}");
        var page = await city.Read(db => db.Set<SitePage>().OrderByDescending(p => p.Number).FirstAsync());
        await tanaka.Open(WebsitePaths.Edit(page.Id, "words"));
        await tanaka.Fill("題/日本語", Title).Fill("要約（何が書いてあるかを、1つの文で）/日本語", "初めての方に、使い方を1対1で教えます。")
            .Press("保存する");
        await tanaka.Open(WebsitePaths.Edit(page.Id, "facts"));
        tanaka.Page.QuerySelectorAll("button").FirstOrDefault();
        await tanaka.Fill("場所/日本語", "生涯学習センター").Fill("対象/日本語", "市内に住む方").Fill("定員/日本語", "20人（先着順）")
            .Fill("費用/日本語", "無料").Press("保存する");
        Assert.True(tanaka.Status is HttpStatusCode.OK, tanaka.Text);
        await city.Turns.Run(async (_, db, _) =>
        {
            var edition = await db.Set<Edition>().AsTracking().OrderByDescending(e => e.At).FirstAsync(e => e.Page == page.Id);
            var facts = edition.Content.Facts ?? Facts.None;
            edition.Write(edition.Content with
            {
                Facts = facts with
                {
                    Times = [new(city.Clock.GetUtcNow().Day().AddDays(20), new(10, 0),
                new(12, 0))]
                }
            }, city.Clock.GetUtcNow());
            return true;
        });
        await tanaka.Open(WebsitePaths.Edit(page.Id, "topics"));
        await tanaka.Choose("話題/スマートフォン").Press("保存する");
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.0.heading"));
        await tanaka.Fill("見出しの言葉", "持ち物").Press("保存する");
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.1.list"));
        await tanaka.Fill("項目（1行に1つ）", "スマートフォン\n老眼鏡").Press("保存する");
        await Settle(await tanaka.Open(WebsitePaths.Page(page.Id) + "/settle"), null, city.Clock.GetUtcNow().Day().AddDays(21))
            .Press("保存する");
        Assert.True(tanaka.Status is HttpStatusCode.OK, tanaka.Text);
        return (tanaka, page);
    }

    static Visitor Settle(Visitor visitor, DateOnly? from, DateOnly? until = null)
    {
        Day(from, "公開を始める日");
        Day(until ?? from?.AddDays(10), "公開を終える日");
        return visitor.Choose("ページのほかの発信先/練習用の発信先");

        void Day(DateOnly? day, string label)
        {
            if (day is not { } d) return;
            visitor.Fill($"{label}/年", $"{d.Year}").Fill($"{label}/月", $"{d.Month}").Fill($"{label}/日", $"{d.Day}");
        }
    }

    internal static async Task Propose(Visitor visitor, SitePage page)
    {
        await visitor.Open(WebsitePaths.Propose(page.Id));
        await visitor.Choose("見え方と、発信先ごとの文を確かめましたか/はい").Press("決裁に回す");
        Assert.True(visitor.Status is HttpStatusCode.OK && visitor.Text.Contains("決裁中", StringComparison.Ordinal),
            $"{(int)visitor.Status} {visitor.Text}");
    }

    internal static async Task Decide(City city, string title) =>
        await (await (await (await city.Officer("ito")).Open(Keyaki.Approvals.Pile.Url)).Follow(title)).Press("承認する");

    static Task<EditionState> State(City city, SitePage page) =>
        city.Read(db => db.Set<Edition>().Where(e => e.Page == page.Id).OrderByDescending(e => e.Number).Select(e => e.State).FirstAsync());

    static Task<IReadOnlyList<Keyaki.Kits.Block>> Blocks(City city, SitePage page) =>
        city.Read(async db => (await db.Set<Edition>().OrderByDescending(e => e.Number).FirstAsync(e => e.Page == page.Id))
            .Content.Ja.Blocks);

    static Task<bool> Has(City city, DispatchState state) =>
        city.Read(db => db.Set<Dispatch>().AnyAsync(d => d.State == state && d.Channel == PracticeChannel.Name));

    static async Task Round(City city)
    {
        foreach (var round in city.Services.GetServices<IRound>().OfType<SiteRound>()) await round.Round(default);
    }

    static Task Pass(City city, DateTimeOffset to)
    {
        city.Clock.Pass(to - city.Clock.GetUtcNow());
        return Task.CompletedTask;
    }

    static async Task Until(string otherwise, Func<Task<bool>> holds)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await holds()) return;
            await Task.Delay(100);
        }
        Assert.Fail(otherwise);
    }
}
