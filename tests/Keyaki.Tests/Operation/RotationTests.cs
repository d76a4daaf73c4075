using System.Net;
using System.Security.Cryptography;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Residents;
using Keyaki.Tests.Pages;
using Keyaki.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Operation;

/// <summary>A master key is retired: everything goes over to a new one, and nothing is left that the old one opens or proves.</summary>
public sealed class RotationTests
{
    const string Mail = "tabi@example.jp";

    static string KeyFile(Site site) => Path.Combine(site.Folder, "master.key");

    /// <summary>A city in which there is something of every kind: accounts with an app, a guest with a draft and a case, mails, sealed
    /// batches, a link that somebody keeps.</summary>
    static async Task<(City City, string Link)> Lived(string database)
    {
        var city = await City.Start(database);
        await ResidentDoorTests.SignIn(city, "hanako@example.jp");
        var guest = await ResidentDoorTests.Guest(city, Mail, "/procedures/cancer-screening/apply");
        await ApplyTests.Screening(guest, "旅野 たび");
        await guest.Press("この内容で申し込む");
        await (await guest.Open("/procedures/bulky-waste/apply")).Press("入力を始める");
        await city.Services.GetRequiredService<Sealer>().Run();
        var visit = city.Clock.NewId();
        var link = city.Services.GetRequiredService<Proofs>().Of(visit, "visit");
        return (city, $"{visit:N} {link}");
    }

    static async Task<Site> Closed(City city)
    {
        city.Keep();
        await city.DisposeAsync();
        return city.Site;
    }

    /// <summary>How many boxes and keyed hashes of the database this key alone opens or makes.</summary>
    static async Task<int> Opens(IDatabase database, MasterKey key)
    {
        await using var db = database.OpenReader();
        var boxes = new List<(string Text, string Purpose)>();
        foreach (var c in await db.Set<Credential>().ToListAsync())
            boxes.AddRange([(c.Label, Credential.LabelPurpose), (c.SealedTotp ?? "", "totp")]);
        foreach (var a in await db.Set<Account>().ToListAsync()) boxes.Add((a.SealedMail, "mail"));
        foreach (var g in await db.Set<GuestVisitor>().ToListAsync()) boxes.Add((g.SealedMail, "mail"));
        foreach (var a in await db.Set<Application>().ToListAsync()) boxes.Add((a.SealedMail ?? "", "mail"));
        foreach (var d in await db.Set<DraftApplication>().ToListAsync()) boxes.Add((d.SealedMail ?? "", "mail"));
        foreach (var s in await db.Set<Session>().ToListAsync()) boxes.Add((s.SealedMail ?? "", "mail"));
        foreach (var k in await db.Set<JournalKey>().ToListAsync()) boxes.Add((k.SealedPrivate, "journal"));
        return boxes.Count(b => b.Text.Length > 0 && Opened(key, b.Text, b.Purpose))
            + await db.Set<GuestVisitor>().CountAsync(g => g.BlindMail == Mails.Blind(Mail, key)) + await db.Set<Application>()
                .CountAsync(a => a.MailKey == Mails.Blind(Mail, key))
            + await db.Set<DraftApplication>().CountAsync(a => a.MailKey == Mails.Blind(Mail, key));
    }

    static bool Opened(MasterKey key, string text, string purpose)
    {
        try
        {
            key.Open(text, purpose);
            return true;
        }
        catch (CryptographicException) { return false; }
    }

