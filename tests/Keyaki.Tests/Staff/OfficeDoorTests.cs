using System.Net;
using Keyaki.Kernel;
using Keyaki.Staff;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InStaff;

public sealed class OfficeDoorTests
{
    internal static string App(City city, string login) => Totp.CodeAt(Practice.Secret(login), Totp.StepAt(city.Clock.GetUtcNow()));

    static async Task<Visitor> Password(City city, string login, string password = Practice.Password)
    {
        var visitor = await city.Visitor().Open("/office/sign-in");
        return await visitor.Fill("ログイン名", login).Fill("パスワード", password).Press("次へ進む");
    }

    [Theory, BothDatabases]
    public async Task 職員はパスワードと認証アプリの数字で入り_サインアウトで出る(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Visitor().Open("/office/me");
        Assert.Equal("職員のサインイン", tanaka.Heading);
        await tanaka.Fill("ログイン名", "tanaka").Fill("パスワード", Practice.Password).Press("次へ進む");
        await tanaka.Fill("確認コード", App(city, "tanaka")).Press("サインインする");
        Assert.Equal("/office/me", tanaka.Path);
        Assert.Contains("市民課 主事", tanaka.Text, StringComparison.Ordinal);
        await tanaka.Press("サインアウト");
        await tanaka.Open("/office");
        Assert.Equal("職員のサインイン", tanaka.Heading);
    }

