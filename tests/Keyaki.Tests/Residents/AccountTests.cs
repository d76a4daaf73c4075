using System.Net;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Residents;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InResidents;

/// <summary>What a person does with their own account, and an officer with their own password.</summary>
public sealed class AccountTests
{
    const string Old = "ichiro@example.jp", New = "ichiro.new@example.jp";

    static async Task Move(City city, Visitor ichiro)
    {
        await ichiro.Open("/my/account");
        await ichiro.Follow("メールアドレスを変える");
        await ichiro.Fill("新しいメールアドレス", New).Fill("今のパスワード", Practice.Password).Press("確認コードを送る");
        await ichiro.Fill("確認コード", await ResidentDoorTests.Mailed(city, New)).Press("メールアドレスを変える");
        Assert.Equal("アカウント", ichiro.Heading);
    }

    [Theory, BothDatabases]
    public async Task メールアドレスを変えると前のアドレスに知らせが届き_新しいアドレスで入れる(string database)
    {
        await using var city = await City.Start(database);
        var ichiro = await ResidentDoorTests.SignIn(city, Old);
        var other = await ResidentDoorTests.SignIn(city, Old);
        await Move(city, ichiro);
        Assert.Contains(New, ichiro.Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Recipients.Contains(Old)
            && m.Text.Contains("別のものに変わりました", StringComparison.Ordinal) && !m.Text.Contains(New, StringComparison.Ordinal));
        Assert.Equal("サインイン", (await other.Open("/my/account")).Heading);
        Assert.True(await city.Read(db => db.Set<JournalEntry>().AnyAsync(e => e.Code == "residents.mail-changed")));
        city.Simulator.Mails.Clear();
        var again = await ResidentDoorTests.SignIn(city, New);
        Assert.Equal("アカウント", (await again.Open("/my/account")).Heading);
        var refused = await city.Visitor().Open("/sign-in");
        await refused.Fill("メールアドレス", Old).Fill("パスワード", Practice.Password).Press("次へ進む");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
    }