    static MasterKey Alone(Site site, int line)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("keyaki-line-").FullName, "key");
        File.WriteAllText(file, File.ReadAllLines(KeyFile(site))[line]);
        return MasterKey.Load(file, create: false);
    }

    [Theory, BothDatabases]
    public async Task 鍵を取り替えると_前の鍵では何も開かず_その行を消してもまちは始まり_すべて動く(string database)
    {
        var (city, link) = await Lived(database);
        var before = await Opens(city.Database, Alone(city.Site, 0));
        Assert.True(before >= 12, $"{before}");
        var site = await Closed(city);
        var done = await Aside.Alone(site, "key", "rotate");
        Assert.True(done.Code == 0, done.Said);
        Assert.Contains("residents_accounts 済み", done.Said, StringComparison.Ordinal);
        Assert.Contains("もう要りません", done.Said, StringComparison.Ordinal);
        var (old, now) = (Alone(site, 1), Alone(site, 0));
        Assert.All(now.Ids.Concat(old.Ids), id => Assert.Contains(id, done.Said, StringComparison.Ordinal));
        await File.WriteAllLinesAsync(KeyFile(site), File.ReadAllLines(KeyFile(site))[..1]);

        await using var again = await City.Open(site);
        Assert.Equal(0, await Opens(again.Database, old));
        Assert.True(await Opens(again.Database, now) >= before - 2, "a box was lost");
        again.Clock.Pass(TimeSpan.FromMinutes(2)); // the app shows another code
        var hanako = await ResidentDoorTests.SignIn(again, "hanako@example.jp");
        Assert.Equal("/my", hanako.Path);
        var guest = await (await ResidentDoorTests.Guest(again, Mail, "/procedures/cancer-screening/apply")).Open("/my");
        Assert.Contains("がん検診の申込", guest.Text, StringComparison.Ordinal);
        Assert.Equal(1, await again.Read(db => db.Set<GuestVisitor>().CountAsync()));
        // A link that somebody keeps goes on leading where it led.
        Assert.Equal(link[33..], again.Services.GetRequiredService<Proofs>().Of(Guid.ParseExact(link[..32], "N"), "visit"));
        await again.Services.GetRequiredService<Sealer>().Run();
        var verified = await Aside.Running(again, "journal", "verify");
        Assert.True(verified.Code == 0, verified.Said);
        // The signing key is a new one; the old public key stays outside, and its private half is nowhere.
        Assert.Equal(2, (await Anchor.Read(Path.Combine(again.Folder, "anchors.txt")))?.Keys.Count);
        Assert.Equal(1, await again.Read(db => db.Set<JournalKey>().CountAsync(k => k.SealedPrivate != "")));
    }

    [Theory, BothDatabases]
    public async Task 取り替えを途中で止めても_まちは両方の鍵で動き_続きから終わりまで進む(string database)
    {
        var (city, _) = await Lived(database);
        var site = await Closed(city);
        await using (var hall = City.Closed(site))
        {
            var rotation = hall.Services.GetRequiredService<Rotation>();
            await rotation.Begin(leaked: false);
            // The power goes when the first table is done: before the accounts and the guests.
            await Assert.ThrowsAsync<IOException>(() =>
                rotation.Run((_, table) => table is null ? Task.CompletedTask : throw new IOException("power")));
        }
        var whole = await File.ReadAllLinesAsync(KeyFile(site));
        await File.WriteAllLinesAsync(KeyFile(site), whole[..1]);
        Assert.Contains("前の鍵の行がまだ要ります", (await Assert.ThrowsAsync<SettingFault>(() => City.Open(site))).Message, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(KeyFile(site), whole);

        await using var again = await City.Open(site);
        again.Clock.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("/my", (await ResidentDoorTests.SignIn(again, "hanako@example.jp")).Path);
        Assert.Contains("がん検診の申込", (await (await ResidentDoorTests.Guest(again, Mail, "/procedures/cancer-screening/apply"))
            .Open("/my")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await again.Read(db => db.Set<GuestVisitor>().CountAsync()));
        // Whoever has an account is known by it under either key.
        var second = await again.Visitor().Open("/guest");
        await second.Fill("メールアドレス", "hanako@example.jp").Press("確認コードを送る");
        await second.Fill("確認コード", await ResidentDoorTests.Mailed(again, "hanako@example.jp")).Press("確認する");
        Assert.StartsWith("/sign-in?", second.Path, StringComparison.Ordinal);
        var rows = (await again.Read(db => Rotation.Of(db, again.Services.GetRequiredService<MasterKey>())))?.Rows;
        var done = await Aside.Running(again, "key", "rotate");
        Assert.True(done.Code == 0, done.Said);
        Assert.DoesNotContain("新しい鍵（" + Alone(site, 0).Ids[0] + "）を鍵のファイル", done.Said, StringComparison.Ordinal);
        Assert.True((await again.Read(db => Rotation.Of(db, again.Services.GetRequiredService<MasterKey>())))?.Rows > rows);
        Assert.Equal(0, await Opens(again.Database, Alone(site, 1)));
        // Once more says that it is done, and begins nothing.
        Assert.Contains("もう要りません", (await Aside.Running(again, "key", "rotate")).Said, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(KeyFile(site)).Length);
    }

    [Theory, BothDatabases]
    public async Task 取り替えの途中で送られた下書きの申込みも_前の鍵の行を消した後に本人が見つける(string database)
    {
        const string late = "okure@example.jp";
        var city = await City.Start(database);
        var guest = await ResidentDoorTests.Guest(city, late, "/procedures/cancer-screening/apply");
        await ApplyTests.Screening(guest, "旅野 おくれ");
        var check = guest.Path;
        var site = await Closed(city);
        await using (var hall = City.Closed(site))
        {
            var rotation = hall.Services.GetRequiredService<Rotation>();
            await rotation.Begin(leaked: false);
            await Assert.ThrowsAsync<IOException>(() =>
                rotation.Run((_, table) => table is "procedures_applications" ? throw new IOException("power") : Task.CompletedTask));
        }
        await using (var half = await City.Open(site))
        {
            var again = await (await ResidentDoorTests.Guest(half, late, "/procedures/cancer-screening/apply")).Open(check);
            await again.Press("この内容で申し込む");
            half.Keep();
        }
        Assert.Equal(0, (await Aside.Alone(site, "key", "rotate")).Code);
        await File.WriteAllLinesAsync(KeyFile(site), File.ReadAllLines(KeyFile(site))[..1]);
        await using var after = await City.Open(site);
        var key = after.Services.GetRequiredService<MasterKey>();
        Assert.Equal(1, await after.Read(db => db.Set<Application>().CountAsync(a => a.MailKey == Mails.Blind(late, key))));
    }

    [Theory, BothDatabases]
    public async Task 漏れたときの取り替えは_サインインも引換券も_前の鍵の印も終わらせる(string database)
    {
        var (city, link) = await Lived(database);
        var hanako = await ResidentDoorTests.SignIn(city, "hanako@example.jp") is var _
            ? await city.Token(ActorKind.Resident, (await city.Person("清瀬 花子")).Account, city.Clock) : "";
        var ticket = city.Services.GetRequiredService<Tickets>().Make("probe", "だれか", TimeSpan.FromDays(9));
        var mark = city.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("probe").Protect([1, 2, 3]);
        var site = await Closed(city);
        var done = await Aside.Alone(site, "key", "rotate", "--leaked");
        Assert.True(done.Code == 0, done.Said);
        await using var again = await City.Open(site); // both lines are still in the file
        Assert.Null(again.Services.GetRequiredService<Tickets>().Read<string>("probe", ticket));
        Assert.Equal("サインイン", (await again.Visitor().With(Doors.ResidentCookie, hanako, "/").Open("/my/account")).Heading);
        Assert.ThrowsAny<CryptographicException>(() => again.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("probe")
            .Unprotect(mark));
        Assert.NotEqual(link[33..], again.Services.GetRequiredService<Proofs>().Of(Guid.ParseExact(link[..32], "N"), "visit"));
    }

    [Theory, BothDatabases]
    public async Task 漏れた署名の鍵は控えに書かれ_その後に署名された束も_写しの一覧も信じられない(string database)
    {
        var (copy, folder) = (Aside.Fresh(), Aside.Fresh());
        var city = await City.Start(database);
        await city.Services.GetRequiredService<Sealer>().Run();
        Assert.Equal(0, (await Aside.Running(city, "backup", folder)).Code);
        var anchor = Path.Combine(city.Folder, "anchors.txt");
        var old = (await Anchor.Read(anchor))?.Keys.Single() ?? "";
        var stolen = await city.Read(db => JournalKey.Standing(db));
        var site = await Closed(city);
        File.Copy(KeyFile(site), copy);
        Assert.Equal(0, (await Aside.Alone(site, "key", "rotate", "--leaked")).Code);
        Assert.Contains($"leaked {old} ", await File.ReadAllTextAsync(anchor), StringComparison.Ordinal);
        await using (var again = await City.Open(site))
        {
            await again.Services.GetRequiredService<Sealer>().Run();
            var verified = await Aside.Running(again, "journal", "verify");
            Assert.True(verified.Code == 0, verified.Said);
            Assert.Contains(old, verified.Said, StringComparison.Ordinal);
            // Another node's anchor says it, too.
            var other = Path.Combine(site.Folder, "other.txt");
            await again.Read(async db => { await new Anchor(other).Follow(db); return true; });
            Assert.Equal(await File.ReadAllLinesAsync(anchor), await File.ReadAllLinesAsync(other));

            // Whoever has the leaked key and the database puts the old key back, and seals with it.
            await again.Turns.Run((_, db, ct) => db.Set<JournalKey>().ExecuteUpdateAsync(k => k.SetProperty(x => x.SealedPrivate, ""), ct));
            await again.Turns.Run((_, db, ct) => db.Set<JournalKey>().Where(k => k.Public == old)
                .ExecuteUpdateAsync(k => k.SetProperty(x => x.SealedPrivate,
                (stolen ?? throw new InvalidOperationException()).SealedPrivate), ct));
            await again.Turns.Run(new Deed("test.done", "試した"),
                (_, _, journal, _) => Task.FromResult(journal.About("case", again.Clock.NewId())));
            await new Sealer(again.Database, MasterKey.Load(copy, create: false), again.Clock,
                new Anchor(Path.Combine(site.Folder, "away.txt"))).Run();
            Assert.Contains("漏れたと書かれた後の鍵", (await Aside.Running(again, "journal", "verify", "--anchor", anchor)).Said,
                StringComparison.Ordinal);
            await again.Read(async db => { await again.Services.GetRequiredService<Anchor>().Follow(db); return true; });
            var forged = await Aside.Running(again, "journal", "verify");
            Assert.Equal(1, forged.Code);
            Assert.Contains("漏れたと書かれた後の鍵", forged.Said, StringComparison.Ordinal);
            again.Keep();
        }
        // A copy from before is brought back only when somebody answers for it; and then the city begins with another key.
        var refused = await Aside.Alone(site, "restore", folder, "--over");
        Assert.Equal((1, true), (refused.Code, refused.Said.Contains("--key", StringComparison.Ordinal)));
        Assert.Equal(0, (await Aside.Alone(site, "restore", folder, "--over", "--key", old)).Code);
        Assert.Contains("keyaki key rotate --leaked", (await Assert.ThrowsAsync<SettingFault>(() => City.Open(site))).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, (await Aside.Alone(site, "key", "rotate", "--leaked")).Code);
        await using var healed = await City.Open(site);
        await healed.Services.GetRequiredService<Sealer>().Run();
        var whole = await Aside.Running(healed, "journal", "verify");
        Assert.True(whole.Code == 0, whole.Said);
    }

    [Theory, BothDatabases]
    public async Task 動いているサーバーのそばでは_新しい鍵を始めない(string database)
    {
        await using var city = await City.Start(database);
        Assert.Equal(2, (await Aside.Running(city, "key", "rotate")).Code);
        Assert.Single(await File.ReadAllLinesAsync(KeyFile(city.Site)));
        if (database == BothDatabases.Postgres) // another machine of the same city
            Assert.Contains("keyaki ", (await Assert.ThrowsAsync<DatabaseBusy>(() => Aside.Alone(city.Site, "key", "rotate"))).Message,
                StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 取り替える前のバックアップは_要る鍵の名前を言う(string database)
    {
        var folder = Aside.Fresh();
        var (city, _) = await Lived(database);
        Assert.Equal(0, (await Aside.Running(city, "backup", folder)).Code);
        var site = await Closed(city);
        Assert.Equal(0, (await Aside.Alone(site, "key", "rotate")).Code);
        var old = Alone(site, 1).Ids[0];
        await File.WriteAllLinesAsync(KeyFile(site), File.ReadAllLines(KeyFile(site))[..1]);
        var brought = await Aside.Alone(site, "restore", folder, "--over");
        Assert.Equal(1, brought.Code);
        Assert.Contains($"要るのは {old} です", brought.Said, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
        await site.Clear();
    }
}