    [Theory, BothDatabases]
    public async Task パスワードや数字が違えば入れず_使った数字でも入れない(string database)
    {
        await using var city = await City.Start(database);
        var wrong = await Password(city, "tanaka", "chigau-password");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("違います", wrong.Errors.Single(), StringComparison.Ordinal);

        var first = await Password(city, "tanaka");
        await first.Fill("確認コード", App(city, "tanaka")).Press("サインインする");
        Assert.Equal("/office", first.Path);
        var second = await Password(city, "tanaka");
        await second.Fill("確認コード", App(city, "tanaka")).Press("サインインする");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Contains("すでに使われています", second.Errors.Single(), StringComparison.Ordinal);
        Assert.Equal(2, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "staff.sign-in-refused")));
    }

    [Theory, BothDatabases]
    public async Task サインインの時間が切れてから送った内容は_預けられて元の画面に戻る(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var suzuki = await city.Officer("suzuki");
        await (await suzuki.Open(Contracts.Links.Case(id))).Follow("メモを書く");
        await End(city);
        suzuki.Fill("メモ", "領収書の日付を確認した。\n販売店に電話した。");
        using var late = suzuki.Prepare("メモを残す");
        late.Headers.Add("Origin", city.Address.GetLeftPart(UriPartial.Authority));
        using var asked = await suzuki.Send(late);
        await suzuki.Open(asked.RequestMessage?.RequestUri?.PathAndQuery ?? "");
        Assert.Equal("職員のサインイン", suzuki.Heading);
        Assert.Contains("入力した内容は預かっています", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Fill("ログイン名", "suzuki").Fill("パスワード", Practice.Password).Press("次へ進む");
        await suzuki.Fill("確認コード", App(city, "suzuki")).Press("サインインする");
        Assert.Equal("領収書の日付を確認した。\n販売店に電話した。", suzuki.Page.QuerySelector("textarea")?.TextContent.ReplaceLineEndings("\n"));
        Assert.Contains("預かっていた内容を戻しました", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("メモを残す");
        Assert.Contains("販売店に電話した。", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(1, await city.Read(db => db.Set<Procedures.Note>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task サインインの時間が切れてから押したボタンは何もせず_もう一度押すように言われる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var suzuki = await city.Officer("suzuki");
        await suzuki.Open(Contracts.Links.Case(id));
        await End(city);
        using var late = suzuki.Prepare("審査を始める");
        late.Headers.Add("Origin", city.Address.GetLeftPart(UriPartial.Authority));
        using var asked = await suzuki.Send(late);
        await suzuki.Open(asked.RequestMessage?.RequestUri?.PathAndQuery ?? "");
        await suzuki.Fill("ログイン名", "suzuki").Fill("パスワード", Practice.Password).Press("次へ進む");
        await suzuki.Fill("確認コード", App(city, "suzuki")).Press("サインインする");
        Assert.Equal("もう一度操作してください", suzuki.Heading);
        Assert.Equal(Procedures.ApplicationState.Submitted, (await city.Case(id)).State);
    }

    static Task End(City city) => city.Turns.Run(async (_, db, ct) =>
    {
        foreach (var session in await db.Set<Session>().AsTracking().ToListAsync(ct)) session.EndedAt = city.Clock.GetUtcNow();
        return true;
    });

    [Theory, BothDatabases]
    public async Task 続けて間違えると待たされ_待てば入れる(string database)
    {
        await using var city = await City.Start(database);
        for (var i = 0; i < WrongTries.Free; i++) await Password(city, "sato", "chigau-password");
        var waiting = await Password(city, "sato");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, waiting.Status);
        Assert.Contains("待ってから", waiting.Errors.Single(), StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal("確認コードの入力", (await Password(city, "sato")).Heading);
    }

    [Theory, BothDatabases]
    public async Task 終わらせたセッションではもう入れない(string database)
    {
        await using var city = await City.Start(database);
        var (desk, tablet) = (await city.Officer("tanaka"), await city.Officer("tanaka"));
        await tablet.Open("/office/me");
        await desk.Open("/office/me");
        await desk.Press("ほかの画面をすべて終わらせる");
        Assert.Equal("自分の設定", desk.Heading);
        Assert.Equal("職員のサインイン", (await tablet.Open("/office/me")).Heading);
    }

    [Theory, BothDatabases]
    public async Task 市民のセッションで職員のページは開かない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await ResidentDoorTests.SignIn(city, "hanako@example.jp");
        Assert.Equal("職員のサインイン", (await hanako.Open("/office")).Heading);
    }

    [Theory, BothDatabases]
    public async Task 登録された職員は一度だけのリンクで設定して入る(string database)
    {
        await using var city = await City.Start(database);
        var nakamura = await city.Officer("nakamura");
        await nakamura.Open("/office/officers/new");
        nakamura.Fill("氏名", "新座 葵").Fill("氏名のフリガナ", "ニイザ アオイ").Fill("ログイン名", "niiza").Fill("メールアドレス", "aoi@city.example");
        Pick(nakamura, "所属", "環境課");
        Pick(nakamura, "職", "環境課 主事");
        await nakamura.Press("確認に回す");
        var link = await Powers.Confirmed(city, "yoshida");

        var aoi = await city.Visitor().Open(link);
        await aoi.Fill("新しいパスワード", "short").Fill("新しいパスワード（もう一度）", "short").Press("認証アプリの設定へ進む");
        Assert.Contains("12文字以上", aoi.Errors.Single(), StringComparison.Ordinal);
        await aoi.Fill("新しいパスワード", "momiji-no-kisetsu").Fill("新しいパスワード（もう一度）", "momiji-no-kisetsu").Press("認証アプリの設定へ進む");
        Assert.NotNull(aoi.Page.QuerySelector("svg.qr"));
        var secret = Secret(aoi.Page.QuerySelector("code.app-key")?.TextContent ?? "");
        await aoi.Fill("確認コード", "000000").Press("設定を終えてサインインする");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, aoi.Status);
        await aoi.Fill("確認コード", Totp.CodeAt(secret, Totp.StepAt(city.Clock.GetUtcNow()))).Press("設定を終えてサインインする");
        Assert.Equal("自分の設定", aoi.Heading);
        Assert.Contains("環境課 主事", aoi.Text, StringComparison.Ordinal);

        var again = await city.Visitor().Open(link);
        Assert.Equal(HttpStatusCode.Gone, again.Status);
    }

    [Theory, BothDatabases]
    public async Task 作り直したリンクは前のリンクも今の認証の手段も使えなくする(string database)
    {
        await using var city = await City.Start(database);
        var (nakamura, tanaka) = (await city.Officer("nakamura"), await city.Officer("tanaka"));
        async Task<string> Renew()
        {
            await (await nakamura.Open("/office/officers")).Follow("田中 恵");
            await nakamura.Press("確認に回す");
            Assert.Equal("ホーム", (await tanaka.Open("/office")).Heading);
            return await Powers.Confirmed(city, "yoshida");
        }
        var old = await Renew();
        tanaka = await city.Officer("tanaka");
        await Renew();
        Assert.Equal(HttpStatusCode.Gone, (await city.Visitor().Open(old)).Status);
        Assert.Equal("職員のサインイン", (await tanaka.Open("/office")).Heading);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Password(city, "tanaka")).Status);
        Assert.Equal(2, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "staff.power-agreed")));
    }

    [Theory, BothDatabases]
    public async Task 職を終わらせると翌日からその権限がない(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        Assert.Equal("住民をさがす", (await tanaka.Open("/office/residents")).Heading);
        var nakamura = await city.Officer("nakamura");
        await nakamura.Open("/office/officers");
        await nakamura.Follow("田中 恵");
        await nakamura.Follow("終わらせる");
        await nakamura.Fill("最後の日/年", "2026").Fill("最後の日/月", "11").Fill("最後の日/日", "24").Press("終わらせる");
        Assert.Equal("田中 恵", nakamura.Heading);
        Assert.Contains("を終わらせることを記録しました", nakamura.Page.QuerySelector("main [role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await tanaka.Open("/office/residents")).Status);
        city.Clock.Pass(TimeSpan.FromDays(1));
        var nextDay = await city.Officer("tanaka");
        Assert.Equal(HttpStatusCode.Forbidden, (await nextDay.Open("/office/residents")).Status);
    }

    [Theory, BothDatabases]
    public async Task 職はほかの人には割り当てられるが自分には割り当てられない(string database)
    {
        await using var city = await City.Start(database);
        var nakamura = await city.Officer("nakamura");
        await nakamura.Open("/office/officers");
        await nakamura.Follow("中村 千尋");
        await nakamura.Follow("職を割り当てる");
        Pick(nakamura, "職", "DX推進課 課長");
        await nakamura.Fill("いつから/年", "2026").Fill("いつから/月", "12").Fill("いつから/日", "1").Press("確認に回す");
        Assert.Contains("自分に職を割り当てることはできません", nakamura.Errors.Single(), StringComparison.Ordinal);

        await nakamura.Open("/office/officers");
        await nakamura.Follow("佐藤 美紀");
        await nakamura.Follow("職を割り当てる");
        Pick(nakamura, "職", "DX推進課 課長");
        await nakamura.Fill("いつから/年", "2026").Fill("いつから/月", "12").Fill("いつから/日", "1").Press("確認に回す");
        await (await nakamura.Open("/office/officers")).Follow("佐藤 美紀");
        Assert.DoesNotContain("DX推進課 課長", nakamura.Text, StringComparison.Ordinal);
        await Powers.Confirm(city, "yoshida");
        await (await nakamura.Open("/office/officers")).Follow("佐藤 美紀");
        Assert.Contains("DX推進課 課長", nakamura.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 権限のない職員は職員の登録を開けず_断ったことが残る(string database)
    {
        await using var city = await City.Start(database);
        var tanaka = await city.Officer("tanaka");
        Assert.Equal(HttpStatusCode.Forbidden, (await tanaka.Open("/office/officers")).Status);
        Assert.True(await city.Read(db => db.Set<JournalEntry>()
            .AnyAsync(e => e.Code == Guard.Denied.Code && e.Facts.Contains("staff.manage"))));
    }

    [Theory, BothDatabases]
    public async Task 最初の職員は命令で登録できる(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var output = new StringWriter();
        var command = new StaffModule().Commands.Single(c => c.Name == "officer create");
        Assert.Equal(0, await command.Run(city.Services, ["--name", "最初 一", "--login", "hajime", "--post", "dx-kacho"], output));
        var url = new Uri(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Trim());
        Assert.Equal("サインインの準備", (await city.Visitor().Open(url.PathAndQuery)).Heading);
        Assert.Equal(1, await command.Run(city.Services, ["--name", "最初 二", "--login", "hajime", "--post", "dx-kacho"],
            new StringWriter()));
    }

    /// <summary>A choice is a list or buttons, depending on how many there are.</summary>
    internal static void Pick(Visitor visitor, string question, string option)
    {
        try { visitor.Choose($"{question}/{option}"); }
        catch (InvalidOperationException) { visitor.Fill(question, option); }
    }

    internal static byte[] Secret(string words)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var c in words.Where(char.IsAsciiLetterOrDigit))
        {
            (buffer, bits) = ((buffer << 5) | letters.IndexOf(c), bits + 5);
            if (bits < 8) continue;
            bytes.Add((byte)(buffer >> (bits - 8)));
            bits -= 8;
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}
