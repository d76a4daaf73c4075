using System.Net;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Payments;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InPayments;

/// <summary>返金: 鈴木さん gives money back, 佐藤係長 looks at a large sum.</summary>
public sealed class RefundTests
{
    static readonly DateOnly Day = new(2026, 12, 1);
    static readonly Dictionary<string, string?> Low = new() { ["Keyaki:Payments:RefundAlone"] = "400" };

    [Theory, BothDatabases]
    public async Task 大きな返金は理由を書いて申し出て_二人目が認めると_申し込みも枠も文書も従い_本人に知らせる(string database)
    {
        await using var city = await City.Start(database, Low);
        var (id, charge, document) = await Paid(city);
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(id));
        await suzuki.Follow("500円");
        Assert.Equal(Links.Payment(charge), suzuki.Path);
        await suzuki.Follow("500円を返金する");
        await suzuki.Choose("申し込みを取りやめる").Press("返金を申し出る");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        await suzuki.Fill("返金の理由", "収集車が故障したため").Press("返金を申し出る");
        Assert.Contains("別の職員の確認を待っている返金", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("500円を返金する", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal(0, await city.Read(db => db.Set<Refund>().CountAsync()));
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);
        var wish = await city.Read(db => db.Set<RefundWish>().SingleAsync());
        await suzuki.Open($"{Links.Payment(charge)}/refunds/{wish.Id}/check");
        Assert.Contains("自分が申し出た返金は、ほかの人が確認します。", suzuki.Text, StringComparison.Ordinal);

        var sato = await (await city.Officer("sato")).Open("/office");
        await sato.Follow("確認を待っている返金");
        Assert.Contains("収集車が故障したため", sato.Text, StringComparison.Ordinal);
        await sato.Choose("この返金を認めますか/はい").Press("確かめた結果を記録する");
        Assert.Equal(HttpStatusCode.OK, sato.Status);
        var refund = await city.Read(db => db.Set<Refund>().SingleAsync());
        Assert.Equal((await city.OfficerId("suzuki"), 500, "収集車が故障したため"), (refund.Officer, refund.Figure, refund.Words));
        Assert.Equal(ApplicationState.Withdrawn, (await city.Case(id)).State);
        Assert.Equal(0, await city.Read(db => db.Set<Place>().CountAsync(p => p.ApplicationId == id)));
        await suzuki.Open(Links.Document(document));
        Assert.Contains("この文書は無効です", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("無効", (await suzuki.Open(Links.Case(id))).Text, StringComparison.Ordinal);

        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Subject.StartsWith("市が取りやめました", StringComparison.Ordinal));
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        Assert.Contains("市が取りやめました", (await hanako.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        Assert.Contains("収集車が故障したため", hanako.Text, StringComparison.Ordinal);
        await hanako.Open($"/payments/{charge}/receipt");
        Assert.Contains("支払ったことの証明には使えません", hanako.Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 小さな返金は一人で決められ_申し込みをそのままにすると言えば_状態も枠も変わらない(string database)
    {
        await using var city = await City.Start(database);
        var (id, charge, document) = await Paid(city);
        var suzuki = await (await city.Officer("suzuki")).Open($"{Links.Payment(charge)}/refund");
        await suzuki.Fill("返金の理由", "料金を間違えていたため").Press("返金する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status); // what becomes of the application is not said
        await suzuki.Choose("申し込みはそのままにする").Press("返金する");
        Assert.Contains("料金を間違えていたため", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal("料金を間違えていたため", (await city.Read(db => db.Set<Refund>().SingleAsync())).Words);
        Assert.Equal((ApplicationState.Granted, (DateOnly?)Day), ((await city.Case(id)).State, (await city.Case(id)).Day));
        Assert.Equal(1, await city.Read(db => db.Set<Place>().CountAsync(p => p.ApplicationId == id)));
        Assert.DoesNotContain("この文書は無効です", (await suzuki.Open(Links.Document(document))).Text, StringComparison.Ordinal);
        await suzuki.Open(Links.Payment(charge));
        await suzuki.Follow("粗大ごみ");
        Assert.Equal(Links.Case(id), suzuki.Path);
        await city.Settle();
        var mail = Assert.Single(city.Simulator.Mails.Mails, m => m.Subject.StartsWith("お金をお返しします", StringComparison.Ordinal));
        Assert.DoesNotContain(city.Simulator.Mails.Mails, m => m.Subject.StartsWith("市が取りやめました", StringComparison.Ordinal));
        Assert.NotNull(mail);
    }

    [Theory, BothDatabases]
    public async Task 一部だけを返せ_申し込みはそのままで_何度かに分けても合計が一人の限りを超えれば二人目が要る(string database)
    {
        await using var city = await City.Start(database, Low);
        var (id, charge, _) = await Paid(city);
        var suzuki = await (await city.Officer("suzuki")).Open($"{Links.Payment(charge)}/refund");
        await suzuki.Fill("返す金額", "200").Fill("返金の理由", "1点を出さなかったため").Choose("申し込みを取りやめる")
            .Press("返金を申し出る");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status); // It ends only when all of it goes back.
        await suzuki.Choose("申し込みはそのままにする").Press("返金を申し出る");
        Assert.Contains("支払い済み（一部を返金）", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("300円を返金する", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal((200, 0), (await city.Read(db => db.Set<Refund>().SumAsync(r => r.Figure)),
            await city.Read(db => db.Set<RefundWish>().CountAsync())));
        await suzuki.Open($"{Links.Payment(charge)}/refund");
        await suzuki.Fill("返す金額", "301").Fill("返金の理由", "もう1点も").Choose("申し込みはそのままにする").Press("返金する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, suzuki.Status);
        await suzuki.Fill("返す金額", "250").Press("返金する");
        Assert.Contains("別の職員の確認を待っている返金", suzuki.Text, StringComparison.Ordinal);
        var wish = await city.Read(db => db.Set<RefundWish>().SingleAsync());
        var sato = await (await city.Officer("sato")).Open($"{Links.Payment(charge)}/refunds/{wish.Id}/check");
        await sato.Choose("この返金を認めますか/はい").Press("確かめた結果を記録する");
        Assert.Equal([200L, 250L], await city.Read(db => db.Set<Refund>().OrderBy(r => r.Number).Select(r => r.Figure).ToListAsync()));
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);
        Assert.Contains("50円を返金する", (await suzuki.Open(Links.Payment(charge))).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 二人目が認めなければ何も起きず_申し出た人に理由が届き_もう一度申し出られる(string database)
    {
        await using var city = await City.Start(database, Low);
        var (id, charge, _) = await Paid(city);
        var suzuki = await Wish(city, charge);
        var wish = await city.Read(db => db.Set<RefundWish>().SingleAsync());
        var sato = await (await city.Officer("sato")).Open($"{Links.Payment(charge)}/refunds/{wish.Id}/check");
        await sato.Choose("この返金を認めますか/いいえ").Press("確かめた結果を記録する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sato.Status);
        await sato.Fill("認めない理由", "収集は済んでいます").Press("確かめた結果を記録する");
        Assert.Equal((0, ApplicationState.Granted), (await city.Read(db => db.Set<Refund>().CountAsync()), (await city.Case(id)).State));
        Assert.Contains("返金が認められませんでした", (await suzuki.Open("/office/messages")).Text, StringComparison.Ordinal);
        await Wish(city, charge);
        Assert.Equal(2, await city.Read(db => db.Set<RefundWish>().CountAsync()));
        await suzuki.Open(Links.Payment(charge));
        await suzuki.Press("申し出を取り下げる");
        Assert.Contains("500円を返金する", suzuki.Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 渡した証明書の手数料を返して取りやめると_決定が取り消され_文書はだれがいつ無効にしたかを言い_開いても無効の印が付く(string database)
    {
        await using var city = await City.Start(database);
        var (id, charge, document) = await Certified(city);
        var tanaka = await (await city.Officer("tanaka")).Open($"{Links.Payment(charge)}/refund");
        Assert.Contains("作った文書を無効にする", tanaka.Text, StringComparison.Ordinal); // the paper was handed over: it can become void alone
        await tanaka.Fill("返金の理由", "別の方の記録で作ったため").Choose("申し込みを取りやめる").Press("返金する");
        Assert.Equal(HttpStatusCode.OK, tanaka.Status);
        Assert.Equal(ApplicationState.Withdrawn, (await city.Case(id)).State);
        await tanaka.Open(Links.Document(document));
        Assert.Contains("田中", tanaka.Page.QuerySelector(".banner")?.TextContent ?? "", StringComparison.Ordinal);
        Assert.Contains("令和8年11月24日", tanaka.Page.QuerySelector(".banner")?.TextContent ?? "", StringComparison.Ordinal);
        var paper = await city.Read(db => db.Set<Documents.DocumentFile>()
            .Where(f => f.DocumentId == document).Select(f => f.File).SingleAsync());
        using var file = await tanaka.Raw($"{Links.Document(document)}/files/{paper}");
        // The mark lies across the sheet: its letters stand on lines of their own.
        var text = string.Concat(Rules.PaperTests.Read(await file.Content.ReadAsByteArrayAsync(), "pdftotext", "-raw", "-")
            .Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains("無効", text, StringComparison.Ordinal);
        Assert.Contains("令和8年11月24日", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open(Links.Case(id) + "/letter")).Status);
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Subject.StartsWith("市が取りやめました", StringComparison.Ordinal)
            && m.Text.Contains("使えなくなりました", StringComparison.Ordinal));
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        Assert.Contains("結果の文書は無効になりました", (await hanako.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        Assert.Contains("別の方の記録で作ったため", hanako.Text, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);
    }

    [Theory, BothDatabases]
    public async Task 一人で返せない額の予約は_本人に代わって取りやめるときも二人目が要る(string database)
    {
        await using var city = await City.Start(database, Low);
        var (id, charge, _) = await Paid(city);
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(id));
        await suzuki.Follow("本人に代わって取りやめる");
        Assert.DoesNotContain("取りやめて知らせる", suzuki.Text, StringComparison.Ordinal);
        await suzuki.Follow("支払いの画面を開く");
        Assert.Equal(Links.Payment(charge), suzuki.Path);
        await suzuki.Post($"{Links.Case(id)}/cancel", ("reason", "頼まれたため"));
        Assert.Equal((ApplicationState.Granted, 0), ((await city.Case(id)).State, await city.Read(db => db.Set<Refund>().CountAsync())));
    }

    [Theory, InlineData("Keyaki:Payments:RefundAlone"), InlineData("Keyaki:Procedures:CloseAlone")]
    public void 一人で決められる限りが数字でなければ始まらず_どの設定かを言う(string setting)
    {
        foreach (var wrong in new[] { "五千", "-1", "5,000", "" })
            Assert.Contains($"{setting}: 0から", Assert.Throws<Web.SettingFault>(() =>
                Web.Hall.Build(["--environment", "Production", $"--{setting}={wrong}"])).Message, StringComparison.Ordinal);
        Assert.DoesNotContain($"{setting}:", Assert.Throws<Web.SettingFault>(() =>
            Web.Hall.Build(["--environment", "Production", $"--{setting}=0"])).Message, StringComparison.Ordinal);
    }

    static async Task<Visitor> Wish(City city, Guid charge)
    {
        var suzuki = await (await city.Officer("suzuki")).Open($"{Links.Payment(charge)}/refund");
        await suzuki.Fill("返金の理由", "頼まれたため").Choose("申し込みを取りやめる").Press("返金を申し出る");
        Assert.Equal(HttpStatusCode.OK, suzuki.Status);
        return suzuki;
    }

    /// <summary>A booking whose 500 yen came in, with a paper about it.</summary>
    static async Task<(Guid Id, Guid Charge, Guid Document)> Paid(City city)
    {
        var id = await city.Bulky(Day);
        var charge = await Money(city, id);
        return await city.Turns.Run(async (services, db, ct) =>
        {
            var paper = await services.GetRequiredService<IDocuments>()
                .File(db, new Filing(Application.Kind, id, "収集の決定（清瀬 花子）", "kankyo",
                city.Services.GetRequiredService<CityProfile>().Files<RecordClasses>().All[0].Code, city.Clock.Today(), city.Clock.Today(), null,
                ""), ct);
            return (id, charge, paper.Id);
        });
    }

    static Task<Guid> Money(City city, Guid id) => city.Turns.Run(async (_, db, ct) =>
        {
            var (charge, now) = (await db.Set<Charge>().Include(c => c.Attempts).Include(c => c.Captures).AsTracking()
                .SingleAsync(c => c.SubjectId == id, ct), city.Clock.GetUtcNow());
            db.Add(charge.Start(city.Clock));
            var capture = charge.Take("pay_1", charge.Amount, PaymentMethod.Card, now, city.Clock) ?? throw new InvalidOperationException();
            db.Add(capture);
            charge.Honour(capture, now);
            return charge.Id;
        });

    /// <summary>A certificate that was paid for, decided and handed over.</summary>
    static async Task<(Guid Id, Guid Charge, Guid Document)> Certified(City city)
    {
        var id = await city.Copies();
        await city.Turns.Run(async (services, db, ct) =>
        {
            var found = await db.Set<Application>().AsTracking().SingleAsync(a => a.Id == id, ct);
            var bill = new Bill(Application.Kind, id, new Yen(300), "手数料", "0002", city.Clock.GetUtcNow().AddMinutes(30), found.Account,
                "/my", found.Department);
            var opened = await services.GetRequiredService<IPayments>().Open(db, bill, ct);
            return await db.Set<Application>().Where(a => a.Id == id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Charge, opened), ct);
        });
        var charge = await Money(city, id);
        var tanaka = await (await city.Officer("tanaka")).Open(Links.Case(id));
        await tanaka.Press("審査を始める");
        await tanaka.Follow("決定する（専決）");
        await tanaka.Choose("認める（交付する）").Press("この内容で決定する");
        await city.Settle();
        await tanaka.Open($"{Links.Case(id)}/deliver");
        await tanaka.Choose("窓口で渡した").Press("交付したことを記録する");
        Assert.Equal(ApplicationState.Completed, (await city.Case(id)).State);
        return (id, charge, await city.Read(db => db.Set<Disposition>().Where(d => d.ApplicationId == id)
            .Select(d => d.Document ?? Guid.Empty).SingleAsync()));
    }
}
