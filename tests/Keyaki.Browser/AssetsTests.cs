using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

[Collection(Chrome.One)]
public sealed class 職員が備品を入れて貸し_電話を持って数える(Chrome chrome) : IAsyncLifetime
{
    const string At = "/office/assets";
    City city = null!;
    readonly List<Person> all = [];

    public async Task InitializeAsync() => city = await City.Start(BothDatabases.Sqlite);

    public async Task DisposeAsync()
    {
        foreach (var person in all) await person.DisposeAsync();
        await city.DisposeAsync();
    }

    /// <summary>Each page on a phone without scripting, and on a wide screen with it.</summary>
    async Task Look(params string[] pages)
    {
        foreach (var page in pages)
            foreach (var person in all) await (await person.Open(page)).Look();
    }

    [Fact]
    public async Task 資産と台帳のどの画面も_どちらの幅でも_スクリプトがなくても読め_棚卸しは電話だけで終わる()
    {
        foreach (var (device, script) in new[] { (Device.Phone, false), (Device.Desktop, true) })
        {
            all.Add(await chrome.Person(city, device, script));
            await all[^1].Become("小林 学");
        }
        var phone = all[0];
        await Look($"{At}/equipment", $"{At}/equipment/new", $"{At}/equipment/import", $"{At}/machines", $"{At}/machines/new",
            $"{At}/licences", $"{At}/licences/new", $"{At}/agreements", $"{At}/loans", $"{At}/stock");

        await phone.Open($"{At}/equipment/new");
        await phone.Press("備品を入れる");
        await phone.See("品名");
        await (await phone.Fill("品名", "プロジェクター")).Fill("分類", "電気");
        await (await phone.Fill("担当課", "DX推進課")).Fill("場所", "2階");
        await (await phone.Choose("状態/使用中")).Press("備品を入れる");
        var thing = new Uri(phone.Page.Url).AbsolutePath;
        await phone.Open($"{thing}/edit");
        await (await (await phone.Fill("場所", "3階")).Fill("理由", "移した")).Press("直した内容を保存する");
        await Look($"{At}/equipment", thing, $"{thing}?asof=2026-01-01", $"{thing}/edit", $"{thing}/undo/2", $"{thing}/lend",
            $"{thing}/move");

        await phone.Open($"{thing}/lend");
        await (await phone.Choose("だれに貸しますか/中村")).Fill("いつまで/年", "2026");
        await (await (await phone.Fill("いつまで/月", "12")).Fill("いつまで/日", "10")).Press("貸し出す");
        await Look(thing, $"{At}/loans");
        await (await phone.Open(thing)).Press("返してもらった");

        await phone.Open($"{At}/agreements/new");
        await (await (await phone.Fill("件名", "端末のリース")).Choose("種類/リース")).Fill("相手方", "練習リース株式会社");
        await phone.Fill("担当課", "DX推進課");
        foreach (var (label, year) in new[] { ("始まり", "2026"), ("終わり", "2031") })
            await (await (await phone.Fill($"{label}/年", year)).Fill($"{label}/月", "4")).Fill($"{label}/日", "1");
        await phone.Press("契約を入れる");
        var agreement = new Uri(phone.Page.Url).AbsolutePath;
        await Look(agreement, $"{agreement}/edit", $"{agreement}/end", $"{agreement}/document", $"{agreement}/document?q=契約");

        await (await phone.Open($"{At}/stock")).Press("DX推進課の棚卸しを始める");
        var round = new Uri(phone.Page.Url).AbsolutePath;
        await Look($"{At}/stock", round, $"{round}?q=B-99999", $"{At}/q/B-00001");
        await (await phone.Open($"{At}/q/B-00001")).Press("ここにあります");
        await phone.See("記録しました");
        await Look($"{At}/q/B-00001");
        await (await phone.Follow("棚卸しの画面に戻る")).Unfold("棚卸しを終わりにする");
        await phone.Press("終わりにする");
        await Look(round);
    }
}
