using System.Net;
using System.Text;
using Keyaki.Contracts;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Keyaki.Tests.InProcedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InPayments;

/// <summary>補助金の支払い: 鈴木さん freezes the list, 佐藤係長 decides it, the bank gets its file and answers.</summary>
public sealed class PayoutPageTests
{
    const int Row = 122, ResultAt = 112;
    static readonly (string, string) Known = ("0001", "731");

    [Theory, BothDatabases]
    public async Task 補助金は交付から一覧_別の職員の決裁_銀行のファイル_結果へ進み_本人の画面に振込済みと出る(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await Granted(city, "清瀬 花子", "1234567");
        var ichiro = await Granted(city, "松山 一郎", "7654321");
        var suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.Home);
        Assert.Contains("予算 600,000円", (await suzuki.Follow("一覧を固める")).Text, StringComparison.Ordinal);
        Assert.Contains("一覧に入るもの（2件、合計39,800円）", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("一覧を固めて決裁に回す");
        var run = await Decided(city);
        await (await suzuki.Open(PayoutPaths.Run(run.Id))).Follow("総合振込のファイルを作る");
        await suzuki.Press("ファイルを作る");
        Assert.Contains("銀行に依頼中", suzuki.Text, StringComparison.Ordinal);

        // Read by somebody who knows the columns by heart.
        var file = await (await suzuki.Raw(PayoutPaths.File(run.Id))).Content.ReadAsByteArrayAsync();
        Assert.Equal(5 * Row, file.Length);
        Assert.Equal([("0001", "731", "1234567", 19_900), ("0001", "731", "7654321", 19_900)], Rows(file));
        Assert.Equal("8000002000000039800", Encoding.ASCII.GetString(file, 3 * Row, 19));
        Assert.Contains("銀行に振込を頼みました", (await Mine(city, "清瀬 花子", hanako)).Text, StringComparison.Ordinal);

        city.Clock.Pass(TimeSpan.FromDays(4));
        await Result(city, run.Id, With(file, "01"));
        suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.Run(run.Id));
        Assert.Contains("終わりました", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("口座がない", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Open(Links.Case(hanako));
        Assert.Contains("市からの支払い", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("振込済み", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains($"一覧 {run.Code}", suzuki.Text, StringComparison.Ordinal);
        // Whose account there is none is asked by letter, to the address of the register.
        await suzuki.Open(PayoutPaths.Line(await Line(city, ichiro)));
        Assert.Contains("口座を聞く手紙が書いてあります", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("印刷を待っている");
        Assert.Contains("松山 一郎", suzuki.Text, StringComparison.Ordinal);
        var letter = (await city.Read(db => db.Set<PaperLetter>().SingleAsync())).Open(city.Services.GetRequiredService<MasterKey>());
        Assert.Equal(("口座がない", "19,900円"), (letter.Facts["why"], letter.Facts["amount"]));
        Assert.EndsWith("…321", letter.Facts["account"], StringComparison.Ordinal);
        var own = await Mine(city, "清瀬 花子", hanako);
        Assert.Contains("振込済み", own.Text, StringComparison.Ordinal);
        Assert.Contains("口座に 入れました", (await own.Open($"{Links.Application(hanako)}?lang=easy")).Text, StringComparison.Ordinal);
        Assert.Contains("Transferred to your account", (await own.Open($"{Links.Application(hanako)}?lang=en")).Text,
            StringComparison.Ordinal);
        Assert.Contains("振り込めませんでした", (await Mine(city, "松山 一郎", ichiro)).Text, StringComparison.Ordinal);
        await city.Settle();
        await own.Open("/my/messages?lang=ja");
        Assert.Contains("お振り込みしました", own.Text, StringComparison.Ordinal);

        // Every yen stands on two sides, and what was paid is what was spent.
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
        Assert.Equal(19_900, await city.Read(db => db.Entries().Where(e => e.Account == Account.Expense).SumAsync(e => e.Figure)));

        // What failed goes again, into an account that a second person has checked, a day later.
        await suzuki.Open($"{PayoutPaths.Home}?list=AskAgain");
        await suzuki.Follow(await Reference(city, ichiro));
        await NewAccount(suzuki, "0009", "849", "1111111");
        Assert.Contains("別の職員の確認を待っています", suzuki.Text, StringComparison.Ordinal);
        await Agree(city, "sato", await city.Read(db => db.Set<AccountChange>().Select(c => c.Id).SingleAsync()));
        await suzuki.Open(PayoutPaths.New("compost-subsidy"));
        Assert.Contains("口座の変更の確認か、使い始める日を待っている", suzuki.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        await (await (await city.Officer("suzuki")).Open(PayoutPaths.New("compost-subsidy"))).Press("一覧を固めて決裁に回す");
        var again = await Decided(city);
        await Sent(city, again.Id);
        var second = await (await (await city.Officer("suzuki")).Raw(PayoutPaths.File(again.Id))).Content.ReadAsByteArrayAsync();
        Assert.Equal([("0009", "849", "1111111", 19_900)], Rows(second));
        city.Clock.Pass(TimeSpan.FromDays(6));
        await Result(city, again.Id, null);
        Assert.Contains("振込済み", (await Mine(city, "松山 一郎", ichiro)).Text, StringComparison.Ordinal);
        Assert.Equal(39_800, await city.Read(db => db.Entries().Where(e => e.Account == Account.Expense).SumAsync(e => e.Figure)));
    }

    [Theory, BothDatabases]
    public async Task 固めた後に変わった口座や額の支払いは外れ_ファイルに入らず_一覧の画面にわけが出る(string database)
    {
        await using var city = await City.Start(database);
        await Granted(city, "清瀬 花子", "1234567");
        var ichiro = await Granted(city, "松山 一郎", "7654321");
        var kenji = await Granted(city, "旭 健二", "2222222");
        await (await (await city.Officer("suzuki")).Open(PayoutPaths.New("compost-subsidy"))).Press("一覧を固めて決裁に回す");
        var run = await Decided(city);

        // One account is changed by an officer, one sum by somebody at the database.
        var suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.Line(await Line(city, ichiro)));
        await NewAccount(suzuki, "0009", "849", "1111111");
        Assert.Contains("口座の変更が出された", (await suzuki.Open(PayoutPaths.Run(run.Id))).Text, StringComparison.Ordinal);
        var line = await Line(city, kenji);
        await city.Turns.Run(async (_, db, ct) => await db.PayoutLines().Where(l => l.Id == line)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Figure, 99_000L), ct));
        await suzuki.Open(PayoutPaths.Send(run.Id));
        Assert.Contains("固めた後に変わったため、1件が外れます", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("ファイルを作る");
        Assert.Contains("固めた後に変わったため、2件が外れました", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("いつもより大きい額", suzuki.Text, StringComparison.Ordinal);
        var file = await (await suzuki.Raw(PayoutPaths.File(run.Id))).Content.ReadAsByteArrayAsync();
        Assert.Equal([("0001", "731", "1234567", 19_900)], Rows(file));

        // The frozen list itself cannot be changed, and a file that is not the one that was made is not given out.
        foreach (var sql in new[] { "UPDATE payments_run_lines SET \"Figure\" = 1", "DELETE FROM payments_payout_marks" })
            Assert.Contains("only appended to", (await Assert.ThrowsAnyAsync<Exception>(() =>
                city.Turns.Run((_, db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct)))).ToString(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 二度押しても一覧は一つで_結果は一度だけ記帳され_ほかの一覧や合わない結果は断られる(string database)
    {
        await using var city = await City.Start(database);
        await Granted(city, "清瀬 花子", "1234567");
        var suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.New("compost-subsidy"));
        var stale = await (await city.Officer("sato")).Open(PayoutPaths.New("compost-subsidy"));
        var clicks = await Task.WhenAll(suzuki.Send(suzuki.Prepare("一覧を固めて決裁に回す")),
            suzuki.Send(suzuki.Prepare("一覧を固めて決裁に回す")));
        Assert.All(clicks, c => Assert.Equal(HttpStatusCode.OK, c.StatusCode));
        await stale.Press("一覧を固めて決裁に回す");
        Assert.Contains("支払えるものがありません", stale.Text, StringComparison.Ordinal);
        var run = await Decided(city);
        await Sent(city, run.Id);
        var file = await (await suzuki.Raw(PayoutPaths.File(run.Id))).Content.ReadAsByteArrayAsync();
        Assert.Contains("まだ来ていません", (await Result(city, run.Id, With(file, "0"))).Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(4));
        var other = With(file, "0");
        other[Row + 80 + 9] = (byte)'1';
        Assert.Contains("記帳していません", (await Result(city, run.Id, other)).Text, StringComparison.Ordinal);
        var elsewhere = With(file, "0");
        elsewhere[Row + 49] = (byte)'9';
        Assert.Contains("依頼したものと違います", (await Result(city, run.Id, elsewhere)).Text, StringComparison.Ordinal);
        Assert.Contains("途中で切れています", (await Result(city, run.Id, With(file, "0")[..^Row])).Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Entries().CountAsync(e => e.Account == Account.Expense)));
        var late = await (await city.Officer("sato")).Open(PayoutPaths.Result(run.Id));
        await Result(city, run.Id, With(file, "0"));
        await late.Attach("振込の結果のファイル", "kekka.txt", With(file, "0")).Choose("ファイルにないものは/いいえ")
            .Press("結果を記帳する");
        Assert.Equal(19_900, await city.Read(db => db.Entries().Where(e => e.Account == Account.Expense).SumAsync(e => e.Figure)));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await city.Officer("tanaka")).Raw(PayoutPaths.File(run.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("sato")).Raw(PayoutPaths.Run(city.Clock.NewId()))).StatusCode);

        // It comes back after all: the ledger is as before, and at the counter it is handed out once a second person has seen the receipt.
        var line = await city.Read(db => db.PayoutLines().Select(l => l.Id).SingleAsync());
        var sato = await (await city.Officer("sato")).Open(PayoutPaths.Line(line));
        await (await sato.Follow("振り込んだお金が戻った")).Fill("銀行からの連絡", "口座が解約されていた").Press("戻ったことを記録する");
        Assert.Equal(0, await city.Read(db => db.Entries().Where(e => e.Account == Account.Expense).SumAsync(e => e.Figure)));
        await (await sato.Follow("現金で払う")).Fill("本人の確かめ方", "免許証。領収書は簿冊にある。").Press("現金の支払いを確認に出す");
        suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.Line(line));
        await (await suzuki.Follow("現金の支払いを確かめる")).Choose("この現金の支払いを認めますか/はい").Press("確かめた結果を記録する");
        Assert.Contains("現金で払った", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
        Assert.Equal(19_900, await city.Read(db => db.Entries().Where(e => e.Account == Account.Expense).SumAsync(e => e.Figure)));
    }

    [Theory, BothDatabases]
    public async Task 予算を超えると固める前に言い_二度受けた支払いは一つで_一覧が戻されると支払い待ちに戻る(string database)
    {
        await using var city = await City.Start(database);
        var payee = city.Clock.NewId();
        async Task HandIn(string key, long yen) => await city.Turns.Run(async (services, db, ct) =>
        {
            var (payees, payouts) = (services.GetRequiredService<IPayees>(), services.GetRequiredService<IPayouts>());
            await payees.Payee(db, payee, false, "けやき商店", null, ct);
            await payees.Told(db, payee, new("0001", "731", "1", "1234567", "ケヤキシヨウテン"), ct);
            await payouts.HandIn(db, new(key, "compost-subsidy", payee, new(yen), new(2026), "試しの支払い", key, "test",
                city.Clock.NewId()), ct);
            return true;
        });
        await HandIn("a", 400_000);
        await HandIn("a", 400_000);
        await Assert.ThrowsAsync<Rule>(() => HandIn("a", 400_001));
        await HandIn("b", 300_000);
        var suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.New("compost-subsidy"));
        Assert.Contains("の予算を100,000円超えます", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Press("一覧を固めて決裁に回す");
        Assert.Contains(suzuki.Errors, e => e.Contains("入れるわけを書く", StringComparison.Ordinal));
        await suzuki.Fill("ふだんと違う支払いのわけ", "大口のため").Press("一覧を固めて決裁に回す");
        Assert.Contains(suzuki.Errors, e => e.Contains("の予算を100,000円超えます", StringComparison.Ordinal));
        await suzuki.Fill("今回は除くもの", "b").Press("一覧を固めて決裁に回す");
        var run = await city.Read(db => db.PaymentRuns().SingleAsync());
        var sato = await (await city.Officer("sato")).Open(Links.Decide(run.Approval ?? default));
        Assert.Contains("いつもより大きい額", sato.Text, StringComparison.Ordinal);
        await sato.Fill("差戻しの理由", "金額を確かめてください").Press("差し戻す");
        Assert.Contains("戻されました", (await suzuki.Open(PayoutPaths.Run(run.Id))).Text, StringComparison.Ordinal);
        Assert.Equal([PayoutState.Waiting, PayoutState.Waiting], await city.Read(db => db.PayoutLines().Select(l => l.State)
            .ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 交付を取り消すと支払いもなくなり_銀行に出した後は取り消せない(string database)
    {
        await using var city = await City.Start(database);
        var id = await Granted(city, "清瀬 花子", "1234567");
        Task CallOff() => city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<IPayouts>().CallOff(db, "application", id, "取消し", null, ct);
            return true;
        });
        await (await (await city.Officer("suzuki")).Open(PayoutPaths.New("compost-subsidy"))).Press("一覧を固めて決裁に回す");
        var run = await Decided(city);
        await CallOff();
        var suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.Send(run.Id));
        await suzuki.Press("ファイルを作る");
        Assert.Contains("終わりました", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("支払いはなくなりました", (await Mine(city, "清瀬 花子", id)).Text, StringComparison.Ordinal);

        id = await Granted(city, "松山 一郎", "7654321");
        await (await suzuki.Open(PayoutPaths.New("compost-subsidy"))).Press("一覧を固めて決裁に回す");
        await Sent(city, (await Decided(city)).Id);
        Assert.Contains("取り消せません", (await Assert.ThrowsAsync<Rule>(CallOff)).Sentence, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 長い一覧は点検しながら固められ_決裁_ファイル_結果まで同じ道を行き_画面は100件ずつ見せる(string database)
    {
        const int All = PaymentRun.AtOnce + 120;
        await using var city = await City.Start(database);
        await Many(city, All);
        var suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.New("compost-subsidy"));
        Assert.Contains($"支払いが{All}件あります", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(100, suzuki.Page.QuerySelectorAll("tbody tr").Length);
        await suzuki.Fill("今回は除くもの", "n3").Press("点検して固める");
        await Over(city);
        await suzuki.Open(suzuki.Path);
        // One is kept out, one has no account, one is too large and nobody said why.
        Assert.Contains($"{All - 3}件、合計{new Yen((All - 3) * 900L)}を固めました", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("入らなかったものは3件です", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(100, suzuki.Page.QuerySelectorAll("tbody tr").Length);
        await suzuki.Follow("次のページ");
        Assert.Equal(100, suzuki.Page.QuerySelectorAll("tbody tr").Length);
        await suzuki.Open(PayoutPaths.Run(await city.Read(db => db.PaymentRuns().Select(r => r.Id).SingleAsync())));
        await suzuki.Press("決裁に回す");
        var run = await Decided(city);
        Assert.Equal(All - 3, run.Count);

        // Somebody's account changes after it was decided: one line falls out, the rest is the file.
        var changed = await city.Read(db => db.RunLines().Where(l => l.Position == 5).Select(l => l.Line).SingleAsync());
        await city.Turns.Run(async (_, db, ct) => await db.PayoutLines().Where(l => l.Id == changed)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Figure, 901L), ct));
        await Sent(city, run.Id);
        await Over(city);
        await suzuki.Open(PayoutPaths.Run(run.Id));
        Assert.Contains("銀行に依頼中", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("固めた後に変わったため、1件が外れました", suzuki.Text, StringComparison.Ordinal);
        var file = await (await suzuki.Raw(PayoutPaths.File(run.Id))).Content.ReadAsByteArrayAsync();
        Assert.Equal(All - 4, Rows(file).Count());

        city.Clock.Pass(TimeSpan.FromDays(4));
        await Result(city, run.Id, With(file, "1" + new string('0', All - 5)));
        await Over(city);
        suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.Run(run.Id));
        Assert.Contains("終わりました", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains($"{All - 5}件", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal((All - 5) * 900L, await city.Read(db => db.Entries().Where(e => e.Account == Account.Expense)
            .SumAsync(e => e.Figure)));
        Assert.Equal(1, await city.Read(db => db.Set<PaperLetter>().CountAsync()));
        Assert.Equal(Yen.Zero, await city.Read(db => db.SumOfAll(default)));
        await TaskCheck.Agrees(city);
    }

    /// <summary>Many lines of 900 yen to companies with an account: the second one has none, the fourth one is large.</summary>
    static Task Many(City city, int count) => city.Turns.Run((services, db, _) =>
    {
        var (key, now) = (services.GetRequiredService<MasterKey>(), city.Clock.GetUtcNow());
        for (var n = 1; n <= count; n++)
        {
            var (payee, account) = (new Payee { Id = city.Clock.NewId(), Resident = false, At = now }, city.Clock.NewId());
            payee.Call($"けやき商店{n}", null);
            db.Add(payee);
            if (n != 2) db.Add(new PayeeAccount
            {
                Id = account, Payee = payee.Id, From = city.Clock.Today(), At = now,
                SealedAccount = TransferAccount.Of(new("0001", "731", "1", $"{n:0000000}", "ケヤキシヨウテン")).Seal(key, account),
            });
            db.Add(new PayoutLine
            {
                Id = city.Clock.NewId(), Key = $"many:{n}", Kind = "compost-subsidy", Payee = payee.Id, Figure = n == 4 ? 30_000 : 900,
                Year = 2026, For = "試しの支払い", Reference = $"n{n}", SubjectKind = "test", SubjectId = city.Clock.NewId(), At = now,
            });
        }
        return Task.FromResult(true);
    });

    /// <summary>Until the run that works on a list is over.</summary>
    static async Task Over(City city)
    {
        for (var i = 0; i < 600 && await city.Read(db => db.Set<Run>().AnyAsync(r => r.EndedAt == null)); i++) await Task.Delay(50);
        Assert.False(await city.Read(db => db.Set<Run>().AnyAsync(r => r.EndedAt == null || r.Failed > 0)));
    }

    [Theory, BothDatabases]
    public async Task お金がまだ来ていない人はアカウントを閉じられず_記録が廃棄されると口座も消える(string database)
    {
        await using var city = await City.Start(database);
        var id = await Granted(city, "清瀬 花子", "1234567");
        async Task<Visitor> Close()
        {
            var hanako = await (await InResidents.ResidentDoorTests.SignIn(city, "hanako@example.jp")).Open("/my/account/close");
            return await hanako.Fill("今のパスワード", Practice.Password).Press("アカウントを閉じる");
        }
        Assert.Contains("まだお支払いしていません", (await Close()).Errors.Single(), StringComparison.Ordinal);
        Task Destroyed() => city.Turns.Run(async (services, db, ct) =>
        {
            foreach (var hears in services.GetServices<IHear<Contracts.Documents.RecordDestroyed>>())
                await hears.Hear(new("application", id, id, city.Clock.GetUtcNow()), db, ct);
            return true;
        });
        await Destroyed();
        Assert.Equal(1, await city.Read(db => db.Set<PayeeAccount>().CountAsync()));

        await (await (await city.Officer("suzuki")).Open(PayoutPaths.New("compost-subsidy"))).Press("一覧を固めて決裁に回す");
        var run = await Decided(city);
        await Sent(city, run.Id);
        city.Clock.Pass(TimeSpan.FromDays(4));
        await Result(city, run.Id, null);
        await Destroyed();
        Assert.Equal(0, await city.Read(db => db.Set<PayeeAccount>().CountAsync()));
        Assert.Contains("消去済み", (await (await city.Officer("suzuki")).Open(PayoutPaths.Run(run.Id))).Text, StringComparison.Ordinal);
        Assert.Equal("アカウントを閉じました", (await Close()).Heading);
    }

    static async Task<Guid> Granted(City city, string name, string number)
    {
        var id = await city.Composter(name, bank: Known, number: number);
        await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kacho");
        await OfficeCases.Approve(city, id, "takahashi");
        return id;
    }

    /// <summary>佐藤係長 reads the newest list and approves it.</summary>
    static async Task<PaymentRun> Decided(City city)
    {
        var run = await city.Read(db => db.PaymentRuns().OrderByDescending(r => r.Number).FirstAsync());
        var sato = await (await city.Officer("sato")).Open(Links.Decide(run.Approval ?? default));
        await sato.Press("承認する");
        Assert.Equal(RunState.Decided, await city.Read(db => db.PaymentRuns().Where(r => r.Id == run.Id).Select(r => r.State)
            .SingleAsync()));
        return run;
    }

    static async Task Sent(City city, Guid run) =>
        await (await (await city.Officer("suzuki")).Open(PayoutPaths.Send(run))).Press("ファイルを作る");

    static async Task<Visitor> Result(City city, Guid run, byte[]? file)
    {
        var suzuki = await (await city.Officer("suzuki")).Open(PayoutPaths.Result(run));
        if (file is not null) suzuki.Attach("振込の結果のファイル", "kekka.txt", file);
        return await suzuki.Choose(file is null ? "ファイルにないものは/はい" : "ファイルにないものは/いいえ").Press("結果を記帳する");
    }

    static async Task<Visitor> NewAccount(Visitor officer, string bank, string branch, string number) =>
        await (await officer.Follow("口座を変える"))
        .Fill("金融機関", bank).Fill("支店の名前", branch).Fill("預金の種類", "普通").Fill("口座番号", number).Fill("口座名義",
            "キヨセ ハナコ")
        .Fill("理由と確かめ方", "本人から電話で聞き、通帳の写しで確かめた").Press("口座の変更を確認に出す");

    static async Task Agree(City city, string login, Guid change)
    {
        var officer = await (await city.Officer(login)).Open(PayoutPaths.CheckAccount(change));
        await officer.Choose("この口座に変えてよいですか/はい").Press("確かめた結果を記録する");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
    }

    static async Task<Visitor> Mine(City city, string name, Guid application) =>
        await (await city.SignedIn(ActorKind.Resident, (await city.Person(name)).Account)).Open(Links.Application(application));

    static Task<Guid> Line(City city, Guid application) =>
        city.Read(db => db.PayoutLines().Where(l => l.SubjectId == application).Select(l => l.Id).SingleAsync());

    static Task<string> Reference(City city, Guid application) =>
        city.Read(db => db.PayoutLines().Where(l => l.SubjectId == application).Select(l => l.Reference).SingleAsync());

    static IEnumerable<(string Bank, string Branch, string Account, int Yen)> Rows(byte[] file)
    {
        for (var at = 0; at < file.Length; at += Row)
        {
            if (file[at] != (byte)'2') continue;
            string Cut(int from, int count) => Encoding.ASCII.GetString(file, at + from, count);
            yield return (Cut(1, 4), Cut(20, 3), Cut(43, 7), int.Parse(Cut(80, 10)));
        }
    }

    /// <summary>The bank's answer: the same file with a code for each row.</summary>
    static byte[] With(byte[] file, string codes)
    {
        var answer = file.ToArray();
        foreach (var (i, code) in codes.Index()) answer[(i + 1) * Row + ResultAt] = (byte)code;
        return answer;
    }
}
