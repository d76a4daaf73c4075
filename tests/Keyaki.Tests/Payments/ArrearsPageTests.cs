using System.Net;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InPayments;

/// <summary>滞納整理: 小林さん decides on reminders, promises, stays and steps; 中村係長 looks at reminders and write-offs.</summary>
public sealed class ArrearsPageTests
{
    [Theory, BothDatabases]
    public async Task 督促するものは毎朝見つかり_一人が期別ごとに決め_二人目が認めると_一度だけ督促したことになる(string database)
    {
        await using var city = await City.Start(database);
        var (owed, stayed, paid) = (await Owed(city, "秋津 太郎"), await Owed(city, "秋津 花"), await Owed(city, "秋津 次郎"));
        await Owed(city, "秋津 三郎", due: city.Clock.Today());
        await city.Turns.Run(async (services, db, ct) => await services.GetRequiredService<Bookkeeper>().Collect(db, paid,
            new("bank-1", paid.Key, new(10_000), CollectionMethod.Bank, city.Clock.Today()), null, ct));
        var kobayashi = await (await city.Officer("kobayashi")).Open(RecoveryPaths.Stay(stayed.Id));
        await kobayashi.Choose("換価の猶予（申請）").Fill("理由", "病気").Press("猶予する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kobayashi.Status); // until when is not said
        await Until(kobayashi.Choose("徴収の猶予（災害、病気など）"), city.Clock.Today().AddMonths(6)).Press("猶予する");
        Assert.Contains("徴収を猶予している間は、督促できません。", kobayashi.Text, StringComparison.Ordinal);

        await Morning(city);
        Assert.Equal(["督促するもの（1件）"], await Waiting(city));
        await kobayashi.Open(RecoveryPaths.Demands);
        Assert.Contains("10,000円", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Fill("除くもの", "ABCD-EFGH-J").Choose(Term).Press("督促を決めて、確認に出す");
        Assert.Contains("選んだ期別の未納にありません", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Fill("除くもの", "").Press("督促を決めて、確認に出す");
        Assert.Contains("確認待ち", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<Demand>().CountAsync()));
        Assert.Equal(1, (await city.Read(db => db.Set<DemandList>().SingleAsync())).Count);
        Assert.DoesNotContain("督促するもの（1件）", await Waiting(city));

        var nakamura = await (await city.Officer("nakamura")).Open(RecoveryPaths.Demands);
        await nakamura.Follow("確かめる");
        Assert.Contains("秋津 太郎", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Choose("この督促を認めますか/はい").Press("確かめた結果を記録する");
        Assert.Contains("きょう督促するものはありません", nakamura.Text, StringComparison.Ordinal);
        var demand = await city.Read(db => db.Set<Demand>().SingleAsync());
        Assert.Equal((owed.Key, city.Clock.Today(), await city.OfficerId("kobayashi")), (demand.Key, demand.SentOn, demand.By));
        var letter = await city.Read(db => db.Set<PaperLetter>().SingleAsync());
        Assert.Equal((DemandLetter.Name, owed.Key, LetterState.Waiting), (letter.Code, letter.Key, letter.State));
        Assert.Equal("10,000円", letter.Open(city.Services.GetRequiredService<MasterKey>()).Facts["owed"]);
        Assert.Contains("秋津 太郎", (await nakamura.Open(ShowLetter.Url(letter.Id))).Text, StringComparison.Ordinal);
        await nakamura.Open(RecoveryPaths.Claim(owed.Id));
        Assert.Contains("督促（更新）", nakamura.Text, StringComparison.Ordinal);
        await Morning(city);
        Assert.Empty(await Waiting(city));
        await TaskCheck.Agrees(city);
    }

    [Fact]
    public async Task 二千件を超える督促も_二人で決めて一括処理で進み_一件に一度だけ督促状になり_納めたものは除かれる()
    {
        const int Many = 2_050;
        await using var city = await City.Start(BothDatabases.Sqlite);
        foreach (var some in Enumerable.Range(0, Many).Chunk(500))
            await city.Turns.Run(async (services, db, ct) =>
            {
                var receivables = services.GetRequiredService<Keyaki.Contracts.Payments.IReceivables>();
                var debtor = await receivables.Debtor(db, null, $"秋津 {some[0]}", null, "中里五丁目900番地1", body: false, ct);
                await receivables.DetermineAll(db, [.. some.Select(n => new Keyaki.Contracts.Payments.Receivable($"t-{n:0000}",
                    "resident-tax", new(2026), 1, debtor, new(1_000), new(2026, 6, 30), "当初", "test", city.Clock.NewId()))],
                    Actor.Program, ct);
                return 0;
            });
        var kobayashi = await (await city.Officer("kobayashi")).Open(RecoveryPaths.Demands);
        Assert.Contains("2,050件", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("2,050,000円", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Choose("市都民税").Fill("除くもの", "t-0007").Press("督促を決めて、確認に出す");
        Assert.Equal(Many - 1, (await city.Read(db => db.Set<DemandList>().SingleAsync())).Count);
        // One is paid between the two officers.
        await MyPaymentsTests.Pay(city, await city.Read(db => db.Claims().SingleAsync(c => c.Key == "t-0008")), 1_000);
        var nakamura = await (await city.Officer("nakamura")).Open(RecoveryPaths.Demands);
        await (await nakamura.Follow("確かめる")).Choose("この督促を認めますか/はい").Press("確かめた結果を記録する");
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        Assert.Equal(Many - 2, await city.Read(db => db.Set<Demand>().CountAsync()));
        Assert.Equal(Many - 2, await city.Read(db => db.Set<PaperLetter>().CountAsync()));
        Assert.Equal(0, await city.Read(db => db.Set<Demand>().CountAsync(d => d.Key == "t-0007" || d.Key == "t-0008")));
        Assert.Contains("督促した", (await nakamura.Open(RecoveryPaths.Demands)).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 分納を約束すると次に納める分が分かり_督促していないものは差し押さえられず_不納欠損は二人で決める(string database)
    {
        await using var city = await City.Start(database);
        var owed = await Owed(city, "秋津 太郎");
        var kobayashi = await (await city.Officer("kobayashi")).Open(ClaimPaths.Debtor(owed.Debtor));
        await kobayashi.Follow("滞納と分納を見る");
        Assert.Contains("未督促", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Follow("分納を約束する");
        var first = city.Clock.Today().AddDays(20);
        await Day(kobayashi, "初めに納める日", first).Fill("回数", "2").Fill("1回の額", "3000").Press("約束を記録する");
        Assert.Contains("どちらか一つを入力してください", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Fill("回数", "").Press("約束を記録する");
        Assert.Contains("約束から納められた額", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("第1期に3,000円", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal("3000 3000 3000 1000", string.Join(' ', (await city.Read(db => db.Set<PaymentPlan>().SingleAsync())).Portions
            .Select(p => p.Amount.Amount)));
        await kobayashi.Press("この約束を終わらせる");
        Assert.Contains("に終わらせた", kobayashi.Text, StringComparison.Ordinal);

        await kobayashi.Follow("市都民税");
        await kobayashi.Follow("経過を記録する");
        await kobayashi.Fill("したこと", "差押").Fill("内容", "預金").Press("記録する");
        Assert.Contains("督促していません。差押は督促の後です。", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Fill("したこと", "執行停止").Choose("財産がない（1号）")
            .Fill("内容", "財産調査で何も見つからない").Press("記録する");
        Assert.Contains("財産がない（1号）。財産調査で何も見つからない", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Follow("不納欠損にする");
        await kobayashi.Choose("時効の完成").Fill("理由", "8清徴第5号").Press("確認に出す");
        Assert.Contains("時効が完成するのは、", kobayashi.Text, StringComparison.Ordinal);
        await kobayashi.Choose("即時消滅").Press("確認に出す");
        Assert.Contains("別の職員の確認を待っている不納欠損", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Postings().CountAsync(p => p.Kind == PostingKind.WriteOff)));

        var nakamura = await (await city.Officer("nakamura")).Open(RecoveryPaths.Claim(owed.Id));
        await nakamura.Follow("不納欠損を確かめる");
        Assert.Contains("10,000円", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Choose("この不納欠損を認めますか/はい").Press("確かめた結果を記録する");
        Assert.Equal(HttpStatusCode.OK, nakamura.Status);
        var posting = await city.Read(db => db.Postings().SingleAsync(p => p.Kind == PostingKind.WriteOff));
        Assert.Equal(("即時消滅（地方税法15条の7第5項） 8清徴第5号", await city.OfficerId("kobayashi")), (posting.Reason, posting.By));
        Assert.Contains("不納欠損", (await nakamura.Open(ClaimPaths.Claim(owed.Id))).Text, StringComparison.Ordinal);
        Assert.Equal(0, (await city.Read(db => db.BalancesOf([owed.Id], default)))[owed.Id].OwedFigure);
        var codes = await city.Read(db => db.Set<JournalEntry>().Where(j => j.RecordKind == ClaimDeeds.Kind && !j.Code.Contains("look"))
            .OrderBy(j => j.At).Select(j => j.Code).ToListAsync());
        Assert.Equal(["payments.recovery-step", "payments.write-off-proposed", "payments.write-off-checked"], codes);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 経過と督促の行は変えることも消すこともできない(string database)
    {
        await using var city = await City.Start(database);
        var owed = await Owed(city, "秋津 太郎");
        var kobayashi = await (await city.Officer("kobayashi")).Open(RecoveryPaths.Step(owed.Id));
        await kobayashi.Fill("したこと", "催告").Fill("内容", "電話").Press("記録する");
        Assert.Equal(HttpStatusCode.OK, kobayashi.Status);
        foreach (var sql in new[] { "UPDATE payments_recovery_steps SET \"Words\" = 'x'", "DELETE FROM payments_recovery_steps" })
            Assert.Contains("only appended to", (await Assert.ThrowsAnyAsync<Exception>(() => city.Turns.Run((_, db, ct) =>
                db.Database.ExecuteSqlRawAsync(sql, ct)))).ToString(), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 猶予している日は_債権の画面の延滞金にも数えない(string database)
    {
        await using var city = await City.Start(database);
        var (owed, stayed) = (await Owed(city, "秋津 太郎"), await Owed(city, "秋津 花"));
        var kobayashi = await (await city.Officer("kobayashi")).Open(RecoveryPaths.Stay(stayed.Id));
        kobayashi.Choose("徴収の猶予（災害、病気など）").Fill("理由", "水害");
        await Until(kobayashi, city.Clock.Today().AddMonths(6)).Press("猶予する");
        // 8月1日から11月24日までは116日。猶予は今日からなので、今日の1日だけ数えない。
        Assert.Contains("116日", (await kobayashi.Open(ClaimPaths.Claim(owed.Id))).Text, StringComparison.Ordinal);
        Assert.Contains("115日", (await kobayashi.Open(ClaimPaths.Claim(stayed.Id))).Text, StringComparison.Ordinal);
    }

    const string Term = "令和8年度 市都民税（普通徴収） 第1期（納期限 令和8年6月30日）";

    static async Task<Claim> Owed(City city, string name, DateOnly? due = null)
    {
        var debtor = Debtor.Of(city.Clock.NewId(), DebtorKind.Person, name, null, null, city.Clock.GetUtcNow());
        var claim = new Claim
        {
            Id = city.Clock.NewId(), Key = $"{debtor.Id:N}", Item = "resident-tax", Year = 2026, Term = 1, Debtor = debtor.Id,
            Due = due ?? new(2026, 6, 30), At = city.Clock.GetUtcNow(),
        };
        await city.Turns.Run(async (services, db, ct) =>
        {
            db.Add(debtor);
            return await services.GetRequiredService<Bookkeeper>().Determine(db, claim, new(10_000), "当初", null, ct);
        });
        return claim;
    }

    static Task<bool> Morning(City city) => city.Turns.Run(async (services, db, ct) =>
    {
        await services.GetServices<IJob>().OfType<FindDemands>().Single().Do(db, Due.At(city.Clock.GetUtcNow()), ct);
        return true;
    });

    static Task<List<string>> Waiting(City city) => city.Read(db => db.Set<OfficeTask>()
        .Where(t => t.ClosedAt == null && t.Url == RecoveryPaths.Demands).Select(t => t.Title).ToListAsync());

    static Visitor Until(Visitor officer, DateOnly day) => Day(officer, "いつまで", day);

    static Visitor Day(Visitor officer, string label, DateOnly day) => officer.Fill($"{label}/年", $"{day.Year}")
        .Fill($"{label}/月", $"{day.Month}").Fill($"{label}/日", $"{day.Day}");
}
