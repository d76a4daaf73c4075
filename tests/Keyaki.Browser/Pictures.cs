using Keyaki.Tests.Pages;

namespace Keyaki.Browser;

/// <summary>Pictures for people to look at: set KEYAKI_PICTURES to a folder, and this writes the main pages of the three faces there.
/// Three of them go to docs/pictures.</summary>
[Collection(Chrome.Other)]
public sealed class 画面の写真(Chrome chrome)
{
    sealed class WhenAsked : FactAttribute
    {
        public WhenAsked() => Skip = Folder is null ? "KEYAKI_PICTURES にフォルダーを指定すると撮ります。" : null;
    }

    static string? Folder => Environment.GetEnvironmentVariable("KEYAKI_PICTURES");

    static async Task Take(Person person, string name, bool whole = true) =>
        await person.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder ?? ".", name + ".png"), FullPage = whole });

    /// <summary>The same page as a phone and as a desk see it.</summary>
    static async Task Both(Person person, string name)
    {
        foreach (var (width, height) in new[] { (375, 812), (1280, 900) })
        {
            await person.Page.SetViewportSizeAsync(width, height);
            await Take(person, $"{name}-{width}");
        }
    }

    [WhenAsked]
    public async Task 三つの顔の主な画面を撮る()
    {
        Directory.CreateDirectory(Folder ?? ".");
        await using var city = await City.Start(BothDatabases.Sqlite);
        await using var guest = await chrome.Person(city, Device.Phone);
        await Both(await guest.Open("/"), "home");
        await guest.Page.SetViewportSizeAsync(375, 812);
        await Take(guest, "resident", whole: false);
        await Both(await guest.Open("/search?q=ごみ"), "search");
        await Both(await guest.Open("/procedures/bulky-waste"), "procedure");
        await guest.Open("/procedures/bulky-waste/apply");
        await Both(guest, "sign-in");
        await guest.ProveMail("jiro@example.jp");
        await guest.Press("次へ");
        await Both(guest, "form-errors");
        await guest.Page1("清瀬 次郎", "キヨセ ジロウ");
        await guest.Press("次へ");
        await guest.Where();
        await guest.Items();
        await Both(guest, "form-items");
        await guest.Press("次へ");
        await Both(guest, "form-day");
        await guest.Choose("希望する収集日/12月8日");
        await guest.Press("確認画面へ進む");
        await Both(guest, "check");
        await guest.Press("支払いへ進む");
        await Both(guest, "pay");
        await guest.Press("決済会社の画面へ進む");
        await guest.Arrive(city.Simulator.Http);
        await guest.Choose("シミュレーターの動作/成功する");
        await guest.Press("支払う");
        await guest.See("申し込みが終わりました");
        await Both(guest, "receipt");

        List<string> numbers = [];
        foreach (var (name, kana) in new[] { ("清瀬 花子", "キヨセ ハナコ"), ("旭 健二", "アサヒ ケンジ"), ("松山 一郎", "マツヤマ イチロウ") })
        {
            await using var resident = await chrome.Person(city, Device.Phone);
            await resident.Become(name);
            numbers.Add(await 生ごみ処理機器の補助金を申請する.Apply(resident, name: name, kana: kana));
            await Both(resident, "my-case");
            await Both(await resident.Open("/my"), "my");
            city.Clock.Pass(TimeSpan.FromHours(20));
        }
        await using var suzuki = await chrome.Person(city, Device.Desktop);
        await suzuki.Become("鈴木 亮");
        await Both(suzuki, "office");
        await Both(await suzuki.Open("/office/cases"), "inbox");
        await suzuki.Follow(numbers[0]);
        await Both(suzuki, "case");
        await suzuki.Page.SetViewportSizeAsync(1280, 820);
        await suzuki.Press("審査を始める");
        await Take(suzuki, "officer", whole: false);
        await 生ごみ処理機器の補助金を申請する.Propose(suzuki, numbers[0]);
        await Both(suzuki, "case-proposed");
        await using var sato = await chrome.Person(city, Device.Tablet);
        await sato.Become("佐藤 美紀");
        await sato.Open("/office/decisions");
        await Take(sato, "decisions");
        await sato.Follow(numbers[0]);
        await Take(sato, "decide-tablet");
        await sato.Page.SetViewportSizeAsync(820, 1000);
        await Take(sato, "decider", whole: false);
        await sato.Unfold("差し戻す");
        await Both(sato, "decide-remand");
        await Both(await sato.Open("/office/me"), "me");
    }
}
