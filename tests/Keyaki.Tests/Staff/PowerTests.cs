using System.Net;
using Keyaki.Approvals;
using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Messages;
using Keyaki.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InStaff;

/// <summary>Power is given by two persons.</summary>
public sealed class PowerTests
{
    static async Task<Visitor> Register(City city, string by, string post = "環境課 主事", string mail = "aoi@city.example")
    {
        var first = await (await city.Officer(by)).Open("/office/officers/new");
        first.Fill("氏名", "新座 葵").Fill("氏名のフリガナ", "ニイザ アオイ").Fill("ログイン名", "niiza").Fill("メールアドレス", mail);
        OfficeDoorTests.Pick(first, "所属", "環境課");
        OfficeDoorTests.Pick(first, "職", post);
        return await first.Press("確認に回す");
    }

    static async Task<Visitor> Ask(City city, string by, string whom, string post)
    {
        var first = await (await city.Officer(by)).Open("/office/officers");
        await (await first.Follow(whom)).Follow("職を割り当てる");
        OfficeDoorTests.Pick(first, "職", post);
        await first.Fill("いつから/年", "2026").Fill("いつから/月", "11").Fill("いつから/日", "24").Press("確認に回す");
        Assert.Equal("職の割当て", first.Heading);
        return first;
    }

    [Theory, BothDatabases]
    public async Task 一人だけでどう操作しても_だれの権限も増えず_だれのリンクもできない(string database)
    {
        foreach (var (login, seed) in new[] { ("nakamura", 1), ("kato", 2), ("takahashi", 3) })
        {
            await using var city = await City.Start(database);
            var (open, suzuki) = (await city.Composter(), await city.OfficerId("suzuki"));
            await OfficeCases.Proposed(city, open, suzuki, "kankyo-bucho");
            var (before, me) = (await Powers.Reach(city), await city.OfficerId(login));
            var wanderer = new Wanderer(city, await city.Officer(login), new Random(seed));
            for (var i = 0; i < 150; i++)
            {
                await wanderer.Step();
                var now = await Powers.Reach(city);
                foreach (var (who, reach) in now)
                    Assert.True(before.TryGetValue(who, out var had) && reach.IsSubsetOf(had),
                    $"{login}、{i}手目：{who} が {string.Join(' ', reach.Except(before.GetValueOrDefault(who, [])))} を得た");
                Assert.False(await city.Read(db => db.Set<WelcomeLink>().AnyAsync()));
                Assert.False(await city.Read(db => db.Set<Session>().AnyAsync(s => s.Account != me)));
                Assert.False(await city.Read(db => db.Set<Step>().AnyAsync(s => s.Holder == me && s.State == StepState.Pending)));
            }
            var asked = await city.Read(db => db.Set<PowerChange>().Select(c => c.Kind).Distinct().CountAsync());
            // A walk that never came near would prove nothing.
            if (login != "takahashi") Assert.True(asked >= 4, string.Join('\n', wanderer.Sent));
        }
    }

    [Theory, BothDatabases]
    public async Task 何でも認める二人目がいても_申し出た人は自分の権限を増やせず_ほかの人のリンクも使えない(string database)
    {
        await using var city = await City.Start(database);
        var before = (await Powers.Reach(city))["nakamura"];
        var (visitor, yoshida) = (await city.Officer("nakamura"), await city.Officer("yoshida"));
        var wanderer = new Wanderer(city, visitor, new Random(4));
        for (var i = 0; i < 100; i++)
        {
            await wanderer.Step();
            await yoshida.Open(Changes.Url);
            if (yoshida.Page.QuerySelector("td.cell-head a") is { } waiting
                && yoshida.Text.Contains("あなたが確認できます", StringComparison.Ordinal))
            {
                await yoshida.Open(waiting.GetAttribute("href") ?? "");
                if (yoshida.Text.Contains("確認の結果を記録する", StringComparison.Ordinal))
                    await yoshida.Choose("この内容を認めますか/はい").Press("確認の結果を記録する");
            }
            Assert.Subset(before, (await Powers.Reach(city))["nakamura"]);
        }
        // Who asked has chosen the address, so may read the mails; the number is what they never see.
        await city.Settle();
        var halves = city.Simulator.Mails.Mails.Where(m => m.Text.Contains("/begin", StringComparison.Ordinal))
            .Select(m => m.Text.Split("/office/welcome/")[1].Split('/')[0])
            .Concat(wanderer.Seen.Where(s => s.Contains("/begin", StringComparison.Ordinal))
                .Select(s => s.Split("/office/welcome/")[1].Split('/')[0])).Distinct().ToList();
        Assert.NotEmpty(halves);
        Assert.True(await city.Read(db => db.Set<WelcomeLink>().AnyAsync()));
        var hashes = await city.Read(db => db.Set<WelcomeLink>().Select(l => l.TokenHash).ToListAsync());
        foreach (var half in halves)
            foreach (var number in wanderer.Seen.Append(""))
                Assert.DoesNotContain(WelcomeLink.HashOf(Doors.Hash(half), WelcomeLink.Typed(number),
                city.Services.GetRequiredService<MasterKey>()), hashes);
    }

