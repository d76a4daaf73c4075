using Keyaki.Tests.Pages;
using Microsoft.Playwright;

namespace Keyaki.Browser;

/// <summary>What is explained, agreed to and counted, on a phone.</summary>
[Collection(Chrome.Other)]
public sealed class 質問の種類をブラウザで使う(Chrome chrome) : IAsyncLifetime
{
    readonly DirectoryInfo folder = KindsTrial.Make();
    City city = null!;

    public async Task InitializeAsync() =>
        city = await City.Start(BothDatabases.Sqlite, new Dictionary<string, string?> { ["Keyaki:City"] = folder.FullName });

    public async Task DisposeAsync()
    {
        await city.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task 計算した値は_スクリプトがあればその場で変わり_なくても進める(bool script)
    {
        await using var person = await chrome.Person(city, Device.Phone, script);
        await person.Open("/procedures/kinds-trial");
        await person.Press("申し込みへ進む");
        await person.Look();
        await person.Fill("生まれた日/年", "昭和55");
        await person.Fill("生まれた日/月", "5");
        await person.Fill("生まれた日/日", "3");
        await person.Fill("使う時間", "3");
        if (script)
        {
            await (await person.Field("使う時間")).BlurAsync();
            await Assertions.Expect(person.Page.Locator("output")).ToHaveTextAsync("900円");
            await person.Look();
        }
        await person.Press("次へ");
        await person.Choose("上の文に同意します");
        await person.Look();
        await person.Press("確認画面へ進む");
        await person.See("900円");
        await person.Look();
    }

    [Fact]
    public async Task どの種類の質問も_幅320でも_読み上げでも使える()
    {
        await using var person = await chrome.Person(city, Device.Phone);
        await person.Open("/_dev/components");
        await person.Look();
    }
}