    [Theory, BothDatabases]
    public async Task パスワードが違うときと_ほかの人のアドレスには変えられない(string database)
    {
        await using var city = await City.Start(database);
        var ichiro = await ResidentDoorTests.SignIn(city, Old);
        await ichiro.Open("/my/account/mail");
        await ichiro.Fill("新しいメールアドレス", New).Fill("今のパスワード", "chigau-password").Press("確認コードを送る");
        Assert.Contains("今のパスワードが違います", ichiro.Errors.Single(), StringComparison.Ordinal);
        await ichiro.Fill("新しいメールアドレス", "hanako@example.jp").Fill("今のパスワード", Practice.Password).Press("確認コードを送る");
        await ichiro.Fill("確認コード", await ResidentDoorTests.Mailed(city, "hanako@example.jp")).Press("メールアドレスを変える");
        Assert.Contains("すでに利用者アカウントで使われています", string.Concat(ichiro.Errors), StringComparison.Ordinal);
        Assert.Contains(Old, (await ichiro.Open("/my/account")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 申請は新しいアドレスについて行き_前のアドレスを確かめた人には見えない(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ResidentDoorTests.Guest(city, "umezono@example.jp", "/procedures/cancer-screening/apply");
        await ApplyTests.Screening(guest, "梅園 新");
        await guest.Press("この内容で申し込む");
        await guest.Open("/account/new");
        await guest.Fill("メールアドレス", "umezono@example.jp").Press("確認コードを送る");
        await guest.Fill("確認コード", await ResidentDoorTests.Mailed(city, "umezono@example.jp")).Press("確認する");
        await guest.Fill("お名前", "梅園 新").Fill("お名前のフリガナ", "ウメゾノ アラタ").Fill("生年月日/年", "1980").Fill("生年月日/月", "5").Fill("生年月日/日", "3")
            .Fill("住所/郵便番号", "2040024").Fill("住所/都道府県", "東京都清瀬市梅園一丁目").Fill("住所/番地", "1番地").Fill("パスワード", "ume-no-hana-2026")
                .Fill("パスワード（もう一度）", "ume-no-hana-2026").Press("登録する");
        await guest.Open("/my/account/mail");
        await guest.Fill("新しいメールアドレス", New).Fill("今のパスワード", "ume-no-hana-2026").Press("確認コードを送る");
        await guest.Fill("確認コード", await ResidentDoorTests.Mailed(city, New)).Press("メールアドレスを変える");
        Assert.Contains("がん検診の申込", (await guest.Open("/my")).Text, StringComparison.Ordinal);
        var mail = await city.Read(db => db.Set<Application>().Where(a => a.Procedure == "cancer-screening").Select(a => a.SealedMail)
            .SingleAsync());
        Assert.Equal(New, Mails.Open(mail ?? "", (MasterKey)city.Services.GetService(typeof(MasterKey))!));

        var stranger = await ResidentDoorTests.Guest(city, "umezono@example.jp", "/my");
        Assert.Contains("まだありません", stranger.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task アカウントを閉じると下書きとお知らせは消え_申請の記録は残る(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await ResidentDoorTests.SignIn(city, "hanako@example.jp");
        var (account, _) = await city.Person("清瀬 花子");
        await hanako.Open("/procedures/compost-subsidy/apply");
        await hanako.Press("入力を始める");
        var open = await city.Composter();
        await hanako.Open("/my/account");
        await hanako.Follow("アカウントを閉じる");
        Assert.Contains("市に残るもの", hanako.Text, StringComparison.Ordinal);
        await hanako.Fill("今のパスワード", Practice.Password).Press("アカウントを閉じる");
        Assert.Contains((await city.Case(open)).Number?.ToString() ?? "-", hanako.Errors.Single(), StringComparison.Ordinal);

        await hanako.Open($"/my/applications/{open}/withdraw");
        await hanako.Press("取り下げる");
        await hanako.Open("/my/account/close");
        await hanako.Fill("今のパスワード", Practice.Password).Press("アカウントを閉じる");
        Assert.Equal("アカウントを閉じました", hanako.Heading);
        Assert.Equal("サインイン", (await hanako.Open("/my/account")).Heading);
        Assert.Equal(0, await city.Read(db => db.Set<Account>().CountAsync(a => a.Id == account)));
        Assert.Equal(0, await city.Read(db => db.Set<DraftApplication>().CountAsync(d => d.Account == account)));
        Assert.Equal(0, await city.Read(db => db.Set<Credential>().CountAsync(c => c.Account == account)));
        Assert.Equal(0, await city.Read(db => db.Set<Messages.InboxMessage>().CountAsync(m => m.Account == account)));
        Assert.Equal(ApplicationState.Withdrawn, (await city.Case(open)).State);
        Assert.True(await city.Read(db => db.Set<JournalEntry>().AnyAsync(e => e.Code == "residents.account-closed")));
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open("/office/residents?q=花子");
        await tanaka.Follow("清瀬 花子");
        Assert.Contains("本人が閉じたアカウント", tanaka.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task サインインしている端末の名前が出て_一つだけ終わらせられる(string database)
    {
        await using var city = await City.Start(database);
        var phone = city.Visitor()
            .Calls("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1");
        await phone.Open("/sign-in");
        await phone.Fill("メールアドレス", Old).Fill("パスワード", Practice.Password).Press("次へ進む");
        await phone.Fill("確認コード", await ResidentDoorTests.Mailed(city, Old)).Press("サインインする");
        var desk = await ResidentDoorTests.SignIn(city, Old);
        var third = await ResidentDoorTests.SignIn(city, Old);
        await phone.Open("/my/account");
        Assert.Contains("iPhone（Safari）", phone.Text, StringComparison.Ordinal);
        await desk.Open("/my/account");
        Assert.Contains("iPhone（Safari）", desk.Text, StringComparison.Ordinal);
        await desk.Press("終わらせる（iPhone（Safari）");
        Assert.Equal("サインイン", (await phone.Open("/my/account")).Heading);
        Assert.Equal("アカウント", (await third.Open("/my/account")).Heading);
        await desk.Press("ほかの画面をすべて終わらせる");
        Assert.Equal("サインイン", (await third.Open("/my/account")).Heading);
        Assert.Equal("アカウント", (await desk.Open("/my/account")).Heading);
    }

    [Theory, BothDatabases]
    public async Task 一つの回線から続けて確認コードを頼むと待つように言われる(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await city.Visitor().Open("/guest");
        var token = visitor.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        for (var i = 0; i < 60; i++) await visitor.Post("/guest", ("__RequestVerificationToken", token), ("mail", $"dareka{i}@example.jp"));
        Assert.Equal("確認コードの入力", visitor.Heading);
        await visitor.Post("/guest", ("__RequestVerificationToken", token), ("mail", "mouhitori@example.jp"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Matches("お使いの回線から、確認コードを続けて送りました。[0-9]+分ほど待ってから", visitor.Errors.Single());
        city.Clock.Pass(TimeSpan.FromHours(1));
        await visitor.Post("/guest", ("__RequestVerificationToken", token), ("mail", "mouhitori@example.jp"));
        Assert.Equal("確認コードの入力", visitor.Heading);
    }

    [Theory, BothDatabases]
    public async Task 職員は今のパスワードと認証アプリの両方で自分のパスワードを変える(string database)
    {
        await using var city = await City.Start(database);
        var (tanaka, elsewhere) = (await city.Officer("tanaka"), await city.Officer("tanaka"));
        await tanaka.Open("/office/me");
        await tanaka.Follow("パスワードを変える");
        Visitor Typed(string current, string code) => tanaka.Fill("今のパスワード", current).Fill("確認コード", code)
            .Fill("新しいパスワード", "momiji-no-kisetsu").Fill("新しいパスワード（もう一度）", "momiji-no-kisetsu");
        await Typed("chigau-password", OfficeDoorTests.App(city, "tanaka")).Press("パスワードを変える");
        Assert.Contains("今のパスワードが違います", tanaka.Errors.Single(), StringComparison.Ordinal);
        await Typed(Practice.Password, "000000").Press("パスワードを変える");
        Assert.Contains("確認コードが違う", tanaka.Errors.Single(), StringComparison.Ordinal);
        Assert.Equal("自分の設定", (await elsewhere.Open("/office/me")).Heading);
        await Typed(Practice.Password, OfficeDoorTests.App(city, "tanaka")).Press("パスワードを変える");
        Assert.Equal("自分の設定", tanaka.Heading);
        Assert.Equal("職員のサインイン", (await elsewhere.Open("/office/me")).Heading);
        Assert.True(await city.Read(db => db.Set<JournalEntry>().AnyAsync(e => e.Code == "staff.password-set")));
        await elsewhere.Open("/office/sign-in");
        await elsewhere.Fill("ログイン名", "tanaka").Fill("パスワード", "momiji-no-kisetsu").Press("次へ進む");
        Assert.Equal("確認コードの入力", elsewhere.Heading);
    }
}