    [Theory, BothDatabases]
    public async Task 職員の登録は二人目が認めるまで行われず_リンクと番号は別の道で本人に届く(string database)
    {
        await using var city = await City.Start(database);
        var nakamura = await Register(city, "nakamura");
        Assert.Equal("職員の登録", nakamura.Heading);
        Assert.Contains("自分が申し出たことは、ほかの人が確認します。", nakamura.Text, StringComparison.Ordinal);
        Assert.False(await city.Read(db => db.Set<Officer>().AnyAsync(o => o.Login == "niiza")));
        // The head of the department holds the power already; another department's head does not even see it.
        var change = nakamura.Path;
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("watanabe")).Open(change)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("yamamoto")).Open(change)).Status);
        var begin = await Powers.Confirmed(city, "takahashi");
        Assert.StartsWith("/office/welcome/", begin, StringComparison.Ordinal);
        Assert.True(await city.Read(db => db.Set<Officer>().AnyAsync(o => o.Login == "niiza" && o.Mail == "aoi@city.example")));
        var mail = city.Simulator.Mails.Mails.Single(m => m.Recipients.Contains("aoi@city.example"));
        Assert.Equal(1, await city.Read(db => db.Set<WelcomeLink>().CountAsync(l => l.UsedAt == null)));
        await nakamura.Open("/office/messages");
        Assert.Contains("申し出たことが確認されました", nakamura.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 聞いた番号を続けて間違えると待たされ_番号はアドレスに載らず_鍵のない人は控えから番号を試せない(string database)
    {
        await using var city = await City.Start(database);
        await Register(city, "nakamura");
        city.Simulator.Mails.Clear();
        var number = await Powers.Confirm(city, "takahashi") ?? "";
        await city.Settle();
        var link = Powers.FirstHalf(city);
        var first = link.Split('/')[3];
        var kept = await city.Read(db => db.Set<WelcomeLink>().Select(l => l.TokenHash).SingleAsync());
        Assert.DoesNotContain(kept, new[] { Doors.Hash(Doors.Hash(first) + WelcomeLink.Typed(number)),
            Doors.Hash($"{Doors.Hash(first)} {WelcomeLink.Typed(number)}") });
        // What once stood in an address opens nothing.
        Assert.Equal(HttpStatusCode.Gone, (await city.Visitor().Open($"/office/welcome/{first}-{WelcomeLink.Typed(number)}")).Status);
        var guesser = await city.Visitor().Open(link);
        for (var i = 0; i < WrongTries.Free; i++)
        {
            await guesser.Fill("聞いた番号", $"0000-0000-000{i}").Press("次へ進む");
            Assert.Contains("リンクと番号が合わない", guesser.Errors.Single(), StringComparison.Ordinal);
        }
        await guesser.Fill("聞いた番号", number).Press("次へ進む");
        Assert.Contains("待ってから", guesser.Errors.Single(), StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await guesser.Fill("聞いた番号", number).Press("次へ進む");
        Assert.Equal("サインインの準備", guesser.Heading);
        Assert.DoesNotContain(WelcomeLink.Typed(number), guesser.Path, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, BothDatabases]
    public async Task メールアドレスのない職員には_申し出た人が前半を_確認した人が番号を渡す(string database)
    {
        await using var city = await City.Start(database);
        var nakamura = await Register(city, "nakamura", mail: "");
        var link = new Uri(nakamura.Page.QuerySelector("code.app-key")?.TextContent ?? "").AbsolutePath;
        var early = await city.Visitor().Open(link);
        await early.Fill("聞いた番号", "0000-0000-0000").Press("次へ進む");
        Assert.Contains("リンクと番号が合わない", early.Errors.Single(), StringComparison.Ordinal);
        var number = await Powers.Confirm(city, "yoshida");
        Assert.NotNull(number);
        await city.Settle();
        Assert.DoesNotContain(city.Simulator.Mails.Mails, m => m.Text.Contains("/begin", StringComparison.Ordinal));
        var aoi = await city.Visitor().Open(link);
        await aoi.Fill("聞いた番号", number).Press("次へ進む");
        Assert.Equal("サインインの準備", aoi.Heading);
    }

    [Theory, BothDatabases]
    public async Task 本人は自分の権限を認められず_メールと画面で知らされる(string database)
    {
        await using var city = await City.Start(database);
        var change = (await Ask(city, "nakamura", "加藤 正", "総務課 課長")).Path;
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Recipients.Contains("kato@city.example")
            && m.Text.Contains("総務課 課長", StringComparison.Ordinal));
        var kato = await (await city.Officer("kato")).Open(change);
        Assert.Contains("自分に関わることは、ほかの人が確認します。", kato.Text, StringComparison.Ordinal);
        Assert.Contains("あなたの権限についての申し出がありました", (await kato.Open("/office/messages")).Text, StringComparison.Ordinal);
        // Sent all the same, as no page offers it.
        var token = kato.Page.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        await kato.Post(change, ("__RequestVerificationToken", token), ("agreed", "yes"), ("_key", "x1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kato.Status);
        Assert.Null(await city.Read(db => db.Set<PowerChange>().Select(c => c.Agreed).SingleAsync()));
        await Powers.Confirm(city, "yoshida");
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Recipients.Contains("kato@city.example")
            && m.Subject.Contains("あなたの権限が変わりました", StringComparison.Ordinal));
        Assert.Contains("総務課 課長", (await kato.Open("/office/me")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 認めないときは理由が要り_取り下げられるのは申し出た人だけ(string database)
    {
        await using var city = await City.Start(database);
        var (one, two) = ((await Ask(city, "nakamura", "田中 恵", "環境課 主事")).Path, (await Ask(city, "nakamura", "田中 恵", "健康推進課 主事")).Path);
        var yoshida = await (await city.Officer("yoshida")).Open(one);
        await yoshida.Choose("この内容を認めますか/いいえ").Press("確認の結果を記録する");
        Assert.Contains("どこが違うかを書いてください。", yoshida.Errors.Single(), StringComparison.Ordinal);
        await yoshida.Fill("認めない理由", "兼務の発令がありません").Press("確認の結果を記録する");
        Assert.Contains("兼務の発令がありません", yoshida.Text, StringComparison.Ordinal);
        var nakamura = await (await city.Officer("nakamura")).Open(two);
        await nakamura.Press("申し出を取り下げる");
        Assert.Equal("権限の確認", nakamura.Heading);
        Assert.Equal([false, false], await city.Read(db => db.Set<PowerChange>().Select(c => c.Agreed ?? true).ToListAsync()));
        Assert.DoesNotContain("環境課", (await (await city.Officer("tanaka")).Open("/office/me")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 退職の記録を先に延ばすのも_メールアドレスを変えるのも_二人で行う(string database)
    {
        await using var city = await City.Start(database);
        var nakamura = await (await city.Officer("nakamura")).Open("/office/officers");
        await nakamura.Follow("田中 恵");
        var page = nakamura.Path;
        await (await nakamura.Follow("退職を記録する")).Fill("最後の勤務日/年", "2026").Fill("最後の勤務日/月", "11").Fill("最後の勤務日/日", "20").Press("記録する");
        Assert.Equal("職員のサインイン", (await (await city.Officer("tanaka")).Open("/office")).Heading);
        await (await nakamura.Open(page + "/leave")).Fill("最後の勤務日/年", "2027").Fill("最後の勤務日/月", "3").Fill("最後の勤務日/日", "31").Press("記録する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nakamura.Status);
        await (await (await nakamura.Open(page)).Follow("退職の記録を取り消す")).Press("確認に回す");
        await (await nakamura.Open(page + "/mail")).Fill("新しいメールアドレス", "megumi@city.example").Press("確認に回す");
        Assert.Equal("職員のサインイン", (await (await city.Officer("tanaka")).Open("/office")).Heading);
        await Powers.Confirm(city, "yoshida");
        await Powers.Confirm(city, "yoshida");
        Assert.Equal("ホーム", (await (await city.Officer("tanaka")).Open("/office")).Heading);
        Assert.Contains("megumi@city.example", (await nakamura.Open(page)).Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Recipients.Contains("tanaka@city.example")
            && m.Subject.Contains("メールアドレスが変わりました", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task 市のファイルが増やす権限は_得をしない二人目が認めるまで効かず_減らす権限はすぐに効く(string database)
    {
        var files = Directory.CreateTempSubdirectory("keyaki-powers-").FullName;
        try
        {
            Copy(Path.Combine(City.Root, "cities", "kiyose"), files);
            var setting = new Dictionary<string, string?> { ["Keyaki:City"] = files };
            var city = await City.Start(database);
            Write(files, "powers.json",
                "\"posts\": [\"dx-kakaricho\", \"dx-kacho\", \"somu-kakaricho\", \"somu-kacho\"], \"permissions\": [\"staff.manage\"]",
                "\"posts\": [\"dx-shuji\", \"dx-kacho\", \"somu-kakaricho\", \"somu-kacho\"], \"permissions\": [\"staff.manage\"]");
            Write(files, "posts.json", "\"title\": \"環境課 主事\", \"department\": \"kankyo\"",
                "\"title\": \"環境課 主事\", \"department\": \"shimin\"");
            city.Keep();
            await using var open = await city.Restart(setting);
            Assert.Equal(HttpStatusCode.Forbidden, (await (await open.Officer("nakamura")).Open("/office/officers")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await (await open.Officer("kobayashi")).Open("/office/officers")).Status);
            Assert.Contains("環境課", (await (await open.Officer("suzuki")).Open("/office/cases")).Text, StringComparison.Ordinal);
            var yoshida = await (await open.Officer("yoshida")).Open("/office");
            await yoshida.Follow("確認を待っている権限の変更");
            Assert.Contains("DX推進課 主事", yoshida.Text, StringComparison.Ordinal);
            await Powers.Confirm(open, "yoshida");
            Assert.Equal(HttpStatusCode.OK, (await (await open.Officer("kobayashi")).Open("/office/officers")).Status);
            Assert.DoesNotContain("環境課", (await (await open.Officer("suzuki"))
                .Open("/office/cases")).Page.QuerySelector("main")?.TextContent ?? "", StringComparison.Ordinal);
        }
        finally { Directory.Delete(files, recursive: true); }
    }

    [Theory, BothDatabases]
    public async Task 市のファイルが名指した新しい決裁の職は_二人目が認めるまで決裁できない(string database)
    {
        const string file = "approvals/delegation.json", right = "\"below\": 500000, \"class\": \"kacho\", \"article\": \"別表第1の3";
        var files = Directory.CreateTempSubdirectory("keyaki-deciders-").FullName;
        try
        {
            Copy(Path.Combine(City.Root, "cities", "kiyose"), files);
            var city = await City.Start(database);
            var before = await Powers.Reach(city);
            Write(files, file, right, right.Replace("kacho", "bucho", StringComparison.Ordinal));
            city.Keep();
            await using var open = await city.Restart(new Dictionary<string, string?> { ["Keyaki:City"] = files });
            // Nobody can do more than before, and what the file says is told to who may agree.
            foreach (var (who, reach) in await Powers.Reach(open)) Assert.Subset(before[who], reach);
            var id = await open.Composter();
            var suzuki = await Propose(open, id);
            Assert.Contains("権限の確認を待っています", suzuki.Errors.Single(), StringComparison.Ordinal);
            Assert.False(await open.Read(db => db.Set<Approval>().AnyAsync(a => a.SubjectId == id)));
            await (await open.Officer("yoshida")).Open(Changes.Url);
            var change = await open.Read(db => db.Set<PowerChange>().SingleAsync());
            Assert.Equal(["approvals/delegation.json:subsidy-grant:-500000"], (change.Wish.Deciders ?? []).Select(d => d.Source));
            // 部長 herself would gain by it.
            await Powers.Confirm(open, "kato");
            Assert.Equal(HttpStatusCode.OK, (await Propose(open, id)).Status);
            Assert.True(await open.Read(db => db.Set<Approval>().AnyAsync(a => a.SubjectId == id)));
            Assert.Equal("kankyo-bucho", await open.Read(db => db.Set<Approval>().Where(a => a.SubjectId == id).SelectMany(a => a.Steps)
                .OrderByDescending(s => s.Number).Select(s => s.Post).FirstAsync()));
        }
        finally { Directory.Delete(files, recursive: true); }
    }

    [Theory, BothDatabases]
    public async Task 次の版が名指した決裁の職は_二人目が認めるまで待ち_今の版はそのあいだも決裁できる(string database)
    {
        const string right = "\"act\": \"subsidy-grant\", \"amount\": \"grant\"";
        var files = Directory.CreateTempSubdirectory("keyaki-deciders-").FullName;
        try
        {
            Copy(Path.Combine(City.Root, "cities", "kiyose"), files);
            var next = Path.Combine("procedures", "compost-subsidy@2026-11-26.json");
            File.Copy(Path.Combine(files, "procedures", "compost-subsidy.json"), Path.Combine(files, next));
            Write(files, next, right, "\"act\": \"announcement\"");
            Write(files, next, "\"validFrom\": \"2026-04-01\"", "\"validFrom\": \"2026-11-26\"");
            var city = await City.Start(database); // closed by its restart
            await using var open = await city.Restart(new Dictionary<string, string?> { ["Keyaki:City"] = files });
            // It waits from the day on which the file is there, and not from the one on which it begins.
            var change = await open.Read(db => db.Set<PowerChange>().SingleAsync());
            Assert.Equal(("procedure:compost-subsidy", "somu-kakaricho"),
                (change.Wish.Deciders ?? []).Select(d => (d.Source, string.Join(' ', d.Posts))).Single());
            var before = await open.Composter();
            Assert.Equal(HttpStatusCode.OK, (await Propose(open, before)).Status);
            open.Clock.Pass(TimeSpan.FromDays(2));
            var after = await open.Composter(model: "KC-2");
            Assert.NotEqual(await Pinned(open, before), await Pinned(open, after));
            Assert.Contains("権限の確認を待っています", (await Propose(open, after)).Errors.Single(), StringComparison.Ordinal);
            Assert.False(await open.Read(db => db.Set<Approval>().AnyAsync(a => a.SubjectId == after)));
            // What was begun under the version before goes on over its posts.
            await InProcedures.OfficeCases.Approve(open, before, "sato");
            await Powers.Confirm(open, "yoshida");
            Assert.Equal(HttpStatusCode.OK, (await Propose(open, after)).Status);
            Assert.Equal("kankyo-bucho", await open.Read(db => db.Set<Approval>().Where(a => a.SubjectId == after).SelectMany(a => a.Steps)
                .OrderByDescending(s => s.Number).Select(s => s.Post).FirstAsync()));
        }
        finally { Directory.Delete(files, recursive: true); }
    }

    static Task<string> Pinned(City city, Guid id) =>
        city.Read(db => db.Set<Procedures.Application>().Where(a => a.Id == id).Select(a => a.Definition).SingleAsync());

    static async Task<Visitor> Propose(City city, Guid id)
    {
        var officer = await (await city.Officer("suzuki")).Open(Contracts.Links.Case(id));
        if (officer.Text.Contains("審査を始める", StringComparison.Ordinal)) await officer.Press("審査を始める");
        await officer.Follow("決裁に回す");
        await officer.Choose("決定/認める（交付する）").Press("決裁に回す");
        return officer;
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? to);
            File.Copy(file, copy);
        }
    }

    static void Write(string folder, string file, string right, string wrong)
    {
        var text = File.ReadAllText(Path.Combine(folder, file));
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, file), text.Replace(right, wrong, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task サーバーの命令は二人目なしに行えるが_記録され_確認できる人すべてに知らされる(string database)
    {
        await using var city = await City.Start(database);
        Command Named(string name) => new StaffModule().Commands.Single(c => c.Name == name);
        Assert.Equal(0, await Named("officer create")
            .Run(city.Services, ["--name", "最初 一", "--login", "hajime", "--post", "shimin-shuji", "--mail", "hajime@city.example"],
            new StringWriter()));
        await Ask(city, "nakamura", "田中 恵", "環境課 主事");
        var list = new StringWriter();
        Assert.Equal(0, await Named("officer confirm").Run(city.Services, [], list));
        Assert.Equal(0, await Named("officer confirm").Run(city.Services, [list.ToString().Split('\t')[0]], new StringWriter()));
        Assert.Contains("環境課 主事", (await (await city.Officer("tanaka")).Open("/office/me")).Text, StringComparison.Ordinal);
        await city.Settle();
        foreach (var holder in new[] { "nakamura", "kato", "yoshida" })
        {
            Assert.Equal(2, city.Simulator.Mails.Mails.Count(m => m.Recipients.Contains($"{holder}@city.example")
                && m.Subject.Contains("サーバーの命令", StringComparison.Ordinal)));
            Assert.Contains("サーバーの命令で職員の権限が変わりました", (await (await city.Officer(holder)).Open("/office/messages")).Text,
                StringComparison.Ordinal);
        }
        Assert.Equal(2, await city.Read(db => db.Set<JournalEntry>()
            .CountAsync(e => e.ActorKind == ActorKind.System
            && (e.Code == "staff.officer-added" || e.Code == "staff.power-agreed-on-machine"))));
    }

    [Theory, BothDatabases]
    public async Task 職を画面で作って割り当て_終わりの日に廃止でき_したことが画面の上に出る(string database)
    {
        await using var city = await City.Start(database);
        var nakamura = await (await city.Officer("nakamura")).Open("/office/posts");
        Assert.Contains("財政課", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Follow("職を新しく作る");
        nakamura.Fill("職の名前", "環境課 主任").Choose("主任と同じ").Choose("回ってきた案件を決裁する");
        OfficeDoorTests.Pick(nakamura, "課", "環境課");
        await nakamura.Press("確認に回す");
        Assert.Equal("職の新設", nakamura.Heading);
        Assert.DoesNotContain("環境課 主任", (await nakamura.Open("/office/posts")).Text, StringComparison.Ordinal);
        await Powers.Confirm(city, "takahashi");
        Assert.Contains("環境課 主任", (await nakamura.Open("/office/posts")).Text, StringComparison.Ordinal);
        await Ask(city, "nakamura", "山本 彩", "環境課 主任");
        await Powers.Confirm(city, "takahashi");
        // What waits for the new post waits for who holds it.
        var code = await city.Read(db => db.Set<OfficePost>().Where(p => p.Title == "環境課 主任").Select(p => p.Code).SingleAsync());
        await city.Turns.Run(async (services, db, ct) =>
        {
            var wish = new TaskWish(TaskKind.Decide, "試しの案件", "/office") { Post = code, Power = ApprovalsModule.Decide };
            var wishes = new Dictionary<Guid, TaskWish?> { [city.Clock.NewId()] = wish };
            await services.GetRequiredService<Keyaki.Kits.Tasks>().Keep(db, wishes, ct);
            return true;
        });
        var yamamoto = await (await city.Officer("yamamoto")).Open("/office");
        Assert.Contains("試しの案件", yamamoto.Text, StringComparison.Ordinal);

        await nakamura.Open("/office/posts");
        await nakamura.Open(nakamura.Page.QuerySelectorAll("a").Single(a => a.TextContent.Contains("（環境課 主任）", StringComparison.Ordinal))
            .GetAttribute("href") ?? "");
        Assert.Contains("山本 彩", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Fill("最後の日/年", "2026").Fill("最後の日/月", "11").Fill("最後の日/日", "24").Press("廃止する");
        Assert.Contains("「環境課 主任」を廃止することを記録しました", nakamura.Page.QuerySelector("main [role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("11月24日", nakamura.Page.QuerySelector("main [role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.Null((await nakamura.Open("/office/posts?ended=kankyo-kacho")).Page.QuerySelector("main [role=status]"));
        Assert.Contains("試しの案件", (await yamamoto.Open("/office")).Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.DoesNotContain("試しの案件", (await (await city.Officer("yamamoto")).Open("/office")).Text, StringComparison.Ordinal);
    }
}
