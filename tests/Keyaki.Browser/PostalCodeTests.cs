using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.All)]
public sealed class 郵便番号から町名を入れる(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory]
    [InlineData("2040021", "元町一丁目")]
    [InlineData("204-0021", "元町一丁目")]
    [InlineData("２０４－０００３", "中里一丁目")]
    public async Task 郵便番号はどう書いても町名が入る(string typed, string town)
    {
        await using var person = await AtTheAddress();
        await person.Fill("収集場所の住所/郵便番号", typed);
        Assert.Equal(town, await person.Page.Locator("[name='address.town']").InputValueAsync());
        await person.See("町名を確かめてください");
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
