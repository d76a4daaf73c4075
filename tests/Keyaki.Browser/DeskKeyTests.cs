using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.Other)]
public sealed class 決裁をキーで進める(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Fact]
    public async Task Aのキーは_書いている間は働かず_そうでないときだけ承認し_矢印は隣の案件に移る()
    {
        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        foreach (var model in new[] { "KC-1", "KC-2" })
            await 生ごみ処理機器の補助金を申請する.Propose(suzuki, (await city.Case(await city.Composter(model: model))).Number?.ToString() ?? "");
        await using var sato = await chrome.Person(city, Device.Desktop);
        await sato.Become("佐藤 美紀");
        await sato.Open("/office/decisions");
        await sato.Go(() => sato.Page.Locator(".cell-head a").First.ClickAsync());
        await sato.Go(() => sato.Page.Keyboard.PressAsync("ArrowRight"));
        await sato.See("KC-2");
        await sato.Go(() => sato.Page.Keyboard.PressAsync("ArrowLeft"));
        await sato.See("KC-1");
        var here = sato.Page.Url;
        await sato.Page.Locator(".decide summary", new() { HasText = "差し戻す" }).ClickAsync();
        await sato.Page.Locator(".decide textarea:visible").FillAsync("");
        await sato.Page.Keyboard.TypeAsync("a reason, and A");
        Assert.Equal("a reason, and A", await sato.Page.Locator(".decide textarea:visible").InputValueAsync());
        // With the dialog open the button is not there to be pressed, wherever the focus is.
        await sato.Page.EvaluateAsync("() => document.activeElement.blur()");
        await sato.Page.Keyboard.PressAsync("a");
        Assert.Equal(here, sato.Page.Url);
        await sato.Page.Keyboard.PressAsync("Escape");
        await sato.Page.EvaluateAsync("() => document.activeElement.blur()");
        await sato.Go(() => sato.Page.Keyboard.PressAsync("a"));
        await sato.See("承認しました");
    }

    [Fact]
    public async Task 一文字のキーは決裁の画面で切ることができ_切るとAもスラッシュも働かず_矢印は働き_また使える()
    {
        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        foreach (var model in new[] { "KC-1", "KC-2" })
            await 生ごみ処理機器の補助金を申請する.Propose(suzuki, (await city.Case(await city.Composter(model: model))).Number?.ToString() ?? "");
        await using var sato = await chrome.Person(city, Device.Desktop);
        await sato.Become("佐藤 美紀");
        await sato.Open("/office/decisions");
        await sato.Go(() => sato.Page.Locator(".cell-head a").First.ClickAsync());
        var here = sato.Page.Url;
        await sato.Press("1文字のキーを使わない");
        await sato.Look();
        Assert.Equal(new Uri(here).AbsolutePath, new Uri(sato.Page.Url).AbsolutePath);
        Assert.Equal(0, await sato.Page.Locator(".keys kbd", new() { HasText = "A" }).CountAsync());
        here = sato.Page.Url;
        await sato.Page.EvaluateAsync("() => document.activeElement.blur()");
        foreach (var key in new[] { "a", "A", "/" }) await sato.Page.Keyboard.PressAsync(key);
        await Task.Delay(300);
        Assert.Equal(here, sato.Page.Url);
        await sato.See("KC-1");
        await sato.Go(() => sato.Page.Keyboard.PressAsync("ArrowRight"));
        await sato.See("KC-2");
        await sato.Press("1文字のキーを使う");
        await sato.Page.EvaluateAsync("() => document.activeElement.blur()");
        await sato.Go(() => sato.Page.Keyboard.PressAsync("a"));
        await sato.See("承認しました");
    }
}
