using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.Other)]
public sealed class 粗大ごみを申し込む(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Fact]
    public async Task スクリプトのないスマートフォンで_さがして読んで_中断した翌日に続きから支払いまで終わる()
    {
        await using var person = await chrome.Person(city, Device.Phone, script: false);
        await (await person.Open("/")).Look();
        await person.Fill("何をしたいですか", "粗大ごみ");
        await (await person.Press("さがす")).Look();
        await (await person.Follow("粗大ごみ収集の申込")).Look();
        await person.See("1点300円から");
        await (await person.Follow("メールアドレスで申し込む")).Look();
        await person.ProveCode("jiro@example.jp", look: true);
        await person.Look();

        await (await person.Press("次へ")).Look();
        await person.See("氏名を入力してください");
        await person.Page1("清瀬 次郎", "キヨセ ジロウ");
        await (await person.Press("次へ")).Look();
        await person.Where();
        await person.Look();
        await person.Items();
        await (await person.Press("保存して中断する")).Look();
        await person.See("保存しました");

        // The next day the visit has ended; the draft has not.
        city.Clock.Pass(TimeSpan.FromHours(25));
        await (await person.Open("/my")).Look();
        await person.ProveMail("jiro@example.jp");
        await (await person.Follow("粗大ごみ収集の申込")).Look();
        Assert.Equal("2", await (await person.Field("品物 2/数")).InputValueAsync());
        await (await person.Press("次へ")).Look();
        await person.Choose("希望する収集日/12月8日");
        await (await person.Press("確認画面へ進む")).Look();
        await person.See("1,100円");
        await person.See("清瀬 次郎");

        await person.Pay(city, "成功する", look: true);
        var number = await person.Receipt(look: true);
        Assert.Contains(number, (await person.Mailed("jiro@example.jp", number)).Text);
        await (await person.Follow("領収の内容を見る")).Look();
        await person.See("1,100円");
        await (await person.Open("/my")).Look();
        await person.See(number);
    }

    [Fact]
    public async Task 支払いを断られても_別の方法でもう一度支払えば終わる()
    {
        await using var person = await chrome.Person(city, Device.Desktop);
        await person.FillBulkyWaste("saburo@example.jp");
        await person.Pay(city, "断られる");
        await person.See("お支払いができませんでした");
        await person.Look();
        await person.Follow("もう一度支払い画面へ進む");
        await person.Press("決済会社の画面へ進む");
        await person.Arrive(city.Simulator.Http);
        await person.Choose("シミュレーターの動作/成功する");
        await person.Press("支払う");
        Assert.NotEmpty(await person.Receipt());
    }

    [Fact]
    public async Task 支払ってすぐ画面を閉じても_申し込まれていて_取り下げるとお金が戻る()
    {
        await using var person = await chrome.Person(city, Device.Phone);
        await person.FillBulkyWaste("shiro@example.jp");
        await person.Press("支払いへ進む");
        await person.Press("決済会社の画面へ進む");
        await person.Arrive(city.Simulator.Http);
        await person.Choose("シミュレーターの動作/画面が戻る前に通知が届く");
        // The way back to the city never happens: only the company's own notice arrives.
        await person.Window.RouteAsync("**/payments/*/back**", route => route.AbortAsync());
        var paid = person.Page.WaitForRequestAsync(r => r.Url.Contains("/back", StringComparison.Ordinal));
        await person.Page.Locator("button", new() { HasText = "支払う" }).ClickAsync();
        await paid;
        await person.NewTab();
        await person.Window.UnrouteAllAsync();

        await person.Open("/my");
        await person.See("申し込み済み");
        await (await person.Follow("粗大ごみ収集の申込")).Look();
        await (await person.Follow("この申し込みを取り下げる")).Look();
        await person.Press("取り下げる");
        await (await person.See("取り下げました")).Look();
        for (var i = 0; i < 60 && city.Simulator.Payments.Refunds.Count == 0; i++)
        {
            await city.Settle();
            await Task.Delay(100);
        }
        Assert.Equal(1100, Assert.Single(city.Simulator.Payments.Refunds).Amount);
        await person.Mailed("shiro@example.jp", "取り下げ");
    }
}
