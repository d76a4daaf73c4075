using System.Net;
using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Keyaki.Website;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InWebsite;

/// <summary>公開したページの手入れ: reviews, what nights find, what two persons let stand, templates, and who answers for pages.</summary>
public sealed class CareTests
{
    [Theory, BothDatabases]
    public async Task 毎晩すべての公開中のページを確かめ_同じ仕事が二度来ても二度は数えず_結果は三つの言葉で公開される(string database)
    {
        await using var city = await City.Start(database);
        var night = city.Clock.GetUtcNow().Day();
        await Ring(city, night);
        await city.Settle();
        await Ring(city, night);
        await city.Settle();
        var found = await city.Read(db => db.Set<SiteNight>().SingleAsync(n => n.Night == night));
        var pages = await city.Read(db => db.Readable().CountAsync());
        Assert.True(pages > 60 && found.EndedAt is not null, $"{pages} {found.EndedAt}");
        Assert.Equal(pages, found.Pages);
        var clean = pages - await city.Read(db => db.Set<PageFaults>().CountAsync(f => f.Stops > 0));
        Assert.Equal((clean, true), (found.Clean, found.Clean < found.Pages));
        Assert.Equal(await city.Read(db => db.Set<PageFaults>().CountAsync(f => f.Stops > 0)), await city.Read(db => db.Set<OfficeTask>()
            .CountAsync(t => t.ClosedAt == null && t.Title.StartsWith("ページの指摘を直す"))));
        foreach (var (url, words) in new[] { ("/site-check/", "直すところのないページ"), ("/site-check/easy/", "なおす ところの ない"),
            ("/site-check/en/", "Pages without a fault") })
        {
            var reader = await city.Visitor().Open(url);
            Assert.Contains(words, reader.Text, StringComparison.Ordinal);
            Assert.Contains($"{found.Share}%", reader.Text, StringComparison.Ordinal);
        }
        var tanaka = await (await city.Officer("tanaka")).Open(ListFaults.Url);
        Assert.Contains("か所", tanaka.Text, StringComparison.Ordinal);

        // What is not found again the next night is nobody's work any more.
        await city.Turns.Run(async (_, db, ct) =>
        {
            foreach (var page in await db.Pages().AsTracking().ToListAsync(ct)) if (page.Ended is null) page.End(Ending.Error, null, null,
                city.Clock.GetUtcNow());
            return true;
        });
        await Ring(city, night.AddDays(1));
        await city.Settle();
        Assert.Equal((0, 0), (await city.Read(db => db.Set<PageFaults>().CountAsync()), await city.Read(db => db.Set<OfficeTask>()
            .CountAsync(t => t.ClosedAt == null && t.Title.StartsWith("ページの指摘を直す")))));
    }

    [Theory, BothDatabases]
    public async Task 見直し日の30日前から課の仕事になり_7日前に強くなり_見直すと消える(string database)
    {
        await using var city = await City.Start(database);
        var (today, id) = (city.Clock.GetUtcNow().Day(), await Page(city, "shimin", 40));
        var task = await Task(city, id);
        Assert.Equal((TaskKind.Finish, today.AddDays(10), today.AddDays(40)), (task?.Kind, task?.From, task?.Due));
        city.Clock.Pass(TimeSpan.FromDays(34));
        await Job<UrgeReviews>(city);
        await Job<UrgeReviews>(city);
        Assert.Equal(TaskKind.Repair, (await Task(city, id))?.Kind);
        var tanaka = await (await city.Officer("tanaka")).Open(WebsitePaths.Page(id) + "/review");
        await tanaka.Press("見直したことを記録する");
        Assert.Equal(TaskKind.Finish, (await Task(city, id))?.Kind);
        Assert.True((await Task(city, id))?.From > today.AddDays(300));
    }

    [Theory, BothDatabases]
    public async Task 組織改正で_公開中のページは後の課のものになり_問合せ先が変わり_終えたページは残る(string database)
    {
        await using var city = await City.Start(database);
        var (stays, goes) = (await Page(city, "shimin", 200), await Page(city, "shimin", 200));
        await city.Turns.Run(async (_, db, ct) =>
        {
            (await db.Pages().AsTracking().FirstAsync(p => p.Id == stays, ct)).End(Ending.Withdrawn, "前の案内です。", null,
                city.Clock.GetUtcNow());
            return true;
        });
        var change = new Succeeds("shimin", "kosodate", city.Clock.GetUtcNow().Day());
        var moved = await city.Turns.Run(async (services, db, ct) =>
        {
            var mine = services.GetServices<ISuccession>().OfType<WebsiteSuccession>().Single();
            var hanging = await mine.Look(db, change, ct);
            await mine.Move(db, change, ct);
            return hanging.Single().Count;
        });
        Assert.True(moved > 0);
        Assert.Equal(("shimin", "kosodate"), (await Owner(city, stays), await Owner(city, goes)));
        var task = await Task(city, goes);
        Assert.Equal("kosodate", task?.Department);
    }

