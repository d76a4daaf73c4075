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
        var inside = visitor.Page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href") ?? "")
            .Where(h => h.StartsWith("/plan/initiatives/", StringComparison.Ordinal)
            || h.StartsWith("/plan/targets/", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(inside.Count > 35, $"{inside.Count}");
        var shown = "";
        foreach (var url in Pages.Concat(inside))
        {
            await visitor.Open(url);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            shown += Plain(visitor.Page.Body?.TextContent ?? "") + "\n";
        }
        var figures = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Plan", "figures.txt"))).Where(l => l.Length > 0)
            .Select(l => l.Split('\t')).ToList();
        Assert.True(figures.Count > 200);
        Assert.Empty(figures.Where(f => !shown.Contains(Plain(f[0]), StringComparison.Ordinal)).Select(f => string.Join(' ', f)));
    }

    [Theory, BothDatabases]
    public async Task 計画は_利用条件を示したオープンデータとして使える(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var json = await (await city.Visitor().Raw("/plan/data.json")).Content.ReadAsStringAsync();
        Assert.Contains("標準準拠システム導入", json, StringComparison.Ordinal);
        Assert.Contains("https://creativecommons.org/licenses/by/4.0/", json, StringComparison.Ordinal);
        Assert.Contains("\"confirmed\":false", json.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var licence = (await city.Visitor().Open("/plan")).Page.QuerySelector("a[rel=license]");
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/deed.ja", licence?.GetAttribute("href"));
        Assert.Contains("クリエイティブ・コモンズ 表示 4.0", licence?.TextContent ?? "", StringComparison.Ordinal);
        // The city has not confirmed it: nobody is told to use the data freely.
        Assert.Contains("例", licence?.ParentElement?.QuerySelector(".tag")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("自由に使えます", licence?.ParentElement?.TextContent ?? "", StringComparison.Ordinal);
        using var csv = await city.Visitor().Raw("/plan/data/systems.csv");
        Assert.Contains("rel=\"license\"", Assert.Single(csv.Headers.GetValues("Link")), StringComparison.Ordinal);
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
        await kobayashi.Fill("時期", "令和７年度").Fill("数字", "八割").Fill("出所", "市民課の台帳 令和8年3月31日").Press("確認に回す");
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

    [Theory, BothDatabases]
    public async Task 計画の入口は_目標までの道のりと遅れと次に来るものの図で始まる(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var visitor = await city.Visitor().Open("/plan");
        Assert.Equal(["今の様子"], visitor.Page.QuerySelectorAll("main h2").Take(1).Select(h => h.TextContent));
        Assert.Equal(["目標までの道のり", "遅れているもの", "次に来るもの"], visitor.Page.QuerySelectorAll("section[aria-labelledby=now] h3")
            .Select(h => h.TextContent));
        Assert.NotEmpty(visitor.Page.QuerySelectorAll(".way-bar .done[width]"));
        Assert.All(visitor.Page.QuerySelectorAll(".way"), way => Assert.Matches("目標まで[0-9]+%|数字がありません|書かれていません|まだ出せません", way.TextContent));
        Assert.NotEmpty(visitor.Page.QuerySelectorAll("section[aria-labelledby=now] .gantt .mark"));
        Assert.Contains("契約の終わり", visitor.Page.QuerySelector("section[aria-labelledby=now] .gantt")?.TextContent, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task システムの更新は_図で見え_担当で絞り_契約の終わりの順に並ぶ(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var visitor = await city.Visitor().Open("/plan/systems");
        Assert.Equal(33, visitor.Page.QuerySelectorAll(".gantt tbody tr").Length);
        Assert.NotEmpty(visitor.Page.QuerySelectorAll(".gantt .bar.operate"));
        var owner = visitor.Page.QuerySelectorAll("#owner option").Select(o => o.TextContent).Last();
        await visitor.Open($"/plan/systems?owner={Uri.EscapeDataString(owner)}");
        Assert.InRange(visitor.Page.QuerySelectorAll(".gantt tbody tr").Length, 1, 20);
        Assert.All(visitor.Page.QuerySelectorAll("td[data-label=担当]"),
            cell => Assert.Contains(owner, cell.TextContent, StringComparison.Ordinal));
        await visitor.Open("/plan/systems?show=dated&sort=end");
        var ends = visitor.Page.QuerySelectorAll("td[data-label=契約の終わり] time").Select(t => t.GetAttribute("datetime") ?? "").ToList();
        Assert.NotEmpty(ends);
        Assert.Equal(ends.Order(StringComparer.Ordinal), ends);
        await visitor.Open("/plan/systems?owner=%E3%81%AA%E3%81%84");
        Assert.Contains("当てはまるシステムはありません", visitor.Text, StringComparison.Ordinal);
    }

    // Blanks do not count: a figure may be set in parts.
    static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace('～', '〜');
}
