using System.Text.RegularExpressions;
using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.Other)]
public sealed partial class 生ごみ処理機器の補助金を申請する(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    /// <summary>From the first page to the receipt number.</summary>
    internal static async Task<string> Apply(Person hanako, bool look = false, string name = "清瀬 花子", string kana = "キヨセ ハナコ")
    {
        var (receipt, photo) = await Evidence.Make(hanako.Window);
        await hanako.Open("/procedures/compost-subsidy/apply");
        await hanako.Press("入力を始める");
        Assert.Equal(name, await (await hanako.Field("氏名")).InputValueAsync());
        await hanako.Press("次へ");
        await hanako.Choose("機器の種類/電動");
        await hanako.Fill("メーカー名", "けやき電機");
        await hanako.Fill("型番・品名", "NK-10");
        await hanako.Fill("販売店の名前", "けやき電器 清瀬店");
        await hanako.Fill("購入日/年", "2026");
        await hanako.Fill("購入日/月", "11");
        await hanako.Fill("購入日/日", "10");
        await hanako.Fill("購入金額", "45,800");
        await hanako.Attach("領収書", "領収書.pdf", "application/pdf", receipt);
        await hanako.Attach("設置した機器の写真", "設置写真.jpg", "image/jpeg", photo);
        if (look) await hanako.Look();
        await hanako.Press("次へ");
        await hanako.Choose("この補助を受けたことがありますか/いいえ");
        await hanako.Press("次へ");
        await hanako.Fill("口座/金融機関", "けやき銀行");
        await hanako.Fill("口座/支店", "清瀬");
        await hanako.Fill("口座/預金の種類", "普通");
        await hanako.Fill("口座/口座番号", "1234567");
        await hanako.Fill("口座/口座名義", kana);
        if (look) await hanako.Look();
        await hanako.Press("次へ");
        await hanako.Choose("市税の納付状況/はい");
        await hanako.Choose("誓いますか/はい");
        // Without scripting the button cannot know yet that nothing more will be asked.
        var last = hanako.Page.Locator("button:visible", new() { HasText = "確認画面へ進む" });
        await hanako.Press(await last.CountAsync() > 0 ? "確認画面へ進む" : "次へ");
        await hanako.See("20,000円");
        if (look) await hanako.Look();
        await hanako.Press("この内容で申し込む");
        if (look) await hanako.Look();
        return await hanako.Page.Locator(".receipt-number").InnerTextAsync();
    }

    /// <summary>The officer starts to examine and puts the case to its deciders.</summary>
    internal static async Task Propose(Person suzuki, string number)
    {
        await suzuki.Open("/office/cases?waits=all");
        await suzuki.Follow(number);
        if (await suzuki.Page.Locator("button", new() { HasText = "審査" }).CountAsync() > 0) await suzuki.Press("審査");
        await suzuki.Follow("決裁に回す");
        await suzuki.Choose("決定/認める（交付する）");
        await suzuki.Press("決裁に回す");
    }

    [Fact]
    public async Task 補正と差戻しを経て交付が決まり_通知書と文書と見た記録が残る()
    {
        await using var hanako = await chrome.Person(city, Device.Phone);
        await hanako.Become("清瀬 花子");
        var number = await Apply(hanako, look: true);

        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        await (await suzuki.Open("/office/cases")).Look();
        await (await suzuki.Follow(number)).Look();
        await suzuki.Press("審査を始める");
        await (await suzuki.Follow("補正をお願いする")).Look();
        Assert.False(await suzuki.Page.Locator("#reason-model").IsVisibleAsync());
        await suzuki.Choose("直していただく項目/型番・品名");
        await suzuki.Fill("「型番・品名」を直していただく理由", "領収書の型番と違います。領収書のとおりに書いてください。");
        await suzuki.Look();
        await suzuki.Press("補正をお願いする");
        await suzuki.See("申請した方の補正を待っています");

        await hanako.Mailed("hanako@example.jp", "直して");
        await (await hanako.Open("/my")).Look();
        await (await hanako.Follow("生ごみ処理機器")).Look();
        await (await hanako.Follow("直して送る")).Look();
        await hanako.See("領収書の型番と違います");
        await hanako.Fill("型番・品名", "NK-100");
        await hanako.Press("直した内容を送る");
        await hanako.See("直した内容を確認中");

        await Propose(suzuki, number);
        await suzuki.Look();

        await using var sato = await chrome.Person(city, Device.Tablet);
        await sato.Become("佐藤 美紀");
        await (await sato.Open("/office/decisions")).Look();
        await (await sato.Follow(number)).Look();
        await sato.Unfold("差し戻す");
        await sato.Look();
        await sato.Fill("差戻しの理由", "補助金の額の計算を、もう一度確かめてください。");
        await sato.Press("差し戻す");
        await sato.See("差し戻しました");

        await suzuki.Open("/office/cases");
        await (await suzuki.Follow(number)).See("補助金の額の計算を、もう一度確かめてください。");
        await suzuki.Look();
        await Propose(suzuki, number);
        foreach (var name in new[] { "佐藤 美紀", "高橋 浩" })
        {
            await using var decider = await chrome.Person(city, Device.Tablet, script: false);
            await decider.Become(name);
            await decider.Open("/office/decisions");
            await (await decider.Follow(number)).Look();
            await decider.Press("承認する");
            await (await decider.See("承認しました")).Look();
        }
        await city.Settle();

        await hanako.Open("/my");
        await (await hanako.Follow("生ごみ処理機器")).Look();
        await hanako.See("20,000円");
        var notice = await hanako.Page.Locator("a", new() { HasText = "交付決定通知書をダウンロードする" }).GetAttributeAsync("href");
        var paper = await hanako.Window.APIRequest.GetAsync(new Uri(city.Address, notice ?? "").ToString());
        Assert.Equal("application/pdf", paper.Headers["content-type"]);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString((await paper.BodyAsync())[..5]));

        await suzuki.Open("/office/cases?waits=all");
        await suzuki.Follow(number);
        var document = DocumentNumber().Match(await suzuki.Text()).Value;
        Assert.NotEmpty(document);
        await (await suzuki.Open("/office/documents")).Look();
        await (await suzuki.Follow(document)).Look();
        await suzuki.See("保存満了日");

        await (await hanako.Open("/my/journal")).Look();
        var looks = await hanako.Text();
        foreach (var word in new[] { "環境課", "申し込みの審査のため", "決定のため", "令和8年11月24日" }) Assert.Contains(word, looks);
        foreach (var name in new[] { "鈴木", "佐藤", "高橋" }) Assert.DoesNotContain(name, looks);
    }

    [GeneratedRegex(@"\S+収第\d+号")]
    private static partial Regex DocumentNumber();
}
