using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 住民票の写しを請求する(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Fact]
    public async Task 花子さんが支払い_市民課が発行して渡し_花子さんに知らせが届く()
    {
        await using var hanako = await chrome.Person(city, Device.Phone);
        await hanako.Open("/procedures/resident-record");
        await (await hanako.Follow("申し込みへ進む")).Look();
        await hanako.Fill("メールアドレス", "hanako@example.jp");
        await hanako.Fill("パスワード", Kernel.Practice.Password);
        await (await hanako.Press("次へ進む")).Look();
        await hanako.Fill("確認コード", hanako.App("hanako@example.jp"));
        await (await hanako.Press("サインインする")).Look();
        await hanako.Press("入力を始める");

        await hanako.Choose("どなたの住民票/本人のみ");
        await hanako.Choose("マイナンバー/はい");
        await hanako.Choose("住民票コード/いいえ");
        await hanako.Fill("通数", "2");
        await hanako.Press("次へ");
        await (await hanako.See("マイナンバー入りの住民票は、使える手続が法律で限られているため")).Look();
        await hanako.Follow("の答えを直す");
        await hanako.Choose("マイナンバー/いいえ");
        await hanako.Press("次へ");
        await hanako.Choose("使う目的/運転免許");
        await hanako.Press("次へ");
        await hanako.Choose("受け取り方/市民課の窓口");
        await hanako.Press("確認画面へ進む");
        await (await hanako.See("600円")).Look();
        await hanako.Pay(city, "成功する");
        var number = await hanako.Receipt();

        await using var tanaka = await chrome.Person(city, Device.Desktop);
        await tanaka.Become("田中 恵");
        await tanaka.Look();
        await (await tanaka.Open("/office/cases")).Look();
        await (await tanaka.Follow(number)).Look();
        await tanaka.Press("審査を始める");
        await (await tanaka.Follow("決定する（専決）")).Look();
        await tanaka.Choose("決定/認める（交付する）");
        await tanaka.Press("この内容で決定する");
        await city.Settle();
        await (await tanaka.Open(tanaka.Page.Url)).Look();
        var letter = await tanaka.Page.Locator("a", new() { HasText = "を開いて印刷する" }).GetAttributeAsync("href");
        var paper = await tanaka.Window.APIRequest.GetAsync(new Uri(city.Address, letter ?? "").ToString());
        Assert.Equal("application/pdf", paper.Headers["content-type"]);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString((await paper.BodyAsync())[..5]));
        await (await tanaka.Follow("交付を記録する")).Look();
        await tanaka.Choose("渡した方法/窓口で渡した");
        await tanaka.Press("交付したことを記録する");
        await tanaka.See("完了");

        await hanako.Mailed("hanako@example.jp", number);
        await (await hanako.Open("/my")).Look();
        await hanako.See("認められました");
        await (await hanako.Open("/my/messages")).Look();
        await (await hanako.Open("/my/journal")).Look();
        await hanako.See("市民課");
    }

    [Fact]
    public async Task 支援措置の人には_理由のわからない言葉で窓口を案内する()
    {
        await using var misaki = await chrome.Person(city, Device.Phone, script: false);
        await misaki.Become("野塩 美咲");
        await (await misaki.Open("/procedures/resident-record/apply")).Look();
        await misaki.See("この手続は、オンラインでは受け付けられません");
        foreach (var word in new[] { "支援", "保護", "措置", "制限" }) Assert.DoesNotContain(word, await misaki.Text());
    }
}
