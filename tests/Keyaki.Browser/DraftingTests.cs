using System.Text;
using Keyaki.Drafting;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Staff;
using Keyaki.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Keyaki.Browser;

/// <summary>A mail comes in, is registered, drafted on, sent back, decided, sealed, issued and complete.</summary>
[Collection(Chrome.One)]
public sealed class 届いたメールから完結まで(Chrome chrome) : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("keyaki-mails-").FullName;
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite,
        new Dictionary<string, string?> { ["Keyaki:Drafting:Mails"] = folder, ["Keyaki:Drafting:SettlingSeconds"] = "-100000000" });
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task メールを収受し_起案し_差し戻され_合議の意見が付き_代決され_後閲され_公印を押し_施行して_完結し_十年のちに廃棄される(Device device, bool script)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "one.eml"), $"""
            From: kankyo@metro.example
            Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("減量計画の照会"))}?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            11月30日までに回答してください。
            """);
        await city.Services.GetRequiredService<WatchFolders>().Round(default);

        await using var ishii = await chrome.Person(city, device, script);
        await ishii.Become("石井 健");
        await ishii.Open("/office/received");
        await ishii.Follow("減量計画の照会");
        await ishii.See("11月30日までに回答してください。");
        await ishii.Fill("担当する課", "環境課");
        await ishii.Fill("文書分類", "庶務一般");
        await ishii.Look();
        await ishii.Press("収受する");
        await ishii.See("担当を決める");

        await using var suzuki = await chrome.Person(city, device, script);
        await suzuki.Become("鈴木 亮");
        await suzuki.Open("/office/received");
        await suzuki.Follow("減量計画の照会");
        await suzuki.Look();
        await suzuki.Follow("この文書から起案する");
        await suzuki.Choose("雛形/通知・照会・回答");
        await suzuki.Press("書き始める");
        await suzuki.Fill("件名", "減量計画の照会への回答について");
        if (script) await suzuki.Page.Locator(".marks button").First.ClickAsync();
        await suzuki.Fill("本文", "# 回答\n次のとおり回答します。\n\n| 年度 | トン |\n|---|---|\n| 8 | 120 |");
        await suzuki.Unfold("件から選ぶ");
        await suzuki.Choose("合議する課/市民課");
        await suzuki.Choose("施行方法/郵送");
        await suzuki.Choose("公印を押すか/はい");
        await suzuki.Fill("宛先 1/宛名", "東京都環境局長");
        await suzuki.Fill("宛先 1/住所", "163-8001 新宿区西新宿2-8-1");
        await suzuki.Look();
        await suzuki.Press("保存する");
        await suzuki.See("東京都環境局長");
        await suzuki.Look();
        var draft = suzuki.Page.Url;
        await suzuki.Follow("決裁に回す");
        await suzuki.Press("決裁に回す");
        await suzuki.See("決裁中");

        await using var sato = await chrome.Person(city, device, script);
        await sato.Become("佐藤 美紀");
        await sato.Open("/office/decisions");
        await sato.Follow("減量計画の照会への回答について");
        await sato.Unfold("差し戻す");
        await sato.Fill("差戻しの理由", "根拠を書いてください。");
        await sato.Press("理由を付けて差し戻す");
        await suzuki.Open(new Uri(draft).AbsolutePath);
        await suzuki.See("根拠を書いてください。");
        await suzuki.Follow("起案を書く");
        await suzuki.Fill("根拠", "廃棄物の処理及び清掃に関する法律第6条");
        await suzuki.Press("保存する");
        await suzuki.Follow("決裁に回す");
        await suzuki.Press("決裁に回す");
        await using var takahashi = await chrome.Person(city, device, script);
        await takahashi.Become("高橋 浩");
        await takahashi.Open("/office/decisions");
        await takahashi.Follow("不在を登録する");
        await takahashi.Choose("不在になる職員/高橋 浩");
        foreach (var (label, day) in new[] { ("不在の始まり", "24"), ("不在の終わり", "30") })
        {
            await takahashi.Fill($"{label}/西暦・元号", "令和");
            foreach (var (part, value) in new[] { ("年", "8"), ("月", "11"), ("日", day) }) await takahashi.Fill($"{label}/{part}", value);
        }
        await takahashi.Choose("理由/出張");
        await takahashi.Press("不在を登録する");

        await Decide(sato, "承認する");
        await using var watanabe = await chrome.Person(city, device, script);
        await watanabe.Become("渡辺 由美");
        await watanabe.Open("/office/decisions");
        await watanabe.Follow("減量計画の照会への回答について");
        await watanabe.Follow("意見・条件を付けて承認");
        await watanabe.Choose("付けるもの/意見");
        await watanabe.Fill("意見・条件", "窓口にも知らせてください。");
        await watanabe.Press("承認する");
        await Decide(sato, "代決する");
        await takahashi.Open("/office/decisions?show=owed");
        await takahashi.Follow("減量計画の照会への回答について");
        await takahashi.Follow("後閲する");
        await takahashi.Press("後閲を記録する");

        await suzuki.Open(new Uri(draft).AbsolutePath);
        await suzuki.Follow("施行と完結");
        await suzuki.Follow("公印の使用を申請する");
        await suzuki.Choose("使う公印/市長印");
        await suzuki.Press("申請する");
        await using var mori = await chrome.Person(city, device, script);
        await mori.Become("森 直子");
        await mori.Open("/office/seals");
        await mori.Follow("減量計画の照会への回答について");
        await mori.Choose("認めますか/はい");
        await mori.Press("確かめた結果を記録する");
        await mori.See("使用を認めた");
        await mori.Look();
        await suzuki.Open(new Uri(draft).AbsolutePath + "/issue");
        await suzuki.Look();
        await suzuki.Follow("施行する（東京都環境局長）");
        await suzuki.Choose("施行の方法/郵送");
        await suzuki.Fill("発送の記録", "引受番号 123-45");
        await suzuki.Press("施行する");
        await suzuki.Press("完結にする");
        await suzuki.See("完結");
        await suzuki.Open("/office/documents?q=減量計画");
        await suzuki.See("減量計画の照会への回答について");
        await suzuki.Open(new Uri(draft).AbsolutePath);
        var record = await suzuki.Page.Locator("dd a[href^='/office/documents/']").First.GetAttributeAsync("href") ?? "";
        foreach (var page in new[] { "/office/drafts?state=done", "/office/drafts/new", "/office/drafts/templates", "/office/notices" })
        {
            await suzuki.Open(page);
            await suzuki.Look();
        }
        await Destroy(record, ishii, suzuki, mori);
        suzuki.NoTrouble();
        ishii.NoTrouble();
        mori.NoTrouble();
    }

    /// <summary>Ten years on: the list of what has expired, the section's review, the decision, and what is left of it.</summary>
    async Task Destroy(string record, Person ishii, Person suzuki, Person mori)
    {
        var watanabe = await city.OfficerId("watanabe");
        await city.Turns.Run((_, db, _) => Task.FromResult(db.Add(new PostHolding
        {
            Id = city.Clock.NewId(), Officer = watanabe, Post = "somu-kacho", From = new(2026, 4, 1), GivenAt = city.Clock.GetUtcNow(),
        })));
        city.Clock.Pass(TimeSpan.FromDays(3653));
        await ishii.Become("石井 健");
        await ishii.Open("/office/disposal");
        await ishii.Press("令和17年度末までに満了する文書の一覧を作る");
        await Run();
        await suzuki.Become("鈴木 亮");
        await suzuki.Open("/office/disposal");
        await suzuki.Follow("令和17年度　環境課");
        await suzuki.See("減量計画の照会への回答について");
        await suzuki.Look();
        await suzuki.Press("残りは分類のとおりにする");
        await suzuki.Press("見直しを終える");
        await suzuki.See("歴史公文書の選別");
        await ishii.Open(new Uri(suzuki.Page.Url).AbsolutePath);
        await ishii.Press("決裁に回す");
        await mori.Become("森 直子");
        await Approve(mori);
        await using var head = await chrome.Person(city, Device.Desktop, true);
        await head.Become("渡辺 由美");
        await Approve(head);
        await Run();
        await suzuki.Open(record);
        await suzuki.See("廃棄済み");
        await suzuki.Look();
        await suzuki.Open("/office/documents?q=トン");
        await suzuki.See("見つかりませんでした");
    }

    async Task Run()
    {
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        await city.Settle();
    }

    /// <summary>Each post of this person in turn.</summary>
    static async Task Approve(Person person)
    {
        for (var i = 0; i < 2; i++)
        {
            await person.Open("/office/decisions");
            if (await person.Page.GetByRole(AriaRole.Link, new() { Name = "満了する文書の廃棄等" }).CountAsync() == 0) return;
            await person.Page.GetByRole(AriaRole.Link, new() { Name = "満了する文書の廃棄等" }).First.ClickAsync();
            await person.Press("承認する");
        }
    }

    [Fact]
    public async Task 文書ソフトから貼ると印になり_書きかけは預けられて_開き直すと戻る()
    {
        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        await suzuki.Open("/office/drafts/new");
        await suzuki.Choose("雛形/軽易な伺い");
        await suzuki.Press("書き始める");
        await suzuki.Page.EvaluateAsync("""
            () => {
              const area = document.querySelector('textarea[data-marks]'), data = new DataTransfer();
              data.setData('text/html', '<h1>目的</h1><p class="MsoNormal">一行目<script>alert(1)</script></p><ul><li>あ</li><li>い</li></ul>'
                + '<table><tr><td>年度</td><td>数</td></tr><tr><td>8</td><td>120</td></tr></table>');
              area.focus();
              area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        var body = await suzuki.Page.Locator("textarea[data-marks]").InputValueAsync();
        foreach (var words in new[] { "# 目的", "一行目", "- あ\n- い", "| 年度 | 数 |\n|---|---|\n| 8 | 120 |" })
            Assert.Contains(words, body, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", body, StringComparison.Ordinal);
        await suzuki.See("書きかけを預かりました");
        await suzuki.Open(new Uri(suzuki.Page.Url).AbsolutePath);
        await suzuki.See("書きかけを戻しました");
        Assert.Contains("# 目的", await suzuki.Page.Locator("textarea[data-marks]").InputValueAsync(), StringComparison.Ordinal);
        await suzuki.Look();
        suzuki.NoTrouble();
    }

    static async Task Decide(Person decider, string press)
    {
        await decider.Open("/office/decisions");
        await decider.Follow("減量計画の照会への回答について");
        await decider.Press(press);
    }
}
