using Keyaki.Tests.Pages;
using Xunit.Abstractions;

namespace Keyaki.Browser;

[Collection(Chrome.Other)]
public sealed class 課が手続を作る(Chrome chrome, ITestOutputHelper output) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    const string Lines =
        "氏名\n氏名のフリガナ\n住所\n電話番号\nメールアドレス\n"
        + "犬を飼っていますか\n犬の種類\n飼い始めた日\n参加する人数\n相談したい内容（任意）";

    [Fact]
    public async Task 質問10_条件1_手数料のある手続を_キーボードだけで80回までの操作で公開できる()
    {
        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        var keys = new Keys(suzuki);
        await suzuki.Open("/office");
        await keys.To("まちの情報");
        await keys.Tick();
        await keys.Press("手続を作る");
        await keys.Press("新しい手続を作る");
        await keys.Type("手続の名前", "犬のしつけ教室");
        await keys.Press("作り始める");
        await Picture(suzuki, "draft-new");
        await keys.Press("名前と説明");
        await keys.ToField("lead.ja");
        await keys.Write("犬のしつけを、専門の講師から学ぶ教室です。");
        await keys.To("まだない翻訳");
        await keys.Tick();
        await suzuki.Page.Keyboard.PressAsync("Tab");
        await keys.Tick();
        await keys.Press("保存する");
        await keys.Press("質問（0）");
        await keys.Type("加える質問", Lines);
        await keys.Press("質問を加える");
        await Picture(suzuki, "questions");
        await keys.Press("犬の種類");
        await keys.Choose("条件1", "「犬を飼っていますか」の答えが「はい」");
        await keys.Press("保存する");
        await keys.Press("案に戻る");
        await keys.Press("手数料");
        await keys.Choose("決め方", "決まった額");
        await keys.Type("額（円）", "500");
        await keys.Press("保存する");
        await Picture(suzuki, "draft-clean");
        await keys.Press("公開を申し出る");
        await keys.Press("公開を申し出る");
        await suzuki.See("確認を待っています");

        await using var sato = await chrome.Person(city, Device.Desktop);
        await sato.Become("佐藤 美紀");
        var second = new Keys(sato);
        await sato.Open("/office");
        await second.To("まちの情報");
        await second.Tick();
        await second.Press("手続を作る");
        await second.Press("公開の申し出を見る");
        await Picture(sato, "second");
        await second.Choose("この内容で公開しますか", "はい");
        await second.Press("確かめた結果を記録する");
        await sato.See("公開中");

        await using var person = await chrome.Person(city, Device.Phone);
        await person.Open("/procedures/kankyo-1");
        await person.See("犬のしつけ教室");
        var (presses, all) = (keys.Presses + second.Presses, keys.All + second.All);
        // `./dev test` prints what begins so at its end.
        output.WriteLine($"数えたこと：手続を作って公開するまで、操作{presses}回、キー{all}回"
            + "（質問10、条件1、手数料、二人目の確認。操作は80回まで）");
        Assert.InRange(presses, 1, 80);
        suzuki.NoTrouble();
        sato.NoTrouble();
    }

    [Theory, InlineData(375), InlineData(1280)]
    public async Task 作る画面は_どの幅でも整い_スクリプトなしでも使える(int width)
    {
        await using var suzuki = await chrome.Person(city, width < 640 ? Device.Phone : Device.Desktop, script: width > 640);
        await suzuki.Become("鈴木 亮");
        await suzuki.Page.SetViewportSizeAsync(width, 812);
        await suzuki.Open("/office/procedures");
        await suzuki.Look();
        await Picture(suzuki, $"list-{width}");
        await suzuki.Open("/office/procedures/new");
        await suzuki.Look();
        await Picture(suzuki, $"new-{width}");
        await suzuki.Fill("手続の名前", "犬のしつけ教室");
        await suzuki.Press("作り始める");
        var draft = new Uri(suzuki.Page.Url).AbsolutePath;
        await suzuki.Look();
        await Picture(suzuki, $"draft-{width}");
        await suzuki.Open(draft + "/questions");
        await suzuki.Fill("加える質問", Lines);
        await suzuki.Press("質問を加える");
        foreach (var page in new[] { "questions", "about", "fee", "handling", "tells", "result", "notes", "capacity", "question/q7",
            "page/1", "ways/1", "preview", "publish", "" })
        {
            await suzuki.Open($"{draft}/{page}".TrimEnd('/'));
            await suzuki.Look();
            await Picture(suzuki, $"{page.Replace('/', '-')}-{width}");
        }
        suzuki.NoTrouble();
    }

    static async Task Picture(Person person, string name)
    {
        if (Environment.GetEnvironmentVariable("KEYAKI_PICTURES") is { } folder)
            await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"builder-{name}.png"), FullPage = true });
    }
}
