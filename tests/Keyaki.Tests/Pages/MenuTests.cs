using Keyaki.Kernel;
using Keyaki.Web;

namespace Keyaki.Tests.Pages;

/// <summary>The office's menu, in parts that can be folded.</summary>
public sealed class MenuTests
{
    static List<(string Part, string[] Links, bool Open)> Menu(Visitor visitor) =>
        [.. visitor.Page.QuerySelectorAll("nav.side details").Select(d => (d.QuerySelector("summary")?.TextContent.Trim() ?? "",
            d.QuerySelectorAll("a").Select(a => a.TextContent.Trim()).ToArray(), d.HasAttribute("open")))];

    [Theory, BothDatabases]
    public async Task 職員のメニューは区分ごとに決まった順にまとまり_その職員が使えるものだけが_どれも一度ずつ出る(string database)
    {
        await using var city = await City.Start(database);
        foreach (var login in new[] { "tanaka", "suzuki", "takahashi", "nakamura" })
        {
            var officer = await (await city.Officer(login)).Open("/office");
            var menu = Menu(officer);
            Assert.Equal(Enum.GetValues<MenuGroup>().Select(g => g.Label()).Intersect(menu.Select(m => m.Part)), menu.Select(m => m.Part));
            Assert.All(menu, m => Assert.NotEmpty(m.Links));
            foreach (var item in Hall.Modules.SelectMany(m => m.Menu).Where(m => m.Url.StartsWith("/office", StringComparison.Ordinal)))
            {
                var shown = menu.Where(m => m.Links.Contains(item.Label)).ToList();
                using var answer = await officer.Raw(item.Url);
                string[] part = answer.IsSuccessStatusCode ? [item.Group.Label()] : [];
                Assert.Equal((login, item.Url, string.Join('、', part)), (login, item.Url, string.Join('、', shown.Select(m => m.Part))));
            }
        }
    }

    [Theory, BothDatabases]
    public async Task メニューは今日の仕事と今いる画面の区分が開いていて_開け閉めしたものを覚えている(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await (await city.Officer("tanaka")).Open("/office");
        string[] Open() => [.. Menu(tanaka).Where(m => m.Open).Select(m => m.Part)];
        Assert.Equal(["今日の仕事"], Open());
        await tanaka.Open("/office/residents");
        Assert.Equal(["今日の仕事", "市民"], Open());
        Assert.Equal("住民をさがす", tanaka.Page.QuerySelector("nav.side [aria-current=page]")?.TextContent.Trim());
        // As the page's script says it.
        var token = tanaka.Page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        Task<Visitor> Fold(string part, bool open) =>
            tanaka.Post("/office/menu/" + part, ("__RequestVerificationToken", token), ("open", open ? "true" : "false"));
        await Fold("Today", false);
        await Fold("Money", true);
        Assert.Equal(["市民", "お金"], Menu(await tanaka.Open("/office/residents")).Where(m => m.Open).Select(m => m.Part));
        Assert.Equal(["今日の仕事", "お金"], Menu(await tanaka.Open("/office")).Where(m => m.Open).Select(m => m.Part));
        await Fold("Money", false);
        Assert.Equal(["今日の仕事"], Menu(await tanaka.Open("/office")).Where(m => m.Open).Select(m => m.Part));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await Fold("Nowhere", true)).Status);
    }
}
