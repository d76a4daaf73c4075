using System.Net;
using System.Text.RegularExpressions;
using Keyaki.Kernel;
using Keyaki.Residents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InResidents;

public sealed class ResidentDoorTests
{
    /// <summary>The code that was mailed to the address; taken out of the mailbox.</summary>
    internal static async Task<string> Mailed(City city, string to)
    {
        // The worker of the hall may be sending it at this moment; then there is nothing left to settle.
        for (var tries = 0; tries < 100; tries++)
        {
            await city.Settle();
            if (city.Simulator.Mails.Mails.FirstOrDefault(m => m.Recipients.Contains(to)
                && m.Text.Contains("確認コードは", StringComparison.Ordinal)) is { } mail)
            {
                city.Simulator.Mails.Clear();
                return Regex.Match(mail.Text, "[0-9]{6}").Value;
            }
            await Task.Delay(50);
        }
        throw new TimeoutException($"{to} にメールが届きません");
    }

    internal static async Task<Visitor> SignIn(City city, string mail)
    {
        var visitor = await city.Visitor().Open("/sign-in");
        await visitor.Fill("メールアドレス", mail).Fill("パスワード", Practice.Password).Press("次へ進む");
        var code = mail == "hanako@example.jp" ? OfficeDoorTests.App(city, mail) : await Mailed(city, mail);
        return await visitor.Fill("確認コード", code).Press("サインインする");
    }

    internal static async Task<Visitor> Guest(City city, string mail, string back = "/my/journal")
    {
        var visitor = await city.Visitor().Open(back);
        await visitor.Follow("メールアドレスで");
        await visitor.Fill("メールアドレス", mail).Press("確認コードを送る");
        return await visitor.Fill("確認コード", await Mailed(city, mail)).Press("確認する");
    }

    static Task<Guid> GuestId(City city, string mail) => city.Read(async db =>
    {
        var key = city.Services.GetRequiredService<MasterKey>();
        var blind = Mails.Blind(mail, key);
        return (await db.Set<GuestVisitor>().SingleAsync(g => g.BlindMail == blind)).Id;
    });

