using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 郵便番号から町名を入れる(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory]
    [InlineData("2040021", "元町", "元町二丁目")]
    [InlineData("204-0021", "元町", "元町二丁目")]
    [InlineData("２０４－０００３", "中里", "中里五丁目")]
    public async Task 郵便番号はどう書いても_確かな町の名前まで入り_丁目は当て推量で選ばれない(string typed, string part, string town)
    {
        await using var person = await AtTheAddress();
        await person.Fill("収集場所の住所/郵便番号", typed);
        var list = person.Page.Locator("[name='address.town']");
        Assert.Equal("", await list.InputValueAsync());
        Assert.Equal($"{part}：選んでください", await list.Locator("option").First.TextContentAsync());
        Assert.StartsWith(part + "一丁目", await list.Locator("option").Nth(1).TextContentAsync());
        await person.See($"郵便番号から「{part}」と分かりました。丁目まで選んでください。");
        await person.Fill("収集場所の住所/町名", town);
        Assert.Equal(town, await list.InputValueAsync());
        person.NoTrouble();
    }

    [Fact]
    public async Task 選んだ町名は_番号を書き直しても消えず_選べる町は減らない()
    {
        await using var person = await AtTheAddress();
        var list = person.Page.Locator("[name='address.town']");
        var all = await list.Locator("option").CountAsync();
        await person.Fill("収集場所の住所/町名", "元町二丁目");
        await person.Fill("収集場所の住所/郵便番号", "2040003");
        Assert.Equal(("元町二丁目", all), (await list.InputValueAsync(), await list.Locator("option").CountAsync()));
        Assert.Equal("選んでください", await list.Locator("option").First.TextContentAsync());
        person.NoTrouble();
    }

    [Fact]
    public async Task 自分で書いた郵便番号と_自分で選んだ町名は書き換えない()
    {
        await using var person = await AtTheAddress();
        var (postal, town) = (person.Page.Locator("[name='address.postal']"), person.Page.Locator("[name='address.town']"));
        await person.Fill("収集場所の住所/町名", "中里五丁目");
        Assert.Equal("204-0003", await postal.InputValueAsync());
        await person.Fill("収集場所の住所/町名", "元町一丁目");
        Assert.Equal("204-0021", await postal.InputValueAsync());
        await person.Fill("収集場所の住所/郵便番号", "2040099");
        await person.Fill("収集場所の住所/町名", "中里五丁目");
        Assert.Equal("2040099", await postal.InputValueAsync());
        await person.Fill("収集場所の住所/郵便番号", "2040021");
        Assert.Equal("中里五丁目", await town.InputValueAsync());
        person.NoTrouble();
    }

    async Task<Person> AtTheAddress()
    {
        var person = await chrome.Person(city, Device.Desktop);
        await person.Open("/procedures/bulky-waste/apply");
        await person.ProveMail("jiro@example.jp");
        await person.Page1("清瀬 次郎", "キヨセ ジロウ");
        await person.Press("次へ");
        return person;
    }
}
