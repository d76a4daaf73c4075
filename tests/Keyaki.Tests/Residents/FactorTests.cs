using System.Net;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InResidents;

/// <summary>Adding and changing what an account proves itself with: asked again, told by mail, and nothing else stays open.</summary>
public sealed class FactorTests
{
    const string Ichiro = "ichiro@example.jp", New = "sora-no-iro-wa-ao";

    static Task<Guid> Account(City city, string name) =>
        city.Read(db => db.Set<Residents.Account>().Where(a => a.Name == name).Select(a => a.Id).SingleAsync());

    /// <summary>A passkey, as an authenticator would have made it.</summary>
    static Task GivePasskey(City city, Guid account) => city.Turns.Run((_, db, _) =>
    {
        var now = city.Clock.GetUtcNow();
        db.Add(new Passkey
        {
            Id = city.Clock.NewId(), Account = account, CredentialId = $"{account:N}", PublicKey = [1], SignCount = 0,
            Transports = "", UserVerified = true, BackupEligible = false, BackedUp = false, Attestation = [1], ClientData = [1],
            AddedAt = now
        });
        return Task.FromResult(true);
    });

    static Task<int> Passkeys(City city, Guid account) => city.Read(db => db.Set<Passkey>().CountAsync(p => p.Account == account));

    static async Task Told(City city, string to, string what)
    {
        for (var tries = 0; tries < 100
            && !city.Simulator.Mails.Mails.Any(m => m.Recipients.Contains(to) && m.Text.Contains(what, StringComparison.Ordinal)); tries++)
        {
            await city.Settle();
            await Task.Delay(50);
        }
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Recipients.Contains(to) && m.Text.Contains(what, StringComparison.Ordinal)
            && m.Text.Contains("心当たりがないときは", StringComparison.Ordinal));
    }

    static async Task Prove(Visitor visitor)
    {
        Assert.Equal("本人の確認", visitor.Heading);
        await visitor.Fill("今のパスワード", "chigau-password").Press("確認して進む");
        Assert.Contains("今のパスワードが違います", visitor.Errors.Single(), StringComparison.Ordinal);
        await visitor.Fill("今のパスワード", Practice.Password).Press("確認して進む");
    }

    [Theory, BothDatabases]
    public async Task 認証アプリを変える前にもう一度パスワードを聞き_変わるとメールで知らせてほかの画面は終わる(string database)
    {
        await using var city = await City.Start(database);
        var (own, other) = (await ResidentDoorTests.SignIn(city, Ichiro), await ResidentDoorTests.SignIn(city, Ichiro));
        await own.Open("/account/app?back=/my/account");
        await Prove(own);
        Assert.Equal("認証アプリの設定", own.Heading);
        var secret = OfficeDoorTests.Secret(own.Page.QuerySelector("code.app-key")?.TextContent ?? "");
        await own.Fill("確認コード", Totp.CodeAt(secret, Totp.StepAt(city.Clock.GetUtcNow()))).Press("設定する");
        Assert.Equal("アカウント", own.Heading);
        Assert.Equal("サインイン", (await other.Open("/my/account")).Heading);
        await Told(city, Ichiro, "認証アプリが設定されました");
        // What was shown before the time ran out cannot be sent afterwards either.
        await own.Open("/account/app");
        Assert.Equal("認証アプリの設定", own.Heading);
        city.Clock.Pass(Factors.Good);
        await own.Fill("確認コード", "123456").Press("設定する");
        Assert.Equal("本人の確認", own.Heading);
    }

    [Theory, BothDatabases]
    public async Task 認証の手段を変える前の確認は_どちらの入口でも自分のパスキーでもでき_ほかの人のパスキーではできない(string database)
    {
        await using var city = await City.Start(database);
        foreach (var (home, own, account, other) in new[]
        {
            ("/my/account", await ResidentDoorTests.SignIn(city, Ichiro), await Account(city, "松山 一郎"), await Account(city, "清瀬 花子")),
            ("/office/me", await city.Officer("tanaka"), await city.OfficerId("tanaka"), await city.OfficerId("suzuki")),
        })
        {
            foreach (var (owner, works) in new[] { (other, false), (account, true) })
            {
                var passkey = new SoftPasskey(owner);
                await city.Turns.Run((_, db, _) => Task.FromResult(db.Add(passkey.Row(city.Clock)).Entity.Id));
                await own.Open($"{home}/confirm?back={home}");
                Assert.Equal("本人の確認", own.Heading);
                var form = own.Page.QuerySelector($"form[action='{home}/confirm/passkey']");
                Assert.Contains("パスキーで確かめる", form?.TextContent ?? "", StringComparison.Ordinal);
                string Field(string name) => form?.QuerySelector($"input[name={name}]")?.GetAttribute("value") ?? "";
                using var ask = new HttpRequestMessage(HttpMethod.Get, $"{home}/confirm/passkey");
                using var asked = await own.Send(ask);
                var origin = city.Address.GetLeftPart(UriPartial.Authority);
                var (credential, state) = passkey.Answer(await asked.Content.ReadAsStringAsync(), origin);
                var sent = new HttpRequestMessage(HttpMethod.Post, $"{home}/confirm/passkey")
                {
                    Content = new FormUrlEncodedContent(new Dictionary<string, string>
                    {
                        ["__RequestVerificationToken"] = Field("__RequestVerificationToken"), ["back"] = Field("back"),
                        [Kernel.Passkeys.State] = state, [Kernel.Passkeys.Answer] = credential,
                    }),
                };
                sent.Headers.Add("Origin", origin);
                await own.Late(sent);
                Assert.Equal(works ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, own.Status);
                if (works) Assert.Equal(home, own.Path);
                Assert.Equal(works, await city.Read(db => db.Set<Session>().AnyAsync(s => s.Account == account && s.ProvenAt != null)));
            }
        }
        Assert.Equal(2, await city.Read(db => db.Set<JournalEntry>()
            .CountAsync(e => e.Code == "staff.proven-again" || e.Code == "residents.proven-again")));
    }

    [Theory, BothDatabases]
    public async Task パスキーを登録や削除する前にもう一度パスワードを聞き_変わるとメールで知らせてほかの画面は終わる(string database)
    {
        await using var city = await City.Start(database);
        var (own, other, account) = (await ResidentDoorTests.SignIn(city, Ichiro), await ResidentDoorTests.SignIn(city, Ichiro),
            await Account(city, "松山 一郎"));
        await GivePasskey(city, account);
        await own.Open("/my/account");
        var token = own.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        var key = await city.Read(db => db.Set<Passkey>().Select(p => p.Id).SingleAsync());
        await own.Post("/my/account/passkeys", ("__RequestVerificationToken", token), (Kernel.Passkeys.State, "x"),
            (Kernel.Passkeys.Answer, "{}"));
        Assert.Equal("本人の確認", own.Heading);
        await own.Post($"/my/account/passkeys/{key}/remove", ("__RequestVerificationToken", token));
        Assert.Equal("本人の確認", own.Heading);
        Assert.Equal(1, await Passkeys(city, account));
        await own.Open("/my/account");
        await own.Follow("パスキーを登録・削除する");
        await Prove(own);
        Assert.Equal("アカウント", own.Heading);
        await own.Press("削除する");
        Assert.Equal(0, await Passkeys(city, account));
        Assert.Equal("サインイン", (await other.Open("/my/account")).Heading);
        await Told(city, Ichiro, "パスキーが削除されました");
    }

    [Theory, BothDatabases]
    public async Task パスワードを変えるとメールで知らせ_パスキーも削除するか聞く(string database)
    {
        await using var city = await City.Start(database);
        var (own, other, account) = (await ResidentDoorTests.SignIn(city, Ichiro), await ResidentDoorTests.SignIn(city, Ichiro),
            await Account(city, "松山 一郎"));
        await own.Open("/my/account/password");
        Assert.DoesNotContain("パスキーも削除", own.Text, StringComparison.Ordinal); // nobody is asked about what they do not have
        await GivePasskey(city, account);
        await own.Open("/my/account/password");
        own.Fill("今のパスワード", Practice.Password).Fill("新しいパスワード", New).Fill("新しいパスワード（もう一度）", New);
        await own.Choose("パスキーも削除しますか/はい").Press("パスワードを変える");
        Assert.Equal("アカウント", own.Heading);
        Assert.Equal(0, await Passkeys(city, account));
        Assert.Equal("サインイン", (await other.Open("/my/account")).Heading);
        await Told(city, Ichiro, "パスワードが変わりました");

        city.Simulator.Mails.Clear();
        await GivePasskey(city, account);
        var forgetful = await city.Visitor().Open("/account/forgot");
        await forgetful.Fill("メールアドレス", Ichiro).Press("確認コードを送る");
        forgetful.Fill("確認コード", await ResidentDoorTests.Mailed(city, Ichiro)).Fill("新しいパスワード", New + "1").Fill("新しいパスワード（もう一度）", New + "1");
        await forgetful.Choose("パスキーも削除しますか/はい").Press("パスワードを決める");
        Assert.Equal("サインイン", forgetful.Heading);
        Assert.Equal(0, await Passkeys(city, account));
        await Told(city, Ichiro, "パスワードが変わりました");
    }

    [Theory, BothDatabases]
    public async Task 職員も認証の手段を変える前に聞かれ_変わると知らされ_パスキーも削除できる(string database)
    {
        await using var city = await City.Start(database);
        var (own, other, account) = (await city.Officer("tanaka"), await city.Officer("tanaka"), await city.OfficerId("tanaka"));
        await GivePasskey(city, account);
        await own.Open("/office/me");
        await own.Follow("パスキーを登録・削除する");
        await Prove(own);
        Assert.Equal("自分の設定", own.Heading);
        await own.Open("/office/me/password");
        own.Fill("今のパスワード", Practice.Password).Fill("確認コード", OfficeDoorTests.App(city, "tanaka")).Fill("新しいパスワード", New)
            .Fill("新しいパスワード（もう一度）", New);
        await own.Choose("パスキーも削除しますか/はい").Press("パスワードを変える");
        Assert.Equal("自分の設定", own.Heading);
        Assert.Equal(0, await Passkeys(city, account));
        Assert.Equal("職員のサインイン", (await other.Open("/office/me")).Heading);
        Assert.True(await city.Read(db => db.Set<Messages.InboxMessage>()
            .AnyAsync(m => m.Account == account && m.Subject == "パスワードが変わりました")));
    }

    [Theory, BothDatabases]
    public async Task 窓口で認証の手段を失効させると本人にメールで知らせる(string database)
    {
        await using var city = await City.Start(database);
        var (account, person) = await city.Person("清瀬 花子");
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open($"/office/residents/{person}/reset/{account}");
        await tanaka.Choose("確かめた本人確認書類/運転免許証").Press("失効させる");
        await Told(city, "hanako@example.jp", "使えなくなりました");
    }

    [Theory, BothDatabases]
    public async Task サインインすると_そのブラウザーの前のサインインは終わる(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await ResidentDoorTests.Guest(city, "tabi@example.jp");
        await visitor.Open("/sign-in");
        await visitor.Fill("メールアドレス", "hanako@example.jp").Fill("パスワード", Practice.Password).Press("次へ進む");
        var step = visitor.Path;
        for (var times = 0; times < 2; times++)
        {
            city.Clock.Pass(TimeSpan.FromSeconds(Totp.StepSeconds));
            await visitor.Open(step);
            await visitor.Fill("確認コード", OfficeDoorTests.App(city, "hanako@example.jp")).Press("サインインする");
            Assert.Equal("/my", visitor.Path);
            Assert.Equal(1, await city.Read(db => db.Set<Session>().CountAsync(s => s.EndedAt == null)));
        }

        var tanaka = await city.Visitor().Open("/office/sign-in");
        await tanaka.Fill("ログイン名", "tanaka").Fill("パスワード", Practice.Password).Press("次へ進む");
        step = tanaka.Path;
        for (var times = 0; times < 2; times++)
        {
            city.Clock.Pass(TimeSpan.FromSeconds(Totp.StepSeconds));
            await tanaka.Open(step);
            await tanaka.Fill("確認コード", OfficeDoorTests.App(city, "tanaka")).Press("サインインする");
            Assert.Equal("/office", tanaka.Path);
            Assert.Equal(1, await city.Read(db => db.Set<Session>().CountAsync(s => s.EndedAt == null && s.Kind == ActorKind.Officer)));
        }
    }

    [Theory, BothDatabases]
    public async Task 確認コードは件名になく_データベースのどこにも読める形では残らない(string database)
    {
        await using var city = await City.Start(database);
        var visitor = await city.Visitor().Open("/guest");
        await visitor.Fill("メールアドレス", "tabi@example.jp").Press("確認コードを送る");
        for (var tries = 0; tries < 100 && city.Simulator.Mails.Mails.Count == 0; tries++)
        {
            await city.Settle();
            await Task.Delay(50);
        }
        var mail = city.Simulator.Mails.Mails.Single();
        var code = System.Text.RegularExpressions.Regex.Match(mail.Text, "確認コードは ([0-9]{6})").Groups[1].Value;
        Assert.Equal(6, code.Length);
        Assert.DoesNotContain(code, mail.Subject, StringComparison.Ordinal);
        var kept = await city.Read(async db => string.Join('\n',
            (await db.Set<Messages.Mail>().Select(m => m.Subject + " " + m.SealedText).ToListAsync())
                .Concat(await db.Set<MailCode>().Select(c => c.CodeHash + " " + c.Purpose).ToListAsync())
                .Concat(await db.Set<OutboxItem>().Select(o => o.Payload).ToListAsync())
                .Concat(await db.Set<JournalEntry>().Select(e => e.Facts).ToListAsync())
                .Concat((await db.Set<Submission>().Select(s => s.Location).ToListAsync()).OfType<string>())
                    .Select(text => System.Text.RegularExpressions.Regex.Replace(text,
                    "[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|[0-9a-f]{64}", ""))));
        Assert.DoesNotContain(code, kept, StringComparison.Ordinal);
    }
}
