using Keyaki.Kernel;
using Keyaki.Staff;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.InStaff;

public sealed class OfficerListTests
{
    static List<string> Names(Visitor visitor) => [.. visitor.Page.QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim())];

    [Theory, BothDatabases]
    public async Task 職員の一覧は_名前や職の一部で見つかり_見出しで両方向に並び_50人ずつ全員を一度だけ見せる(string database)
    {
        await using var city = await City.Start(database);
        await city.Turns.Run((_, db, _) =>
        {
            for (var i = 0; i < 60; i++)
                db.Add(new Officer
                {
                    Id = city.Clock.NewId(), Login = $"new{i:00}", Name = $"練習 {i:00}", Kana = i % 2 == 0 ? "れんしゅう" : $"あん{i:00}",
                    Department = "dx", AddedAt = city.Clock.GetUtcNow(),
                });
            return Task.FromResult(true);
        });
        var nakamura = await (await city.Officer("nakamura")).Open("/office/officers");
        var all = await city.Read(db => Task.FromResult(db.Set<Officer>().Select(o => o.Name).ToList()));
        async Task<List<string>> Walk()
        {
            var seen = Names(nakamura);
            Assert.Equal(50, seen.Count);
            await nakamura.Follow("次のページ");
            seen.AddRange(Names(nakamura));
            await nakamura.Follow("前のページ");
            Assert.Equal(seen[..50], Names(nakamura));
            return seen;
        }
        var up = await Walk();
        Assert.Equal(all.Order(StringComparer.Ordinal), up.Order(StringComparer.Ordinal));
        Assert.Equal("ascending", nakamura.Page.QuerySelector("th[aria-sort]")?.GetAttribute("aria-sort"));
        await nakamura.Follow("氏名");
        Assert.Equal("descending", nakamura.Page.QuerySelector("th[aria-sort]")?.GetAttribute("aria-sort"));
        Assert.Equal(Enumerable.Reverse(up), await Walk());
        await nakamura.Follow("ログイン名");
        Assert.Equal("ログイン名", nakamura.Page.QuerySelector("th[aria-sort] a")?.FirstChild?.TextContent);

        await nakamura.Open("/office/officers?q=田中恵");
        Assert.Equal(["田中 恵"], Names(nakamura));
        await nakamura.Open("/office/officers?q=環境課 係長");
        Assert.Equal(["佐藤 美紀"], Names(nakamura));
        await nakamura.Open("/office/officers?q=だれもいない");
        Assert.Contains("あてはまる職員はいません", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Open("/office/officers?department=dx&order=-name");
        Assert.DoesNotContain("田中 恵", Names(nakamura));
        Assert.InRange(city.Queries.Last.Count, 1, 6);
    }
}