    [Theory, BothDatabases]
    public async Task 直さない理由は_ほかの人が認めたときだけ効き_言葉を変えると効かず_代替テキストには書けない(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, page) = await WebsiteTests.Written(city);
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.2.text"));
        await tanaka.Fill("文章", "詳しくは[こちら](/news/)。").Press("保存する");
        await (await tanaka.Open(CheckPage.Url(page.Id))).Follow("直さない理由を書く");
        await tanaka.Fill("直さない理由", "「こちら」は店の名前です。").Press("申し出る");
        Assert.Contains("直さない理由の確認を待っています", tanaka.Text, StringComparison.Ordinal);
        var act = $"{Waiving.Acts}/{await city.Read(db => db.Set<Waiver>().Select(w => w.Id).SingleAsync())}";
        Assert.Contains("自分が書いた理由", (await tanaka.Open(act)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(act)).Status);
        await tanaka.Open(WebsitePaths.Propose(page.Id));
        await tanaka.Choose("見え方と、発信先ごとの文を確かめましたか/はい").Press("決裁に回す");
        Assert.Contains("直すところが", tanaka.Text, StringComparison.Ordinal);
        await (await (await city.Officer("ito")).Open(act)).Choose("このままでよいですか/はい").Press("確かめた結果を記録する");
        Assert.Contains("二人で確かめて", (await tanaka.Open(CheckPage.Url(page.Id))).Text, StringComparison.Ordinal);
        await WebsiteTests.Propose(tanaka, page);

        await (await tanaka.Open(WebsitePaths.Page(page.Id))).Press("取り戻して直す");
        await tanaka.Open(WebsitePaths.Edit(page.Id, "block", "ja.2"));
        await tanaka.Fill("文章", "詳しくは[こちら](/sitemap/)。").Press("保存する");
        Assert.DoesNotContain("二人で確かめて", (await tanaka.Open(CheckPage.Url(page.Id))).Text, StringComparison.Ordinal);
        Assert.False(Waiver.Can(new("P1", Weight.Stop, "ja.0.text", "", "")));
        Assert.True(Waiver.Can(new("L1", Weight.Stop, "ja.0.text", "", "")));
    }

    [Theory, BothDatabases]
    public async Task ひな形から始めると_見出しと部品が並び_種類はひな形のものになる(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await (await city.Officer("tanaka")).Open(BeginPage.Url);
        await tanaka.Fill("題", "図書の展示").Choose("種類/ページ").Choose("所管課/市民課").Fill("サイトの分類", "講座と催し")
            .Fill("ひな形", "催し・講座のお知らせ（お知らせ）").Press("書き始める");
        Assert.True(tanaka.Status is HttpStatusCode.OK, tanaka.Text);
        var page = await city.Read(db => db.Pages().OrderByDescending(p => p.Number).FirstAsync());
        var edition = await city.Read(db => db.Editions().FirstAsync(e => e.Page == page.Id));
        Assert.Equal((PageKind.Notice, "図書の展示", "heading"), (page.Kind, edition.Content.Ja.Title, edition.Content.Ja.Blocks[0].Kind));
        Assert.NotNull(edition.Content.Facts);
    }

    static Task<bool> Ring(City city, DateOnly night) => city.Turns.Run((services, db, _) =>
    {
        CheckSite.Ring(services.GetRequiredService<Outbox>(), db, new(night, null));
        return System.Threading.Tasks.Task.FromResult(true);
    });

    static Task<bool> Job<T>(City city) where T : IJob => city.Turns.Run(async (services, db, ct) =>
    {
        await services.GetServices<IJob>().OfType<T>().Single().Do(db, Due.At(city.Clock.GetUtcNow()), ct);
        return true;
    });

    /// <summary>A public page of that department that is reviewed in so many days.</summary>
    static Task<Guid> Page(City city, string owner, int days) => city.Turns.Run(async (_, db, ct) =>
    {
        var now = city.Clock.GetUtcNow();
        var content = new Content { Ja = new("市民課の案内", "何でも。", []) };
        var page = SitePage.Told(city.Clock, await SitePages.NextNumber(db, ct), PageKind.Page, owner, "kurashi", now.Day().AddDays(days),
            null, now);
        var edition = Edition.Told(city.Clock, page, content, "", now);
        page.Publish(edition, content, now);
        db.Add(page);
        db.Add(edition);
        await db.SaveChangesAsync(ct);
        return page.Id;
    });

    static Task<string> Owner(City city, Guid id) => city.Read(db => db.Pages().Where(p => p.Id == id).Select(p => p.Owner).SingleAsync());
    static Task<OfficeTask?> Task(City city, Guid id) =>
        city.Read(db => db.Set<OfficeTask>().AsNoTracking().SingleOrDefaultAsync(t => t.Cause == id && t.ClosedAt == null));
}
