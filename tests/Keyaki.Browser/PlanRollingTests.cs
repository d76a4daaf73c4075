using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 計画を見直す(Chrome chrome) : IAsyncLifetime
{
    const string Desk = "/office/plan/versions";
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [Theory, InlineData(Device.Desktop, true), InlineData(Device.Phone, false)]
    public async Task 版を開いて直し_決裁に回し_委員会の全員が決め_市民が電話で違いを読む(Device device, bool script)
    {
        await using var kobayashi = await chrome.Person(city, device, script);
        await kobayashi.Become("小林 学");
        await kobayashi.Open(Desk);
        await kobayashi.Follow("新しい版を開く");
        await kobayashi.Press("新しい版を開く");
        await kobayashi.See("変更はまだありません");
        await kobayashi.Follow("6.1.4");
        await kobayashi.Fill("この先", "動かす業務を、庁内の全課から募ります。");
        await kobayashi.Fill("予定 1/始まり", "令和8年度 10〜3月");
        await kobayashi.Fill("予定 1/終わり", "令和7年度 4〜9月");
        await kobayashi.Fill("変更の理由", "使う課が増えたため");
        await kobayashi.Press("理由と一緒に保存する");
        await kobayashi.See("始まりが終わりより後です");
        await kobayashi.Fill("予定 1/終わり", "令和8年度 10〜3月");
        await kobayashi.Press("理由と一緒に保存する");
        await kobayashi.See("保存しました");
        await kobayashi.Follow("ほかの版との違いを赤字で見る");
        Assert.Contains("全課から募ります", await kobayashi.Page.Locator("ins.red", new() { HasText = "全課" }).First.InnerTextAsync(),
            StringComparison.Ordinal);

        await kobayashi.Open(Desk);
        await kobayashi.Follow("令和9年度向けローリング版");
        await kobayashi.Follow("違いを確かめて、決裁に回す");
        await kobayashi.Choose("確かめましたか/はい");
        await kobayashi.Press("決裁に回す");
        await kobayashi.See("決裁中");
        foreach (var name in new[] { "中村 千尋", "加藤 正", "吉田 和子" })
        {
            await using var decider = await chrome.Person(city, device, script);
            await decider.Become(name);
            await decider.Open("/office/decisions");
            await decider.Follow("を市の計画とする");
            await decider.Press("承認する");
        }

        await using var guest = await chrome.Person(city, Device.Phone, script);
        await guest.Open("/plan/schedule");
        // The whole calendar of five years is on the phone: every half year and every word that says where a bar lies.
        var calendar = guest.Page.Locator(".gantt").First;
        Assert.True(await calendar.EvaluateAsync<bool>(
            "t => t.scrollWidth <= innerWidth && [...t.querySelectorAll('td')].every(c => c.getBoundingClientRect().right <= innerWidth)"));
        Assert.Contains("令和7年12月22日", await calendar.InnerTextAsync(), StringComparison.Ordinal);
        await guest.Follow("6.1.4");
        await guest.See("全課から募ります");
        await guest.Follow("計画の版");
        await guest.Follow("違いを赤字で見る");
        await guest.See("使う課が増えたため");
        await guest.Open("/plan/targets/applications");
        await guest.Open("/plan/initiatives/6.1.4?version=1");
        await guest.See("を見ています");
    }
}
