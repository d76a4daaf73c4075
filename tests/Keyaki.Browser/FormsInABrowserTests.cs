using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Keyaki.Browser;

/// <summary>What a browser does with the pages of a form: keeps them for the back button, opens them twice, runs their script.</summary>
[Collection(Chrome.Other)]
public sealed class 申請の画面をブラウザで使う(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    async Task<Person> Begin(string procedure, bool script = true)
    {
        var person = await chrome.Person(city, Device.Phone, script);
        await person.Open($"/procedures/{procedure}/apply");
        await person.ProveMail("modoru@example.jp");
        return person;
    }

    /// <summary>Presses the back button. A page out of the browser's own store is there at once and loads nothing, so there is no load
    /// to wait for.</summary>
    static async Task Back(Person person)
    {
        await person.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(person.Page.Locator("h1")).ToContainTextAsync("申し込む方");
    }

    Task<string> Stored() => city.Read(db => db.Set<DraftApplication>().OrderByDescending(d => d.StartedAt).Select(d => d.Answers)
        .FirstAsync());

    [Theory, InlineData(true), InlineData(false)]
    public async Task 戻るボタンで戻り_変えて送り直すと_変えた内容が残る(bool script)
    {
        await using var person = await Begin("bulky-waste", script);
        await person.Page1("清瀬 次郎", "キヨセ ジロウ");
        await person.Press("次へ");
        await Back(person);
        await person.See("申し込む方");
        // The page comes out of the browser's own store or anew: either way it is the newest state.
        await Assertions.Expect(await person.Field("氏名")).ToHaveValueAsync("清瀬 次郎");
        await person.Fill("電話番号", "042-000-0088");
        await person.Press("次へ");
        Assert.Contains("042-000-0088", await Stored());
        Assert.Equal("2", person.Page.Url.Split('?')[0].Split('/')[^1]);
    }

    [Fact]
    public async Task 別の窓で変えた答えは_戻った画面に新しい内容で出る()
    {
        await using var person = await Begin("bulky-waste");
        await person.Page1("清瀬 次郎", "キヨセ ジロウ");
        var page = person.Page.Url;
        await person.Press("次へ");
        var other = await person.Window.NewPageAsync();
        await other.GotoAsync(page);
        await other.FillAsync("[name=phone]", "042-000-0077");
        await other.ClickAsync(".actions .button-main");
        await other.CloseAsync();
        await Back(person);
        await Assertions.Expect(await person.Field("電話番号")).ToHaveValueAsync("042-000-0077");
    }

    [Fact]
    public async Task 送っていない入力は_戻っても消えない()
    {
        await using var person = await Begin("bulky-waste");
        await person.Fill("氏名", "清瀬 次郎");
        await person.Follow("マイページ");
        await Back(person);
        // fetched anew: the browser kept nothing
        if (await person.Page.EvaluateAsync<bool>("() => performance.getEntriesByType('navigation')[0].type === 'back_forward'")) return;
        await Assertions.Expect(await person.Field("氏名")).ToHaveValueAsync("清瀬 次郎");
    }

    [Fact]
    public async Task 増えた質問はその場に開き_読み上げられ_入力はそのまま残る()
    {
        await using var person = await Begin("bulky-waste");
        await person.Open(person.Page.Url[..^1] + "2");
        await person.Fill("収集場所の住所/番地", "900番地1");
        await person.Choose("建物の種類/一戸建て");
        await Assertions.Expect(person.Page.Locator("form[data-live] > [role=status]").Last).ToHaveTextAsync("質問が増えました：置く場所");
        await Assertions.Expect(person.Page.Locator("[name=placeHouse]").First).ToBeVisibleAsync();
        await Assertions.Expect(await person.Field("収集場所の住所/番地")).ToHaveValueAsync("900番地1");
        await person.Choose("建物の種類/集合住宅");
        await Assertions.Expect(person.Page.Locator("[name=placeApartment]").First).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.Locator("[name=placeHouse]")).ToHaveCountAsync(0);
        await person.Look();
    }

    static Task<string> Focused(Person person) =>
        person.Page.EvaluateAsync<string>("() => document.activeElement.firstChild?.textContent ?? document.activeElement.id");

    [Fact]
    public async Task 選んで開いた質問には_見出しに移り_そのまま続けられる()
    {
        await using var person = await Begin("bulky-waste");
        await person.Open(person.Page.Url[..^1] + "2");
        await person.Choose("建物の種類/一戸建て");
        await Assertions.Expect(person.Page.Locator("[name=placeHouse]").First).ToBeVisibleAsync();
        await Assertions.Expect(person.Page.Locator("[data-q=placeHouse] .label")).ToBeFocusedAsync();
        Assert.Equal("置く場所", await Focused(person));
        await person.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(person.Page.Locator("[id='placeHouse-0']")).ToBeFocusedAsync();
        // A choice that brings nothing leaves the person where they are.
        await person.Choose("置く場所/玄関先");
        await person.Page.WaitForTimeoutAsync(700);
        await Assertions.Expect(await person.Field("置く場所/玄関先")).ToBeFocusedAsync();
        person.NoTrouble();
    }

    [Fact]
    public async Task 矢印で選択肢を通る間と_ほかの欄に書いている間は_開いた質問に連れて行かない()
    {
        await using var person = await Begin("bulky-waste");
        await person.Open(person.Page.Url[..^1] + "2");
        var kinds = person.Page.Locator("[name=housing]");
        await kinds.First.FocusAsync();
        await person.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(person.Page.Locator("[name=placeApartment]").First).ToBeVisibleAsync();
        await Assertions.Expect(kinds.Nth(1)).ToBeFocusedAsync();
        // The answer of the server comes while the person writes already.
        await person.Window.RouteAsync("**/my/drafts/**", async route => { await Task.Delay(800); await route.ContinueAsync(); });
        await person.Choose("建物の種類/一戸建て");
        await (await person.Field("収集場所の住所/番地")).FocusAsync();
        await person.Page.Keyboard.TypeAsync("900");
        await Assertions.Expect(person.Page.Locator("[name=placeHouse]").First).ToBeVisibleAsync();
        await Assertions.Expect(await person.Field("収集場所の住所/番地")).ToBeFocusedAsync();
        await Assertions.Expect(await person.Field("収集場所の住所/番地")).ToHaveValueAsync("900");
        person.NoTrouble();
    }

    [Fact]
    public async Task スクリプトがなければ_増えた最初の質問のところに戻る()
    {
        await using var person = await Begin("bulky-waste", script: false);
        await person.Open(person.Page.Url[..^1] + "2");
        await person.Fill("収集場所の住所/町名", "中里五丁目");
        await person.Fill("収集場所の住所/番地", "900番地1");
        await person.Choose("建物の種類/一戸建て");
        await person.Choose("手伝いの相談/いいえ");
        await person.Press("次へ");
        Assert.EndsWith("#placeHouse-0", person.Page.Url);
        await person.See("質問が増えました");
        await Assertions.Expect(person.Page.Locator("[id='placeHouse-0']")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task 品物は言葉でさがせ_かなでも英語でも見つかり_消せば元に戻る()
    {
        await using var person = await Begin("bulky-waste");
        await person.Open(person.Page.Url[..^1] + "3");
        var shown = person.Page.Locator(".catalogue .choice:visible");
        var box = await person.Field("言葉でさがす");
        async Task<IReadOnlyList<string>> Find(string word)
        {
            await box.FillAsync(word);
            return await shown.AllInnerTextsAsync();
        }
        Assert.Equal(0, await shown.CountAsync());
        foreach (var word in new[] { "ソファー", "そふぁ", "sofa", "ｿﾌｧｰ" })
        {
            var found = await Find(word);
            Assert.NotEmpty(found);
            Assert.All(found, text => Assert.Contains("ソファー", text));
            await person.See($"{found.Count}件見つかりました");
        }
        await person.Look();
        Assert.Empty(await Find("ゾウ"));
        await person.See("0件見つかりました");
        Assert.Empty(await Find(""));
        await Find("じてんしゃ");
        await person.Choose("品物 1/自転車");
        Assert.Equal(1, await person.Page.Locator("[name='items.0.item']:checked").CountAsync());
        person.NoTrouble();
    }

    [Fact]
    public async Task ファイルの大きさと種類は送る前に分かり_送っている間は進みが見える()
    {
        await using var person = await chrome.Person(city, Device.Phone);
        await person.Become("清瀬 花子");
        await person.Open("/procedures/compost-subsidy/apply");
        await person.Press("入力を始める");
        await person.Press("次へ");
        await person.Attach("領収書", "big.pdf", "application/pdf", new byte[21 * 1024 * 1024]);
        await person.See("21.0MBあり、大きすぎます");
        await person.Look();
        Assert.Equal("", await (await person.Field("領収書")).InputValueAsync());
        await person.Attach("領収書", "memo.txt", "text/plain", "めも"u8.ToArray());
        await person.See("このファイルは使えません");
        await person.Attach("領収書", "ryoshu.pdf", "application/pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray());
        await Assertions.Expect(person.Page.Locator("[id='receipt-error']")).ToHaveCountAsync(0);
        await person.Window.RouteAsync("**/my/drafts/**", async route => { await Task.Delay(1500); await route.ContinueAsync(); });
        await person.Page.Locator("button:visible", new() { HasText = "次へ" }).First.ClickAsync();
        await Assertions.Expect(person.Page.Locator(".sending progress")).ToBeVisibleAsync();
        await person.Window.UnrouteAllAsync();
        await person.See("メーカー名を入力してください");
        await person.See("ryoshu.pdf");
        Assert.StartsWith("エラー：", await person.Page.TitleAsync());
    }
}
