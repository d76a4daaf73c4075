using System.Net;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InResidents;

/// <summary>Who has to wait after wrong passwords, at both doors: whoever guesses, and nobody else.</summary>
public sealed class WaitingTests
{
    /// <summary>A door, as its visitors see it, and somebody of the story who uses it.</summary>
    sealed record Door(string Url, string Name, string Who, string Other, string Unknown)
    {
        public async Task<Visitor> Try(Visitor visitor, string password, string? who = null, string query = "")
        {
            await visitor.Open(Url + query);
            return await visitor.Fill(Name, who ?? Who).Fill("パスワード", password).Press("次へ進む");
        }

        /// <summary>Password and code of the app.</summary>
        public async Task<Visitor> Enter(City city, Visitor visitor, string? who = null)
        {
            await Try(visitor, Practice.Password, who);
            city.Clock.Pass(TimeSpan.FromSeconds(Totp.StepSeconds)); // the next code of the app, since each works once
            return await visitor.Fill("確認コード", OfficeDoorTests.App(city, who ?? Who)).Press("サインインする");
        }
    }

    static readonly Door Office = new("/office/sign-in", "ログイン名", "tanaka", "sato", "dareka");
    static readonly Door Residents = new("/sign-in", "メールアドレス", "hanako@example.jp", "ichiro@example.jp", "dareka@example.jp");
    const string Wrong = "chigau-password", Far = "198.51.100.7", Near = "203.0.113.9";

    public static TheoryData<string, bool> Doors =>
        new() { { BothDatabases.Sqlite, true }, { BothDatabases.Sqlite, false }, { BothDatabases.Postgres, true },
        { BothDatabases.Postgres, false } };

    static Door Of(bool office) => office ? Office : Residents;

    static async Task Guess(City city, Door door, string? who = null, int times = WrongTries.Free)
    {
        var stranger = city.Visitor().From(Far);
        for (var i = 0; i < times; i++) await door.Try(stranger, Wrong, who);
        await door.Try(stranger, Wrong, who);
        Assert.Contains("待ってから", stranger.Errors.Single(), StringComparison.Ordinal);
    }

    /// <summary>What a name that nobody has could be told by, was it not alike: work done, and rows left behind.</summary>
    sealed record Work(int Passwords, string Statements, string Rows);

