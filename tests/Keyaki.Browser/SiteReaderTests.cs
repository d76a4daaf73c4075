using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 市のページを読む(Chrome chrome) : IAsyncLifetime
{
    const string Page = "/kurashi/gomi/1000003.html";
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(320, true), InlineData(375, false), InlineData(1280, true)]
    public async Task さがして読み_文字を大きくし_役に立ったかを答えて_問い合わせる(int width, bool script)
    {
        await using var reader = await chrome.Person(city, width < 640 ? Device.Phone : Device.Desktop, script: script);
        await reader.Page.SetViewportSizeAsync(width, 812);
        await reader.Open("/search?q=" + Uri.EscapeDataString("粗大ごみ"));
        await reader.Look();
        await reader.Open("/faq/");
        await reader.Look();
        await reader.Open("/life/garbage");
        await reader.Look();
        await reader.Open(Page);
        await reader.Look();
        var before = await Size(reader);
        await reader.Page.Locator("label", new() { HasText = "特大" }).ClickAsync();
        Assert.Equal(1.5, await Size(reader) / before, 2);
        await reader.Look();
        await reader.Open("/kurashi/gomi/");
        Assert.Equal(script ? 1.5 : 1, await Size(reader) / before, 2);
        await reader.Open(Page);
        await reader.Page.Locator("label", new() { HasText = "標準" }).ClickAsync();
        await reader.Page.Locator(".helpful summary").ClickAsync();
        await reader.Fill("分かりにくかったところなど", "電話番号が小さいです。");
        await reader.Press("いいえ");
        await reader.See("ありがとうございました");
        await reader.Look();
        await reader.Follow("ページに戻る");
        Assert.Empty(await reader.Window.CookiesAsync());
        await reader.Follow("このページについて問い合わせる");
        await reader.Look();
        await reader.Fill("お問い合わせの内容", "電話のほかに聞く方法はありますか。");
        await reader.Press("送信する");
        await reader.See("お問い合わせ番号");
        await reader.Look();
        reader.NoTrouble();
    }

    static Task<double> Size(Person reader) =>
        reader.Page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.documentElement).fontSize)");
}
