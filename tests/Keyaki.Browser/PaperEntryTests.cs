using Keyaki.Contracts;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Browser;

/// <summary>竹丘 四郎さん sent a paper; 鈴木さん types it in, is interrupted, and goes on where the typing ended.</summary>
[Collection(Chrome.Other)]
public sealed class 紙の申し込みを入力する(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task 届いた紙を同じ質問で入力し_途中で閉じても残り_誤りを直し_受け付けると審査に進む(Device device, bool script)
    {
        await using var suzuki = await chrome.Person(city, device, script);
        await suzuki.Become("鈴木 亮");
        await suzuki.Open("/office/cases");
        await suzuki.Follow("紙や電話の申し込みを入力する");
        await suzuki.Open(await suzuki.Page.Locator("a[href*='/compost-subsidy/paper']").First.GetAttributeAsync("href") ?? "");
        await suzuki.Look();
        await suzuki.Fill("氏名", "竹丘 四郎");
        await suzuki.Fill("氏名（フリガナ）", "タケオカ シロウ");
        await suzuki.Fill("住所/町名", "竹丘一丁目");
        await suzuki.Fill("住所/番地", "100番地2");
        await suzuki.Fill("電話番号", "042-000-0009");
        await suzuki.Choose("機器の種類/電動");
        await suzuki.Fill("メーカー名", "けやき電機");
        await suzuki.Press("途中まで保存する");
        await suzuki.NewTab();
        await suzuki.Open("/office/cases/enter");
        await suzuki.Go(() => suzuki.Page.Locator("main a[href*='kept=']").First.ClickAsync());
        Assert.Equal("竹丘 四郎", await (await suzuki.Field("氏名")).InputValueAsync());
        await suzuki.Fill("型番・品名", "NK-10");
        await suzuki.Fill("販売店の名前", "けやき電器 清瀬店");
        await suzuki.Fill("購入日/年", "2026");
        await suzuki.Fill("購入日/月", "13");
        await suzuki.Fill("購入日/日", "10");
        await suzuki.Fill("購入金額", "45,800");
        await suzuki.Choose("この補助を受けたことがありますか/いいえ");
        await suzuki.Fill("口座/金融機関", "けやき銀行");
        await suzuki.Fill("口座/支店", "清瀬");
        await suzuki.Fill("口座/預金の種類", "普通");
        await suzuki.Fill("口座/口座番号", "1234567");
        await suzuki.Fill("口座/口座名義", "タケオカ シロウ");
        await suzuki.Choose("市が確認することに同意しますか/はい");
        await suzuki.Choose("誓いますか/はい");
        await suzuki.Press("受け付ける");
        await suzuki.Page.Locator("#errors").WaitForAsync();
        await suzuki.Look();
        await suzuki.Fill("購入日/月", "11");
        await suzuki.Press("受け付ける");
        await suzuki.See("紙、");
        await suzuki.Look();
        var found = await city.Read(db => db.Set<Application>().SingleAsync(a => a.Name == "竹丘 四郎"));
        Assert.Equal((ApplicationState.Submitted, "paper", new Uri(suzuki.Page.Url).AbsolutePath),
            (found.State, found.Channel, Links.Case(found.Id)));
        suzuki.NoTrouble();
    }
}
