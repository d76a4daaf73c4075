using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class キーボードだけで使う(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Fact]
    public async Task さがすところから申込みの終わりまで_マウスなしで進める()
    {
        await using var person = await chrome.Person(city, Device.Desktop);
        var keys = new Keys(person);
        await person.Open("/");
        await keys.To("本文へ移動する");
        await keys.Type("何をしたいですか", "がん検診");
        await person.Go(() => person.Page.Keyboard.PressAsync("Enter"));
        await keys.Press("がん検診の申込");
        await keys.Press("メールアドレスで申し込む");
        await keys.Type("メールアドレス", "natsu@example.jp");
        await person.Go(() => person.Page.Keyboard.PressAsync("Enter"));
        await keys.Type("確認コード", await person.MailedCode("natsu@example.jp"));
        await keys.Press("確認する");

        // An empty page first: the summary of errors takes the focus and leads to the field.
        await keys.Press("次へ");
        await person.See("氏名を入力してください");
        await keys.Press("氏名を入力してください");
        await person.Page.Keyboard.InsertTextAsync("元町 夏");
        await keys.Type("氏名（フリガナ）", "モトマチ ナツ");
        await keys.Choose("西暦・元号", "昭和");
        await keys.Type("年", "56");
        await keys.Type("月", "7");
        await keys.Type("日", "7");
        await keys.Choose("性別", "女");
        await keys.Choose("町名", "元町一丁目");
        await keys.Type("番地", "1-1");
        await keys.Type("電話番号", "042-000-0007");
        await keys.Press("次へ");
        await keys.Choose("受けたい検診", "大腸がん");
        await keys.Choose("前に受けた時期", "受けたことがない");
        await keys.Press("次へ");
        foreach (var question in new[] { "気になる症状", "治療中", "妊娠中", "手術を受けた" }) await keys.Choose(question, "いいえ");
        await keys.Press("次へ");
        await keys.Choose("会場", "健康センター");
        await person.Page.Locator("[data-q=wishDate]").WaitForAsync(); // it opens in place
        await keys.Choose("受けたい日", "12月12日");
        await keys.Press("確認画面へ進む");
        await keys.Press("この内容で申し込む");
        await person.See("申し込みが終わりました");
        person.NoTrouble();
    }

    [Fact]
    public async Task 職員の一覧は上下の矢印とEnterで開ける()
    {
        await using var kenji = await chrome.Person(city, Device.Phone, script: false);
        await kenji.Become("旭 健二");
        var number = await 生ごみ処理機器の補助金を申請する.Apply(kenji, name: "旭 健二", kana: "アサヒ ケンジ");
        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        await suzuki.Open("/office/cases");
        var keys = new Keys(suzuki);
        await keys.To("申請の一覧");
        await suzuki.Page.Keyboard.PressAsync("ArrowDown");
        await suzuki.Go(() => suzuki.Page.Keyboard.PressAsync("Enter"));
        await suzuki.See(number);
        suzuki.NoTrouble();
    }
}