    [Theory, MemberData(nameof(Doors))]
    public async Task 知らない名前でのサインインと待ち時間をなくす申し出は_知っている名前と同じ仕事をし_同じ数の記録を残す(string database, bool office)
    {
        await using var city = await City.Start(database);
        var door = Of(office);
        Task<int[]> Rows() => city.Read(async db => new[]
        {
            await db.Set<Attempts>().CountAsync(), await db.Set<MailCode>().CountAsync(), await db.Set<Messages.Mail>().CountAsync(),
            await db.Set<OutboxItem>().CountAsync(), await db.Set<JournalEntry>().CountAsync(), await db.Set<JournalPerson>().CountAsync(),
            await db.Set<Submission>().CountAsync(),
        });
        async Task<Work> Done(Func<Task> act)
        {
            var before = await Rows();
            await act();
            var left = (await Rows()).Zip(before, (now, then) => now - then);
            return new(city.Queries.LastPost.Hashed, string.Join('\n', city.Queries.LastPost.Sql), string.Join(' ', left));
        }
        var address = 0;
        // Each from a line of its own: what one left behind does not make the other's work another.
        Task<Work> SignIn(string who) => Done(() => door.Try(city.Visitor().From($"203.0.113.{++address}"), Wrong, who));
        Task<Work> Lift(string who) => Done(async () =>
        {
            var visitor = await city.Visitor().From($"203.0.113.{++address}").Open(door.Url + "/wait");
            await visitor.Fill(door.Name, who).Press("確認コードを送る");
            Assert.Contains(door.Url + "/wait/", visitor.Path, StringComparison.Ordinal);
        });
        var (known, unknown) = (await SignIn(door.Who), await SignIn(door.Unknown));
        Assert.Equal(1, known.Passwords);
        Assert.Contains("SELECT", known.Statements, StringComparison.Ordinal);
        Assert.Equal(known, unknown);
        (known, unknown) = (await Lift(door.Who), await Lift(door.Unknown));
        Assert.Equal("1", known.Rows.Split(' ')[2]);
        Assert.Equal(known, unknown);
        await city.Settle();
        // To an officer whom nobody knows nothing leaves; a resident's address is whoever's it is.
        Assert.Equal(office ? 1 : 2, city.Simulator.Mails.Mails.Count);
        Assert.Equal(0, await city.Read(db => db.Set<OutboxItem>().CountAsync(i => i.DeadAt != null)));
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task ほかの人が間違え続けても_前にサインインした端末からは待たずに入れる(string database, bool office)
    {
        await using var city = await City.Start(database);
        var (door, own, other) = (Of(office), city.Visitor().From(Near), city.Visitor().From(Near));
        Assert.Equal(HttpStatusCode.OK, (await door.Enter(city, own)).Status);
        await own.Press("サインアウト");
        await Guess(city, door);
        Assert.Contains("待ってから", (await door.Try(other, Practice.Password)).Errors.Single(), StringComparison.Ordinal);
        Assert.Equal("確認コードの入力", (await door.Try(own, Practice.Password)).Heading);
        city.Clock.Pass(TimeSpan.FromSeconds(Totp.StepSeconds));
        await own.Fill("確認コード", OfficeDoorTests.App(city, door.Who)).Press("サインインする");
        Assert.Equal(office ? "/office" : "/my", own.Path);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task 端末の印は別のアカウントには効かず_自分の間違いは自分で数える(string database, bool office)
    {
        await using var city = await City.Start(database);
        var (door, own) = (Of(office), city.Visitor().From(Near));
        await door.Enter(city, own);
        await own.Press("サインアウト");
        await Guess(city, door, door.Other);
        Assert.Contains("待ってから", (await door.Try(own, Practice.Password, door.Other)).Errors.Single(), StringComparison.Ordinal);
        for (var i = 0; i < WrongTries.Free; i++)
            Assert.Contains("違います", (await door.Try(own, Wrong)).Errors.Single(), StringComparison.Ordinal);
        Assert.Contains("待ってから", (await door.Try(own, Practice.Password)).Errors.Single(), StringComparison.Ordinal);
        Assert.Equal("確認コードの入力", (await door.Try(city.Visitor().From(Near), Practice.Password)).Heading);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task 端末の印は90日で終わり_パスワードが変わっても終わる(string database, bool office)
    {
        await using var city = await City.Start(database);
        var (door, own) = (Of(office), city.Visitor().From(Near));
        await door.Enter(city, own);
        await own.Press("サインアウト");
        city.Clock.Pass(Devices.Good - TimeSpan.FromHours(1));
        await Guess(city, door);
        Assert.Equal("確認コードの入力", (await door.Try(own, Practice.Password)).Heading);
        city.Clock.Pass(TimeSpan.FromHours(2));
        await door.Try(city.Visitor().From(Far), Wrong);
        Assert.Contains("待ってから", (await door.Try(own, Practice.Password)).Errors.Single(), StringComparison.Ordinal);

        city.Clock.Pass(WrongTries.LongestWait);
        await door.Enter(city, own);
        await own.Press("サインアウト");
        await city.Turns.Run(async (_, db, ct) =>
        {
            var hash = Credential.Hash(Practice.Password);
            foreach (var credential in await db.Set<Credential>().AsTracking().ToListAsync(ct))
                credential.Use(hash, city.Clock.GetUtcNow());
            return true;
        });
        await Guess(city, door);
        Assert.Contains("待ってから", (await door.Try(own, Practice.Password)).Errors.Single(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task 続けて100回間違えると_本人が入るまで_はじめての端末からは受け付けない(string database, bool office)
    {
        await using var city = await City.Start(database);
        var (door, own, stranger) = (Of(office), city.Visitor().From(Near), city.Visitor().From(Far));
        await door.Enter(city, own);
        await own.Press("サインアウト");
        await door.Try(stranger, Wrong);
        await city.Turns.Run(async (_, db, ct) =>
        {
            foreach (var row in await db.Set<Attempts>().AsTracking().Where(a => a.Kept).ToListAsync(ct))
                row.Failures = WrongTries.Most - 1;
            return true;
        });
        city.Clock.Pass(WrongTries.LongestWait);
        Assert.Contains("違います", (await door.Try(stranger, Wrong)).Errors.Single(), StringComparison.Ordinal);
        // A year later, and after each hourly clearing, it is shut as before.
        city.Clock.Pass(TimeSpan.FromDays(60));
        await city.Turns.Run(async (_, db, ct) => { await Throttle.Sweep(db, city.Clock.GetUtcNow().AddYears(1), ct); return true; });
        Assert.Contains("はじめて使う端末からは受け付けていません", (await door.Try(stranger, Practice.Password)).Errors.Single(), StringComparison.Ordinal);
        await door.Enter(city, own);
        Assert.Equal(office ? "/office" : "/my", own.Path);
        Assert.Equal("確認コードの入力", (await door.Try(stranger, Practice.Password)).Heading);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task 一つの回線で多くの人が間違えても_ほかの人の待ち時間は2分までになる(string database, bool office)
    {
        await using var city = await City.Start(database);
        var (door, own, stranger, beside) = (Of(office), city.Visitor().From(Far), city.Visitor().From(Far), city.Visitor().From(Far));
        await door.Enter(city, own);
        await own.Press("サインアウト");
        for (var i = 0; i < Crowd.Free; i++) await door.Try(stranger, Wrong, $"{i}{door.Unknown}");
        Assert.Contains("待ってから", (await door.Try(beside, Practice.Password)).Errors.Single(), StringComparison.Ordinal);
        Assert.Equal("確認コードの入力", (await door.Try(own, Practice.Password)).Heading);
        Assert.Equal("確認コードの入力", (await door.Try(city.Visitor().From(Near), Practice.Password)).Heading);
        city.Clock.Pass(Crowd.Forgets);
        Assert.Equal("確認コードの入力", (await door.Try(beside, Practice.Password)).Heading);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task 入れた人の間違いは回線の数から引かれ_ほかの人の間違いは残る(string database, bool office)
    {
        await using var city = await City.Start(database);
        var (door, own, stranger) = (Of(office), city.Visitor().From(Far), city.Visitor().From(Far));
        for (var i = 0; i < 3; i++) await door.Try(own, Wrong);
        for (var i = 0; i < 2; i++) await door.Try(stranger, Wrong, door.Unknown);
        Assert.Equal(new[] { 2, 2, 3, 3, 5 }, await Counts(city));
        await door.Enter(city, own);
        Assert.Equal(new[] { 2, 2, 2 }, await Counts(city));
    }

    static Task<int[]> Counts(City city) =>
        city.Read(async db => (await db.Set<Attempts>().Select(a => a.Failures).ToListAsync()).Where(f => f > 0).Order().ToArray());

    [Theory, MemberData(nameof(Doors))]
    public async Task 間違った確認コードは別に数え_他人のパスワードの間違いに止められない(string database, bool office)
    {
        await using var city = await City.Start(database);
        var (door, own) = (Of(office), city.Visitor().From(Near));
        await door.Try(own, Practice.Password);
        await Guess(city, door);
        await own.Fill("確認コード", OfficeDoorTests.App(city, door.Who)).Press("サインインする");
        Assert.Equal(office ? "/office" : "/my", own.Path);

        var second = city.Visitor().From(Near);
        await door.Try(second, Practice.Password);
        for (var i = 0; i < WrongTries.Free; i++) await second.Fill("確認コード", "000000").Press("サインインする");
        await second.Fill("確認コード", "000000").Press("サインインする");
        Assert.Contains("待ってから", second.Errors.Single(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task 登録のない名前にも_同じ言葉と同じ手間で答え_同じように待たせる(string database, bool office)
    {
        await using var city = await City.Start(database);
        var door = Of(office);
        async Task<(string Said, int Asked)[]> Answers(string who)
        {
            var visitor = city.Visitor().From(Far);
            var all = new List<(string, int)>();
            for (var i = 0; i <= WrongTries.Free; i++)
            {
                await door.Try(visitor, Wrong, who);
                all.Add((visitor.Errors.Single(), city.Queries.Last.Count));
            }
            return [.. all];
        }
        Assert.Equal(await Answers(door.Who), await Answers(door.Unknown));
        // Both keep their count for as long as a person might go on trying, and the clearing between does not tell them apart.
        city.Clock.Pass(TimeSpan.FromDays(30));
        await city.Turns.Run(async (_, db, ct) => { await Throttle.Sweep(db, city.Clock.GetUtcNow(), ct); return true; });
        foreach (var who in new[] { door.Who, door.Unknown })
        {
            await door.Try(city.Visitor().From(Near), Wrong, who);
            Assert.Contains("待ってから", (await door.Try(city.Visitor().From(Near), Wrong, who)).Errors.Single(), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task 待ち時間はメールの確認コードでなくせるが_1回だけで_パスワードとアプリの数字はそれでも要る(string database, bool office)
    {
        await using var city = await City.Start(database);
        var (door, mail) = (Of(office), office ? "tanaka@city.example" : Residents.Who);
        await Guess(city, door);
        var own = await city.Visitor().From(Near).Open(door.Url);
        await own.Follow("待つように言われて");
        await own.Fill(door.Name, door.Who).Press("確認コードを送る");
        await own.Fill("確認コード", await ResidentDoorTests.Mailed(city, mail)).Press("確認する");
        Assert.Contains("待たずに入力できます", own.Text, StringComparison.Ordinal);
        var lifted = own.Path[door.Url.Length..];
        Assert.Contains("待ってから", (await door.Try(city.Visitor().From(Near), Practice.Password)).Errors.Single(), StringComparison.Ordinal);
        Assert.Contains("違います", (await door.Try(own, Wrong, query: lifted)).Errors.Single(), StringComparison.Ordinal);
        Assert.Contains("待ってから", (await door.Try(own, Practice.Password, query: lifted)).Errors.Single(), StringComparison.Ordinal);

        await own.Open(door.Url + "/wait");
        await own.Fill(door.Name, door.Who).Press("確認コードを送る");
        await own.Fill("確認コード", await ResidentDoorTests.Mailed(city, mail)).Press("確認する");
        await own.Fill(door.Name, door.Who).Fill("パスワード", Practice.Password).Press("次へ進む");
        Assert.Contains("認証アプリに表示されている", own.Text, StringComparison.Ordinal);
        // It lifts the wait of its own name only, and nothing once the account is shut.
        await Guess(city, door, door.Other);
        Assert.Contains("待ってから", (await door.Try(city.Visitor().From(Near), Practice.Password, door.Other, lifted)).Errors.Single(),
            StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 登録のないログイン名にも_確認コードを送ったのと同じ答えをし_どちらも続けては送らない(string database)
    {
        await using var city = await City.Start(database);
        async Task<Visitor> Asked(string who, string from = Near)
        {
            var visitor = await city.Visitor().From(from).Open(Office.Url + "/wait");
            return await visitor.Fill(Office.Name, who).Press("確認コードを送る");
        }
        foreach (var who in new[] { Office.Who, Office.Unknown })
        {
            for (var i = 0; i < MailCode.MostPerHourFromOneLine; i++) Assert.Equal("確認コードの入力", (await Asked(who)).Heading);
            Assert.Contains("続けて送りました", (await Asked(who)).Errors.Single(), StringComparison.Ordinal);
            Assert.Equal("確認コードの入力", (await Asked(who, Far)).Heading);
        }
        await city.Settle();
        Assert.All(city.Simulator.Mails.Mails, m => Assert.Contains("tanaka@city.example", m.Recipients));
        // Nobody gets in by trying what was never sent.
        var unknown = await Asked(Office.Unknown, "203.0.113.77");
        for (var i = 0; i < MailCode.MostTries; i++) await unknown.Fill("確認コード", $"00000{i}").Press("確認する");
        Assert.Contains("使えなくなりました", unknown.Errors.Single(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task パスワードを決め直した端末は_ほかの人が間違え続けていても入れる(string database)
    {
        await using var city = await City.Start(database);
        await Guess(city, Residents);
        var own = await city.Visitor().From(Near).Open("/account/forgot");
        await own.Fill("メールアドレス", Residents.Who).Press("確認コードを送る");
        await own.Fill("確認コード", await ResidentDoorTests.Mailed(city, Residents.Who)).Fill("新しいパスワード", "sora-no-iro-wa-ao")
            .Fill("新しいパスワード（もう一度）", "sora-no-iro-wa-ao").Press("パスワードを決める");
        await Guess(city, Residents);
        Assert.Equal("確認コードの入力", (await Residents.Try(own, "sora-no-iro-wa-ao")).Heading);
        Assert.Contains("認証アプリに表示されている", own.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 確認コードの手紙は用途ごと回線ごとに数え_ほかの用途や本人の分を使い切らない(string database)
    {
        await using var city = await City.Start(database);
        async Task<Visitor> Ask(string from, string page)
        {
            var visitor = await city.Visitor().From(from).Open(page);
            return await visitor.Fill("メールアドレス", "tabi@example.jp").Press("確認コードを送る");
        }
        for (var i = 0; i < MailCode.MostPerHourFromOneLine; i++) Assert.Equal("確認コードの入力", (await Ask(Far, "/guest")).Heading);
        Assert.Contains("続けて送りました", (await Ask(Far, "/guest")).Errors.Single(), StringComparison.Ordinal);
        Assert.Equal("新しいパスワード", (await Ask(Far, "/account/forgot")).Heading);
        Assert.Equal("確認コードの入力", (await Ask(Far, "/sign-in/wait")).Heading);
        Assert.Equal("確認コードの入力", (await Ask(Near, "/guest")).Heading);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("2", true)]
    public async Task 信じるプロキシの段数は設定できる(string hops, bool apart)
    {
        await using var city = await City.Start(BothDatabases.Sqlite, new Dictionary<string, string?> { ["Keyaki:ProxyCount"] = hops });
        var stranger = city.Visitor().From($"{Far}, 127.0.0.9");
        for (var i = 0; i < Crowd.Free; i++) await Office.Try(stranger, Wrong, $"{i}{Office.Unknown}");
        var own = await Office.Try(city.Visitor().From($"{Near}, 127.0.0.9"), Practice.Password);
        Assert.Equal(apart ? "確認コードの入力" : "職員のサインイン", own.Heading);
    }
}
