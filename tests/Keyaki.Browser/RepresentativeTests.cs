using System.Text.RegularExpressions;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Browser;

/// <summary>梅園 春さん asks for her mother's certificate of damage; the mother says yes in another browser.</summary>
[Collection(Chrome.One)]
public sealed partial class 代理人が申し込む(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    [GeneratedRegex("/confirm/[0-9A-Za-z_-]{64}")]
    private static partial Regex Link();

    [Fact]
    public async Task 頼まれた人が申し込み_本人がメールのリンクで確かめると_審査が始まる()
    {
        await using var agent = await chrome.Person(city, Device.Phone);
        await agent.Open("/procedures/disaster-certificate/apply");
        await agent.ProveMail("haru@example.jp");
        await agent.Choose("だれの申し込みですか/頼まれた代理人として");
        await agent.Fill("本人の氏名", "梅園 フミ");
        await agent.Fill("本人のフリガナ", "ウメゾノ フミ");
        await agent.Fill("本人の生年月日/年", "1940");
        await agent.Fill("本人の生年月日/月", "4");
        await agent.Fill("本人の生年月日/日", "1");
        await agent.Choose("どう確かめますか/本人にメールで確かめてもらう");
        await agent.Fill("本人のメールアドレス", "fumi@example.jp");
        await agent.Look();
        await agent.Press("次へ");
        await agent.Choose("災害の種類/地震");
        await agent.Fill("被害を受けた日/年", "2026");
        await agent.Fill("被害を受けた日/月", "11");
        await agent.Fill("被害を受けた日/日", "20");
        await agent.Press("次へ");
        await agent.Fill("氏名", "梅園 春");
        await agent.Fill("氏名（フリガナ）", "ウメゾノ ハル");
        await agent.Fill("住所/町名", "梅園二丁目");
        await agent.Fill("住所/番地", "2-3");
        await agent.Fill("電話番号", "042-000-0008");
        await agent.Press("次へ");
        await agent.Choose("被害を受けた住まいは、上の住所ですか/はい");
        await agent.Choose("住まいの種類/持ち家");
        await agent.Choose("被害のあるところ/屋根");
        await agent.Fill("被害の様子", "屋根の瓦が落ちました。");
        await agent.Press("次へ");
        await agent.Attach("被害の写真/写真", "屋根.jpg", "image/jpeg", (await Evidence.Make(agent.Window)).Photo);
        await agent.Choose("同意しますか/いいえ");
        await agent.Press("次へ");
        await agent.Fill("必要な通数", "1");
        await agent.Press("確認画面へ進む");
        await (await agent.See("内容を確かめてください")).Look();
        await agent.Press("この内容で申し込む");
        await agent.See("メールで確認をお願いしました");

        var mail = await agent.Mailed("fumi@example.jp", "確認のお願い");
        Assert.DoesNotContain("春", mail.Text);
        await using var mother = await chrome.Person(city, Device.Desktop, script: false);
        await mother.Open(Link().Match(mail.Text).Value);
        await (await mother.See("梅園 春")).Look();
        Assert.DoesNotContain("梅園二丁目", await mother.Text());
        await mother.Choose("お返事/この内容でよい");
        await mother.Press("返事を送る");
        await (await mother.See("お返事は済んでいます")).Look();
        Assert.Equal(ApplicationState.Submitted, await city.Read(db => db.Set<Application>().Select(a => a.State).SingleAsync()));
        await agent.Mailed("haru@example.jp", "確認が済みました");
    }
}
