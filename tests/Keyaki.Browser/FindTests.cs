using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 庁内検索を使う(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(320), InlineData(375), InlineData(820), InlineData(1280)]
    public async Task どの画面からでもスラッシュのキーで検索に進み_キーだけで見つけて開ける(int width)
    {
        await city.Composter();
        await using var tanaka = await chrome.Person(city, width < 640 ? Device.Phone : width < 1000 ? Device.Tablet : Device.Desktop);
        await tanaka.Become("田中 恵");
        await tanaka.Page.SetViewportSizeAsync(width, 812);
        await (await tanaka.Open("/office/cases")).Look();
        await Picture(tanaka, $"head-{width}");
        // Where there is no room for the field the key leads to the page that has one.
        var keyboard = tanaka.Page.Keyboard;
        if (width < 768) await tanaka.Go(() => keyboard.PressAsync("/"));
        else await keyboard.PressAsync("/");
        Assert.Equal("search", await tanaka.Page.EvaluateAsync<string>("() => document.activeElement.type"));
        // A slash in the field is a letter.
        await keyboard.TypeAsync("/");
        await keyboard.InsertTextAsync("清瀬");
        Assert.Equal("/清瀬", await tanaka.Page.EvaluateAsync<string>("() => document.activeElement.value"));
        await tanaka.Go(() => keyboard.PressAsync("Enter"));
        Assert.Contains("/office/search?q=", tanaka.Page.Url);
        await tanaka.See("清瀬 花子");
        await tanaka.Look();
        await Picture(tanaka, $"found-{width}");
        // Again from here: what was typed stands there and is typed over.
        await keyboard.PressAsync("/");
        await keyboard.InsertTextAsync("まつやま");
        await tanaka.Go(() => keyboard.PressAsync("Enter"));
        await new Keys(tanaka).To("松山 一郎");
        await tanaka.Go(() => keyboard.PressAsync("Enter"));
        await tanaka.See("マツヤマ イチロウ");
        tanaka.NoTrouble();
    }

    [Fact]
    public async Task スラッシュのキーは切ることができ_切ったあとは押しても何も起きず_また使える()
    {
        await using var tanaka = await chrome.Person(city, Device.Desktop);
        await tanaka.Become("田中 恵");
        await tanaka.Open("/office/search");
        await tanaka.Press("1文字のキーを使わない");
        await tanaka.Look();
        await tanaka.Open("/office/cases");
        await tanaka.Page.Keyboard.PressAsync("/");
        Assert.NotEqual("search", await tanaka.Page.EvaluateAsync<string>("() => document.activeElement.type ?? ''"));
        await tanaka.Open("/office/search");
        await tanaka.Press("1文字のキーを使う");
        await tanaka.Open("/office/cases");
        await tanaka.Page.Keyboard.PressAsync("/");
        Assert.Equal("search", await tanaka.Page.EvaluateAsync<string>("() => document.activeElement.type ?? ''"));
        tanaka.NoTrouble();
    }

    [Theory, InlineData(375), InlineData(1280)]
    public async Task スクリプトがなくても_欄か上のリンクから検索でき_空と短すぎと見つからないの画面も整っている(int width)
    {
        await using var tanaka = await chrome.Person(city, width < 640 ? Device.Phone : Device.Desktop, script: false);
        await tanaka.Become("田中 恵");
        await tanaka.Page.SetViewportSizeAsync(width, 812);
        await tanaka.Open("/office");
        if (width < 768) await tanaka.Go(() => tanaka.Page.Locator(".shell-search-link").ClickAsync());
        else
        {
            await tanaka.Page.Locator("#shell-search").FillAsync("松山");
            await tanaka.Go(() => tanaka.Page.Locator(".shell-search button").ClickAsync());
            await tanaka.See("松山 一郎");
        }
        foreach (var (words, said) in new[] { ("", "一度にさがせます"), ("き", "言葉が短すぎます"), ("いません", "「いません」は見つかりませんでした") })
        {
            await tanaka.Open($"/office/search?q={words}");
            await tanaka.See(said);
            await tanaka.Look();
            await Picture(tanaka, $"{(words.Length == 0 ? "empty" : words.Length == 1 ? "short" : "nothing")}-{width}");
        }
        tanaka.NoTrouble();
    }

    [Fact]
    public async Task 決裁の画面からも_スラッシュのキーと上のリンクで検索に進める()
    {
        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        await 生ごみ処理機器の補助金を申請する.Propose(suzuki, (await city.Case(await city.Composter())).Number?.ToString() ?? "");
        await using var sato = await chrome.Person(city, Device.Phone);
        await sato.Become("佐藤 美紀");
        await sato.Open("/office/decisions");
        await sato.Go(() => sato.Page.Locator(".cell-head a").First.ClickAsync());
        await sato.Look();
        await Picture(sato, "decide-375");
        await sato.Go(() => sato.Page.Keyboard.PressAsync("/"));
        Assert.EndsWith("/office/search", sato.Page.Url);
        await sato.Page.GoBackAsync();
        await sato.Go(() => sato.Page.Locator(".shell-search-link").ClickAsync());
        Assert.EndsWith("/office/search", sato.Page.Url);
    }

    static async Task Picture(Person person, string name)
    {
        if (Environment.GetEnvironmentVariable("KEYAKI_PICTURES") is { } folder)
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"find-{name}.png") });
    }
}
