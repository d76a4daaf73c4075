using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 手続ガイドを使う(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(320, true), InlineData(375, false), InlineData(1280, true)]
    public async Task スマートフォンで答えていくと_することの一覧が出て_印刷の形も整い_まとめて始められる(int width, bool script)
    {
        await using var hanako = await chrome.Person(city, width < 640 ? Device.Phone : Device.Desktop, script: script);
        await hanako.Become("清瀬 花子");
        // What a guide leads to may ask for the card.
        await city.Carded((await city.Person("清瀬 花子")).Account);
        await hanako.Page.SetViewportSizeAsync(width, 812);
        await hanako.Open("/");
        await hanako.Follow("手続ガイドを開く");
        await hanako.Look();
        await hanako.Follow("清瀬市に引っ越してきた（転入）");
        await hanako.Look();
        async Task Answer(bool first)
        {
            for (var at = 1; at <= 10; at++)
                if (await hanako.Page.Locator($"input[name=q{at}]").CountAsync() > 0)
                    await hanako.Page.Locator($"label[for=q{at}-{(at is 4 or 10 ? 0 : 1)}]").ClickAsync();
            await hanako.Press("次へ進む");
            if (first) await hanako.Look();
        }
        await Answer(first: true);
        await Answer(first: false);
        await hanako.See("児童手当");
        await hanako.Look();
        await Picture(hanako, $"{width}");
        await hanako.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await Picture(hanako, $"print-{width}");
        Assert.False(await hanako.Page.GetByText("選んだ手続を、まとめて始める").IsVisibleAsync());
        await hanako.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });
        foreach (var box in await hanako.Page.Locator(".guide .choice label").AllAsync()) await box.ClickAsync();
        await hanako.Press("選んだ手続を、まとめて始める");
        await hanako.Look();
        await hanako.Press("入力を始める");
        await hanako.See("粗大ごみ");
        await hanako.See("がん検診");
        hanako.NoTrouble();
    }

    static async Task Picture(Person person, string name)
    {
        if (Environment.GetEnvironmentVariable("KEYAKI_PICTURES") is { } folder)
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"guide-{name}.png"), FullPage = true });
    }
}
