using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Staff;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InKits;

/// <summary>設定の予定と期限: officers see beforehand what begins and what ends in the city's files.</summary>
public sealed class ComingTests : OwnFiles
{
    static string[] Lines(Visitor visitor, string caption) => [.. visitor.Page.QuerySelectorAll("table")
        .Where(t => t.QuerySelector("caption")?.TextContent.Trim() == caption).SelectMany(t => t.QuerySelectorAll("tbody tr"))
        .Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    [Theory, BothDatabases]
    public async Task これから変わる設定と_続きのない設定が_ファイルの名前と日とすることとともに並ぶ(string database)
    {
        Write("powers.json", "\"code\": \"staff\",", " \"until\": \"2027-03-31\",");
        Write("calendar.json", "\"format\": 1,", " \"validUntil\": \"2027-03-31\",");
        Write("documents/record-classes.json", "\"code\": \"kankyo-sodai\",", " \"until\": \"2027-06-30\",");
        Write("departments.json", "\"departments\": [", "{ \"code\": \"dx\", \"name\": \"デジタル課\", \"from\": \"2027-04-01\" },");
        await using var city = await Open(database);
        var leaving = await city.OfficerId("takahashi");
        await city.Turns.Run(async (_, db, ct) =>
        {
            (await db.Set<PostHolding>().AsTracking().SingleAsync(h => h.Officer == leaving, ct))
                .End(new(2027, 3, 31), null, city.Clock.GetUtcNow());
            return true;
        });
        var kobayashi = await (await city.Officer("kobayashi")).Open(ComingPage.Url);
        var ends = Lines(kobayashi, "終わるもの");
        Assert.Contains(ends, l => l.Contains("権限「職員の登録や職の割当てを申し出る」", StringComparison.Ordinal)
            && l.Contains("powers.json", StringComparison.Ordinal) && l.Contains("令和9年4月1日からの行", StringComparison.Ordinal));
        Assert.Contains(ends, l => l.Contains("calendar@2027-04-01.json を置いてください", StringComparison.Ordinal));
        Assert.Contains(ends, l => l.Contains("文書分類「粗大ごみ収集の申込」", StringComparison.Ordinal));
        Assert.Contains(ends, l => l.Contains("職「環境課 課長」の担当", StringComparison.Ordinal)
            && l.Contains("次の担当を割り当ててください", StringComparison.Ordinal));
        var begins = Lines(kobayashi, "始まるもの");
        Assert.Contains(begins, l => l.Contains("課「デジタル課」", StringComparison.Ordinal) && l.Contains("departments.json", StringComparison.Ordinal)
            && l.Contains("新しい版になります", StringComparison.Ordinal));
        Assert.Contains(Lines(kobayashi, "まだ確かめていないもの"), l => l.Contains("住民票の写しの交付手数料", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task 次の担当が次の日から決まっている職は_担当のいなくなる職に数えない(string database)
    {
        await using var city = await City.Start(database);
        var (today, last) = (city.Clock.Today(), new DateOnly(2027, 3, 31));
        async Task<IReadOnlyList<(string Post, DateOnly Last)>> Vacating() => await city.Turns.Run((services, db, ct) =>
            services.GetRequiredService<IStaff>().Vacating(db, today, today.AddMonths(12), ct));
        Assert.Empty(await Vacating());
        await city.Turns.Run(async (_, db, ct) =>
        {
            var held = await db.Set<PostHolding>().AsTracking().SingleAsync(h => h.Post == "kankyo-kacho", ct);
            held.End(last, null, city.Clock.GetUtcNow());
            return true;
        });
        Assert.Equal([("kankyo-kacho", last)], await Vacating());
        var sato = await city.OfficerId("sato");
        await city.Turns.Run((_, db, _) =>
        {
            db.Add(new PostHolding
            {
                Id = city.Clock.NewId(), Officer = sato, Post = "kankyo-kacho", From = last.AddDays(1), GivenAt = city.Clock.GetUtcNow(),
            });
            return Task.FromResult(true);
        });
        Assert.Empty(await Vacating());
    }

    [Theory, BothDatabases]
    public async Task 六十日以内に終わる設定は_仕事としてホームに並び_続きが書かれると消える(string database)
    {
        // Three tables of rates end with every year, until the notice of the next one.
        const string yearly = "近く終わる設定（3件）", more = "近く終わる設定（4件）";
        Write("powers.json", "\"code\": \"staff\",", " \"until\": \"2027-01-23\",");
        var city = await Open(database); // closed by its restart
        await Run(city, new(2026, 10, 31));
        Assert.DoesNotContain("近く終わる設定", await Home(city, "kobayashi"), StringComparison.Ordinal);
        await Run(city, city.Clock.Today().AddDays(-1));
        Assert.Contains(yearly, await Home(city, "kobayashi"), StringComparison.Ordinal);
        await Run(city, city.Clock.Today());
        Assert.Contains(more, await Home(city, "kobayashi"), StringComparison.Ordinal);
        Assert.DoesNotContain("近く終わる設定", await Home(city, "suzuki"), StringComparison.Ordinal);
        Restore("powers.json");
        await using var again = await With(city);
        await Run(again, again.Clock.Today());
        Assert.Contains(yearly, await Home(again, "kobayashi"), StringComparison.Ordinal);
    }

    static async Task<string> Home(City city, string officer) => (await (await city.Officer(officer)).Open("/office")).Text;

    static Task<bool> Run(City city, DateOnly day) => city.Turns.Run(async (services, db, ct) =>
    {
        await services.GetServices<IJob>().First(j => j.Code == "kits.coming").Do(db, new(city.Clock.GetUtcNow(), day), ct);
        return true;
    });
}
