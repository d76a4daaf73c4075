using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 推進計画を動かす(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task 遅れを報告し_会議で決め_三つの職が決裁し_済んだと報告する(Device device, bool script)
    {
        await using var tanaka = await chrome.Person(city, device, script);
        await tanaka.Become("田中 恵");
        await tanaka.Open("/office/plan/progress");
        await tanaka.Follow("6.1.1");
        await tanaka.Press("報告する");
        await tanaka.See("入力内容を確かめてください");
        await tanaka.Choose("全体の状態/遅れ気味");
        foreach (var late in await tanaka.Page.Locator("input[name^=item-][value=Late]").AllAsync())
            await tanaka.Page.Locator($"label[for='{await late.GetAttributeAsync("id")}']").ClickAsync();
        await tanaka.Fill("今月したこと", "戸籍の2業務の日程を決め直しました。");
        await tanaka.Fill("次にすること", "12月に総合テストをします。");
        await tanaka.Press("報告する");
        await tanaka.See("報告しました");
        await using var watanabe = await chrome.Person(city, device, script);
        await watanabe.Become("渡辺 由美");
        await watanabe.Open("/office/plan/progress");
        await watanabe.Follow("確かめて公開する");
        await watanabe.Press("確かめて公開する");
        await watanabe.See("公開しました");
        await tanaka.Open("/plan/initiatives/6.1.1");
        await tanaka.See("遅れ気味");
        await tanaka.Open("/plan/initiatives/6.2.1");
        await tanaka.See("先に必要：6.1.1");

        await using var kobayashi = await chrome.Person(city, device, script);
        await kobayashi.Become("小林 学");
        await kobayashi.Open("/office/plan/committee");
        await kobayashi.Follow("会議を作る");
        await kobayashi.Choose("どの会議か/委員会");
        await kobayashi.Fill("会議の名前", "令和8年度 第2回");
        await Date(kobayashi, "日", "11", "20");
        await kobayashi.Fill("場所", "本庁舎 3階 会議室");
        await kobayashi.Fill("議題 1/議題の名前", "標準準拠システムの遅れ");
        await kobayashi.Fill("議題 1/計画の画面", "6.1.1");
        await kobayashi.Fill("決定 1/決めたこと", "総合テストの日程を委員会に報告する。");
        await kobayashi.Fill("決定 1/担当の課", "市民課");
        await Date(kobayashi, "いつまでに", "12", "10");
        await kobayashi.Press("保存する");
        await kobayashi.Follow("決裁に回す");
        await kobayashi.Press("決裁に回す");
        await kobayashi.See("今ここで待っています");

        foreach (var name in new[] { "中村 千尋", "加藤 正", "吉田 和子" })
        {
            await using var decider = await chrome.Person(city, device, script);
            await decider.Become(name);
            await decider.Open("/office/decisions");
            await decider.Follow("の議事と決定");
            await decider.Press("承認する");
            await decider.See("を承認しました");
        }
        await kobayashi.Open("/office/messages");
        await kobayashi.Follow("会議の決定が決裁されたお知らせ");
        await kobayashi.Follow("画面を開く");
        await kobayashi.See("決裁済み");

        await tanaka.Open("/office/plan/committee");
        await tanaka.Follow("済んだと報告する");
        await tanaka.Fill("何をしたか", "日程を書面で報告しました。");
        await tanaka.Press("済んだと報告する");
        await tanaka.Open("/plan/committee");
        await tanaka.See("済み");
        await tanaka.Look();
        tanaka.NoTrouble();
        kobayashi.NoTrouble();
    }

    static async Task Date(Person person, string label, string month, string day)
    {
        await person.Fill($"{label}/西暦・元号", "令和");
        foreach (var (part, value) in new[] { ("年", "8"), ("月", month), ("日", day) }) await person.Fill($"{label}/{part}", value);
    }
}
