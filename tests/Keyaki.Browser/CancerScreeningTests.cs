using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Browser;

[Collection(Chrome.Other)]
public sealed class がん検診を申し込む(Chrome chrome) : IAsyncLifetime
{
    City city = null!;

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);
    public async Task DisposeAsync() => await city.DisposeAsync();

    static async Task About(Person person, string year, string sex)
    {
        await person.Fill("氏名", "梅園 春");
        await person.Fill("氏名（フリガナ）", "ウメゾノ ハル");
        await person.Fill("生年月日/年", year);
        await person.Fill("生年月日/月", "4");
        await person.Fill("生年月日/日", "1");
        await person.Choose("性別/" + sex);
        await person.Fill("住所/町名", "梅園二丁目");
        await person.Fill("住所/番地", "2-3");
        await person.Fill("電話番号", "042-000-0008");
        await person.Press("次へ");
    }

    static async Task Screening(Person person, string kind, string day)
    {
        await person.Choose("受けたい検診/" + kind);
        await person.Choose("前に受けた時期/受けたことがない");
        await person.Press("次へ");
        foreach (var question in await person.Page.Locator("fieldset.field:has(.choices-inline) > legend").AllInnerTextsAsync())
            await person.Choose($"{question.Split('※')[0].Trim()}/いいえ");
        if (kind == "肺がん") await person.Choose("たばこ/吸ったことがない");
        await person.Press("次へ");
        await person.Choose("会場/健康センター");
        await person.Grow();
        await person.Choose("受けたい日/" + day);
        await person.Press("確認画面へ進む");
    }

    [Fact]
    public async Task 年齢と性別で受けられる検診が決まり_空きがあればその場で決まる()
    {
        await using var person = await chrome.Person(city, Device.Phone);
        await person.Open("/procedures/cancer-screening/apply");
        await person.ProveMail("haru@example.jp");

        await About(person, "1996", "男");
        await (await person.See("男性が受けられる検診は、年度末（3月31日）に40歳以上の方が対象です。")).Look();
        await person.Follow("の答えを直す");
        await About(person, "1986", "男");
        await person.Look();
        Assert.Contains("肺がん", await person.Text());
        foreach (var closed in new[] { "乳がん", "子宮頸がん", "胃がん" }) Assert.DoesNotContain(closed, await person.Text());

        await person.Follow("前のページへ戻る");
        await About(person, "1986", "女");
        Assert.Contains("乳がん", await person.Text());
        await Screening(person, "肺がん", "12月5日");
        await person.Look();
        await person.Press("この内容で申し込む");
        await (await person.See("申し込みが終わりました")).Look();
        var number = await person.Page.Locator(".receipt-number").InnerTextAsync();
        Assert.Contains(number, (await person.Mailed("haru@example.jp", number)).Text);
    }

    [Fact]
    public async Task 最後の一席をほかの人が取ったら_わかる言葉で伝わり_別の日を選べる()
    {
        await using var first = await chrome.Person(city, Device.Phone, script: false);
        await using var second = await chrome.Person(city, Device.Desktop);
        var day = new DateOnly(2026, 12, 9);
        await city.Turns.Run((_, db, _) =>
        {
            foreach (var seat in Enumerable.Range(1, 14))
                db.Add(new Place
                {
                    Id = city.Clock.NewId(), Pool = "breast-kenko-center", Day = day, Seat = seat,
                    ApplicationId = city.Clock.NewId()
                });
            return Task.FromResult(true);
        });
        foreach (var (person, mail) in new[] { (first, "aki@example.jp"), (second, "fuyu@example.jp") })
        {
            await person.Open("/procedures/cancer-screening/apply");
            await person.ProveMail(mail);
            await About(person, "1976", "女");
            await Screening(person, "乳がん", "12月9日");
        }
        await second.Press("この内容で申し込む");
        await second.See("申し込みが終わりました");
        await first.Press("この内容で申し込む");
        await (await first.See("「令和8年12月9日(水)」は今は選べません（空きがありません）。ほかのものを選んでください。")).Look();
        await (await first.Follow("は今は選べません")).Look();
        await first.See("空きがありません");
        await first.Choose("受けたい日/1月20日");
        await first.Press("保存して確認画面へ戻る");
        await first.Press("この内容で申し込む");
        await first.See("申し込みが終わりました");
        Assert.Equal(15, await city.Read(db => db.Set<Place>().CountAsync(p => p.Pool == "breast-kenko-center" && p.Day == day)));
    }
}