    [Theory, BothDatabases]
    public async Task 花子はパスワードと認証アプリで入り_行きたかったページに着く(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.Visitor().Open("/my/account");
        Assert.Contains("利用者アカウントが必要です", hanako.Text, StringComparison.Ordinal);
        await hanako.Fill("メールアドレス", "hanako@example.jp").Fill("パスワード", Practice.Password).Press("次へ進む");
        await hanako.Fill("確認コード", OfficeDoorTests.App(city, "hanako@example.jp")).Press("サインインする");
        Assert.Equal("/my/account", hanako.Path);
        Assert.Contains("確認済み", hanako.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task アプリのない人はメールの確認コードで入る(string database)
    {
        await using var city = await City.Start(database);
        var ichiro = await SignIn(city, "ichiro@example.jp");
        Assert.Equal(HttpStatusCode.OK, (await ichiro.Open("/my/account")).Status);
        Assert.Contains("松山 一郎", ichiro.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("確認済み", ichiro.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 登録のない人とパスワードの違う人には同じ言葉で断る(string database)
    {
        await using var city = await City.Start(database);
        var known = await city.Visitor().Open("/sign-in");
        await known.Fill("メールアドレス", "hanako@example.jp").Fill("パスワード", "chigau-password").Press("次へ進む");
        var unknown = await city.Visitor().Open("/sign-in");
        await unknown.Fill("メールアドレス", "daremo@example.jp").Fill("パスワード", "chigau-password").Press("次へ進む");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, known.Status);
        Assert.Equal(known.Errors, unknown.Errors);
    }

    [Theory, BothDatabases]
    public async Task メールで確認した人は翌日も同じ人として戻る(string database)
    {
        await using var city = await City.Start(database);
        var guest = await Guest(city, "tabi@example.jp");
        Assert.Equal("あなたの情報を市が見た記録", guest.Heading);
        var id = await GuestId(city, "tabi@example.jp");
        city.Clock.Pass(TimeSpan.FromHours(25));
        Assert.Equal("サインイン", (await guest.Open("/my/journal")).Heading);
        await Guest(city, "TABI@example.jp");
        Assert.Equal(2, await city.Read(db => db.Set<Session>().CountAsync(s => s.Account == id && s.Kind == ActorKind.Guest)));
    }

    [Theory, BothDatabases]
    public async Task 確認コードを間違えると残りの回数を伝える(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await city.Visitor().Open("/guest");
        await visitor.Fill("メールアドレス", "tabi@example.jp").Press("確認コードを送る");
        var right = await Mailed(city, "tabi@example.jp");
        await visitor.Fill("確認コード", right == "000000" ? "000001" : "000000").Press("確認する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("あと4回", visitor.Errors.Single(), StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromMinutes(11));
        await visitor.Fill("確認コード", right).Press("確認する");
        Assert.Contains("使えなくなりました", visitor.Errors.Single(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task アカウントのある人のメールだけでは入れない(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await city.Visitor().Open("/guest");
        await visitor.Fill("メールアドレス", "hanako@example.jp").Press("確認コードを送る");
        await visitor.Fill("確認コード", await Mailed(city, "hanako@example.jp")).Press("確認する");
        Assert.Equal("サインイン", visitor.Heading);
        Assert.Contains("利用者アカウントをお持ちです", visitor.Text, StringComparison.Ordinal);
        Assert.Equal("サインイン", (await visitor.Open("/my/journal")).Heading);
    }

    [Theory, BothDatabases]
    public async Task 確認した人はアカウントを作れて_前に保存したものの持ち主のままでいる(string database)
    {
        await using var city = await City.Start(database);
        await Guest(city, "atarashii@example.jp");
        var id = await GuestId(city, "atarashii@example.jp");
        var visitor = await city.Visitor().Open("/account/new");
        await visitor.Fill("メールアドレス", "atarashii@example.jp").Press("確認コードを送る");
        await visitor.Fill("確認コード", await Mailed(city, "atarashii@example.jp")).Press("確認する");
        Assert.Equal("利用者アカウントの登録", visitor.Heading);
        await visitor.Fill("お名前", "梅園 新").Fill("お名前のフリガナ", "ウメゾノ アラタ").Fill("生年月日/年", "1990").Fill("生年月日/月", "2").Fill("生年月日/日", "3")
            .Fill("住所/郵便番号", "2040024").Fill("住所/都道府県", "東京都清瀬市梅園一丁目").Fill("住所/番地", "1番地")
            .Fill("パスワード", "ume-no-hana-2026").Fill("パスワード（もう一度）", "ume-no-hana-2026").Press("登録する");
        Assert.Equal("認証アプリの設定", visitor.Heading);
        var secret = OfficeDoorTests.Secret(visitor.Page.QuerySelector("code.app-key")?.TextContent ?? "");
        await visitor.Fill("確認コード", Totp.CodeAt(secret, Totp.StepAt(city.Clock.GetUtcNow()))).Press("設定する");
        await visitor.Open("/my/account");
        Assert.Contains("認証アプリを使っています", visitor.Text, StringComparison.Ordinal);
        Assert.Equal("梅園 新", (await city.Read(db => db.Set<Account>().SingleAsync(a => a.Id == id))).Name);
    }

    [Theory, BothDatabases]
    public async Task パスワードを忘れてもメールで決め直せる_アプリの数字はそれでも要る(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await city.Visitor().Open("/account/forgot");
        await hanako.Fill("メールアドレス", "hanako@example.jp").Press("確認コードを送る");
        await hanako.Fill("確認コード", await Mailed(city, "hanako@example.jp")).Fill("新しいパスワード", "kiyose-no-sora-1")
            .Fill("新しいパスワード（もう一度）", "kiyose-no-sora-1").Press("パスワードを決める");
        Assert.Equal("サインイン", hanako.Heading);
        await hanako.Fill("メールアドレス", "hanako@example.jp").Fill("パスワード", "kiyose-no-sora-1").Press("次へ進む");
        Assert.Contains("認証アプリに表示されている", hanako.Text, StringComparison.Ordinal);
        await hanako.Fill("確認コード", OfficeDoorTests.App(city, "hanako@example.jp")).Press("サインインする");
        Assert.Equal(HttpStatusCode.OK, (await hanako.Open("/my/account")).Status);
    }

    [Theory, BothDatabases]
    public async Task ほかの人のセッションは終わらせられない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await SignIn(city, "hanako@example.jp");
        var ichiro = await SignIn(city, "ichiro@example.jp");
        await ichiro.Open("/my/account");
        var token = ichiro.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        var session = await city.Read(db => db.Set<Session>().OrderBy(s => s.StartedAt).Select(s => s.Id).FirstAsync());
        await ichiro.Post($"/my/account/sessions/{session}/end", ("__RequestVerificationToken", token));
        Assert.Equal(HttpStatusCode.NotFound, ichiro.Status);
        Assert.Equal("アカウント", (await hanako.Open("/my/account")).Heading);
    }

    [Theory, BothDatabases]
    public async Task パスキーを使うための問いは毎回違い_答えのない登録は断る(string database)
    {
        await using var city = await City.Start(database);
        var visitor = city.Visitor();
        using var first = await visitor.Raw("/sign-in/passkey");
        using var second = await visitor.Raw("/sign-in/passkey");
        var one = await first.Content.ReadAsStringAsync();
        Assert.Contains("\"userVerification\":\"required\"", one, StringComparison.Ordinal);
        Assert.NotEqual(one, await second.Content.ReadAsStringAsync());
        await visitor.Open("/sign-in");
        await visitor.Press("パスキーでサインインする");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
    }
}
