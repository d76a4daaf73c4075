using Keyaki.Contracts;
using Keyaki.Tests.Pages;
using Microsoft.Playwright;

namespace Keyaki.Browser;

[Collection(Chrome.Other)]
public sealed class 職員がスマートフォンで仕事をする(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(true), InlineData(false)]
    public async Task 受付箱は一件を一枚のカードで見せ_どの項目も隠れない(bool script)
    {
        var found = await city.Case(await city.Composter());
        await using var suzuki = await chrome.Person(city, Device.Phone, script);
        await suzuki.Become("鈴木 亮");
        await suzuki.Open("/office/cases");
        var card = suzuki.Page.Locator("tr", new() { HasText = found.Number?.ToString() });
        foreach (var words in new[] { found.Number?.ToString() ?? "", "生ごみ処理機器", "清瀬 花子", "受付済み", "開庁日", "なし" })
        {
            var box = await card.Locator("td", new() { HasText = words }).First.BoundingBoxAsync()
                ?? throw new InvalidOperationException(words);
            Assert.True(box.X >= 0 && box.X + box.Width <= 375 && box.Width > 0, $"{words} {box.X} {box.Width}");
        }
        // The whole card leads to the case.
        await card.EvaluateAsync("e => e.scrollIntoView({ block: 'center' })");
        var whole = await card.BoundingBoxAsync() ?? throw new InvalidOperationException("card");
        await suzuki.Go(() => suzuki.Page.Mouse.ClickAsync(whole.X + whole.Width / 2, whole.Y + whole.Height - 8));
        Assert.EndsWith(Links.Case(found.Id), suzuki.Page.Url);
    }

    [Fact]
    public async Task 決裁は一画面に収まり_払うと前後の案件に移る()
    {
        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        foreach (var model in new[] { "KC-1", "KC-2" })
            await 生ごみ処理機器の補助金を申請する.Propose(suzuki, (await city.Case(await city.Composter(model: model))).Number?.ToString() ?? "");
        await using var sato = await chrome.Person(city, Device.Phone);
        await sato.Become("佐藤 美紀");
        await sato.Open("/office/decisions");
        await sato.Go(() => sato.Page.Locator(".cell-head a").First.ClickAsync());
        await sato.See("KC-1");
        foreach (var name in new[] { "承認する", "差し戻す", "保留する" })
        {
            var button = await sato.Page.Locator(".decide .button:visible", new() { HasText = name }).First.BoundingBoxAsync()
                ?? throw new InvalidOperationException(name);
            Assert.True(button.Height >= 56 && button.Width >= 80 && button.Y + button.Height <= 812,
                $"{name} {button.Width}×{button.Height} {button.Y}");
        }
        await Swipe(sato, from: 320, to: 60);
        await sato.See("KC-2");
        await Swipe(sato, from: 60, to: 320);
        await sato.See("KC-1");
        // A swipe that is too short, or rather a scroll, changes nothing.
        var here = await Where();
        await Drag(sato, (320, 400), (250, 400));
        await Drag(sato, (320, 400), (100, 300));
        await Task.Delay(300);
        Assert.Equal(here, await Where());

        Task<string> Where() => sato.Page.EvaluateAsync<string>("() => location.href");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task メニューは引き出しで開き_区分を開け閉めでき_スクリプトがあれば覚えてEscapeで閉じる(bool script)
    {
        await using var suzuki = await chrome.Person(city, Device.Phone, script);
        await suzuki.Become("鈴木 亮");
        await (await suzuki.Open("/office")).Look();
        var menu = suzuki.Page.Locator("nav.side");
        Assert.False(await menu.IsVisibleAsync());
        await suzuki.Page.Locator(".menu-open").ClickAsync();
        await menu.Locator("a", new() { HasText = "申請の受付箱" }).WaitForAsync();
        Assert.False(await menu.Locator("a", new() { HasText = "自分の設定" }).IsVisibleAsync());
        Task Unfold() => menu.Locator("summary", new() { HasText = "設定" }).ClickAsync();
        if (script) await suzuki.Page.RunAndWaitForResponseAsync(Unfold, answer => answer.Url.Contains("/office/menu/"));
        else await Unfold();
        Assert.True(await menu.Locator("a", new() { HasText = "自分の設定" }).IsVisibleAsync());
        if (script) await suzuki.Page.Keyboard.PressAsync("Escape");
        else await suzuki.Page.Locator(".menu-shut").ClickAsync();
        Assert.False(await menu.IsVisibleAsync());
        await suzuki.Page.Locator(".menu-open").ClickAsync();
        await suzuki.Go(() => menu.Locator("a", new() { HasText = "申請の受付箱" }).ClickAsync());
        Assert.EndsWith("/office/cases", suzuki.Page.Url);
        await suzuki.Page.SetViewportSizeAsync(1280, 900);
        Assert.True(await menu.IsVisibleAsync());
        Assert.False(await suzuki.Page.Locator(".menu-shut").IsVisibleAsync());
        Assert.Equal(script, await menu.Locator("a", new() { HasText = "自分の設定" }).IsVisibleAsync());
        suzuki.NoTrouble();
    }

    static Task Swipe(Person person, int from, int to) => person.Go(() => Drag(person, (from, 400), (to, 405)));

    static async Task Drag(Person person, (int X, int Y) from, (int X, int Y) to)
    {
        var finger = await person.Window.NewCDPSessionAsync(person.Page);
        Task Touch(string type, params (int X, int Y)[] points) =>
            finger.SendAsync("Input.dispatchTouchEvent",
            new() { ["type"] = type, ["touchPoints"] = points.Select(p => new { x = p.X, y = p.Y }).ToArray() });
        await Touch("touchStart", from);
        for (var step = 1; step <= 5; step++)
            await Touch("touchMove", (from.X + (to.X - from.X) * step / 5, from.Y + (to.Y - from.Y) * step / 5));
        await Touch("touchEnd");
        await finger.DetachAsync();
    }
}
