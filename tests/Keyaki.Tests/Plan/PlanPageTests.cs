using System.Net;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Plan;

/// <summary>The plan as anybody reads it.</summary>
public sealed class PlanPageTests
{
    static readonly string[] Pages = ["/plan", "/plan/schedule", "/plan/systems", "/plan/background", "/plan/words"];

    [Theory, BothDatabases]
    public async Task 元の計画のどの数字も_画面のどこかにある(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var visitor = await city.Visitor().Open("/plan");
        var inside = visitor.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href") ?? "").Where(h => h.StartsWith("/plan/initiatives/", StringComparison.Ordinal) || h.StartsWith("/plan/targets/", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(inside.Count > 35, $"{inside.Count}");
        var shown = "";
        foreach (var url in Pages.Concat(inside))
        {
            await visitor.Open(url);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            shown += Plain(visitor.Page.Body?.TextContent ?? "") + "\n";
        }
        var figures = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Plan", "figures.txt"))).Where(l => l.Length > 0).Select(l => l.Split('\t')).ToList();
        Assert.True(figures.Count > 200);
        Assert.Empty(figures.Where(f => !shown.Contains(Plain(f[0]), StringComparison.Ordinal)).Select(f => string.Join(' ', f)));
    }

    [Theory, BothDatabases]
    public async Task 計画は_オープンデータとして使える(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var json = await (await city.Visitor().Raw("/plan/data.json")).Content.ReadAsStringAsync();
        Assert.Contains("標準準拠システム導入", json, StringComparison.Ordinal);
        using var csv = await city.Visitor().Raw("/plan/data/systems.csv");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal(34, (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Visitor().Raw("/plan/data/secrets.csv")).StatusCode);
    }

    [Fact]
    public async Task 計画の入口は_数が増えても6つの問合せで開く()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        await city.Visitor().Open("/plan"); // lays the version open, which then stays in memory
        await city.Visitor().Open("/plan");
        Assert.InRange(city.Queries.Last.Count, 1, 6);
    }

    [Theory, BothDatabases]
    public async Task 入れた数字は_ほかの人が確かめるまで公開の画面に出ない(string database)
    {
        await using var city = await City.Start(database);
        var kobayashi = await city.Officer("kobayashi");
        await kobayashi.Open("/office/plan/targets/card-ownership/enter");
        await kobayashi.Fill("時期", "２０２５").Fill("数字", "八割").Fill("出所", "市民課の台帳 令和8年3月31日").Press("確認に回す");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status);
        Assert.Contains("数字だけを書いてください", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Fill("数字", "80.5").Press("確認に回す");
        Assert.StartsWith("/office/plan?after=", kobayashi.Path, StringComparison.Ordinal);
        Assert.Contains("ほかの人が確かめます", kobayashi.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("80.5", (await city.Visitor().Open("/plan/targets/card-ownership")).Text, StringComparison.Ordinal);
        await kobayashi.Open("/office/plan/targets/paper/enter");
        await kobayashi.Fill("時期", "2099").Fill("数字", "1").Fill("出所", "台帳").Press("確認に回す");
        Assert.Contains("まだ来ていない時期", kobayashi.Text, StringComparison.Ordinal);
    }

    // Blanks do not count: a figure may be set in parts.
    static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace('～', '〜');
}
