using System.Net;
using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Residents;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>Copies of the resident record for households and foreign residents, made from the register.</summary>
public sealed class HouseholdTests
{
    static async Task<Visitor> Begin(City city, string name)
    {
        var visitor = await city.SignedIn(ActorKind.Resident, (await city.Person(name)).Account);
        await visitor.Open("/procedures/resident-record/apply");
        return await visitor.Press("入力を始める");
    }

    static Task Change(City city, string name, Action<Keyaki.Residents.Person> change) => city.Turns.Run(async (_, db, ct) =>
    {
        change(await db.Set<Keyaki.Residents.Person>().AsTracking().SingleAsync(p => p.Name == name, ct));
        return true;
    });

    /// <summary>The text of the certificate that 田中さん opens, without blanks.</summary>
    static async Task<string> Certificate(City city, Guid id)
    {
        var tanaka = await city.Officer("tanaka");
        for (var tries = 0; tries < 100; tries++)
        {
            // The hall's own worker may be making it at this moment.
            await city.Settle();
            using var letter = await tanaka.Raw($"/office/cases/{id}/letter");
            if (letter.StatusCode is HttpStatusCode.OK)
                return string.Concat(PaperTests.Read(await letter.Content.ReadAsByteArrayAsync(), "pdftotext", "-layout", "-")
                .Where(c => !char.IsWhiteSpace(c)));
            await Task.Delay(50);
        }
        throw new TimeoutException("証明書ができません");
    }

    static async Task Grant(City city, Guid id)
    {
        var tanaka = await city.Officer("tanaka");
        await (await tanaka.Open(Links.Case(id))).Press("審査を始める");
        await (await tanaka.Follow("決定する")).Choose("決定/認める").Press("この内容で決定する");
        Assert.Equal(ApplicationState.Granted, (await city.Case(id)).State);
    }

    [Theory, BothDatabases]
    public async Task リンさんは世帯の一部と在留の項目を選べ_証明書は住民記録のとおりになる(string database)
    {
        await using var city = await City.Start(database);
        var linh = await Begin(city, "グエン ティ リン");
        Assert.DoesNotContain("本籍と筆頭者", linh.Text, StringComparison.Ordinal);
        linh.Choose("どなたの住民票/世帯の一部").Choose("載せる項目/国籍・地域").Choose("載せる項目/在留資格").Choose("載せる項目/番号").Choose("マイナンバー/いいえ").Choose("住民票コード/いいえ")
            .Fill("通数", "1");
        await linh.Press("次へ");
        Assert.Contains("グエン ヴァン ミン（1996年8月3日生まれ）", linh.Text, StringComparison.Ordinal);
        Assert.True(await city.Read(db => db.Set<JournalEntry>().AnyAsync(e => e.Code == "draft.household")));
        await linh.Press("次へ");
        Assert.Contains("必要な方", linh.Errors.Single(), StringComparison.Ordinal);
        await linh.Choose("必要な方/グエン ヴァン ミン").Press("次へ");
        await linh.Choose("使う目的/勤務先").Press("次へ");
        await linh.Choose("受け取り方/市民課の窓口").Fill("電話番号", "090-0000-0003").Press("次へ");
        Assert.Contains("グエン ヴァン ミン（1996年8月3日生まれ）", linh.Text, StringComparison.Ordinal);
        Assert.Contains("国籍・地域、在留資格", linh.Text, StringComparison.Ordinal);
        await linh.Press("支払いへ進む");
        var id = await city.Read(db => db.Set<Application>().Where(a => a.Name == "グエン ティ リン").Select(a => a.Id).SingleAsync());
        await city.Turns.Run(async (services, db, ct) =>
        {
            foreach (var ear in (IEnumerable<IHear<ChargePaid>>)services.GetService(typeof(IEnumerable<IHear<ChargePaid>>))!)
                await ear.Hear(new ChargePaid(Application.Kind, id, city.Clock.NewId(), new Yen(300), city.Clock.GetUtcNow(), false), db,
                    ct);
            return true;
        });
        Assert.Contains("国籍・地域、在留資格", (await linh.Open(Links.Application(id))).Text, StringComparison.Ordinal);
        await Grant(city, id);
        var text = await Certificate(city, id);
        foreach (var item in new[] { "グエンヴァンミン", "1996年8月3日", "外国人住民となった年月日", "国籍・地域ベトナム", "中長期在留者", "家族滞在", "2028年4月20日", "AA00000002AA" })
            Assert.Contains(item, text, StringComparison.Ordinal);
        Assert.DoesNotContain("リン", text, StringComparison.Ordinal);
        Assert.DoesNotContain("本籍", text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 頼んでいない項目は載らず_通称は氏名とともに載る(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Copies("グエン ティ リン", include: "relationship");
        await Grant(city, id);
        var text = await Certificate(city, id);
        foreach (var item in new[] { "グエンティリン", "通称元町リン", "グエンヴァンミン", "続柄夫" }) Assert.Contains(item, text, StringComparison.Ordinal);
        foreach (var item in new[] { "ベトナム", "中長期", "家族滞在", "AA0000" }) Assert.DoesNotContain(item, text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 世帯の人だけを選べ_ひとりの世帯には一部という選び方がない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await Begin(city, "清瀬 花子");
        Assert.DoesNotContain("国籍・地域", hanako.Text, StringComparison.Ordinal);
        hanako.Choose("どなたの住民票/世帯の一部").Choose("マイナンバー/いいえ").Choose("住民票コード/いいえ").Fill("通数", "1");
        await hanako.Press("次へ");
        foreach (var member in new[] { "清瀬 花子（", "清瀬 太郎（", "清瀬 さくら（" }) Assert.Contains(member, hanako.Text, StringComparison.Ordinal);
        var (path, token) = (hanako.Path, hanako.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "");
        await hanako.Post(path, ("__RequestVerificationToken", token), ("whose", "some"), ("members", "松山 一郎（昭和47年9月30日生まれ）"),
            ("myNumber", "no"), ("jukiCode", "no"), ("copies", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hanako.Status);
        Assert.DoesNotContain("世帯の一部", (await Begin(city, "旭 健二")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 作れない証明書は決定の前に職員が言葉で知る(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Copies(whose: "some", members: "清瀬 太郎（昭和23年2月11日生まれ）", include: "origin");
        var tanaka = await city.Officer("tanaka");
        await (await tanaka.Open(Links.Case(id))).Press("審査を始める");
        async Task Says(string why)
        {
            await tanaka.Open($"/office/cases/{id}/decide");
            Assert.Contains(why, tanaka.Text, StringComparison.Ordinal);
            await tanaka.Choose("決定/認める").Press("この内容で決定する");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
            Assert.Equal(ApplicationState.Examining, (await city.Case(id)).State);
        }
        await Change(city, "清瀬 太郎", p => p.Domicile = null);
        await Says("清瀬 太郎さんの本籍か筆頭者が、住民記録にありません。");
        await Change(city, "清瀬 太郎", p => p.ClosedOn = new DateOnly(2026, 11, 1));
        await Says("清瀬 太郎（昭和23年2月11日生まれ）が、今はこの世帯にいません。");
        await Change(city, "清瀬 花子", p => p.ClosedOn = new DateOnly(2026, 11, 1));
        await Says("請求した方の住民票が、消除されています。");
    }

    [Theory, BothDatabases]
    public async Task 満了した在留期間は決定の前に職員に知らせ_交付はできる(string database)
    {
        await using var city = await City.Start(database);
        var (id, other) = (await city.Copies("グエン ティ リン", whose: "self", include: "status"),
            await city.Copies("グエン ティ リン", whose: "some", members: "グエン ヴァン ミン（1996年8月3日生まれ）"));
        await city.Turns.Run(async (_, db, ct) =>
        {
            var linh = await db.Set<Keyaki.Residents.Person>().Where(p => p.Name == "グエン ティ リン").Select(p => p.Id).SingleAsync(ct);
            (await db.Set<ForeignEntry>().AsTracking().SingleAsync(f => f.Person == linh, ct)).Until = city.Clock.Today().AddDays(-1);
            return true;
        });
        var tanaka = await city.Officer("tanaka");
        foreach (var (one, told) in new[] { (id, true), (other, false) })
        {
            await (await tanaka.Open(Links.Case(one))).Press("審査を始める");
            await tanaka.Follow("決定する");
            Assert.Equal(told, tanaka.Text.Contains("グエン ティ リンさんの在留期間は、2026年11月23日で満了しています。", StringComparison.Ordinal));
            await tanaka.Choose("決定/認める").Press("この内容で決定する");
            Assert.Equal(ApplicationState.Granted, (await city.Case(one)).State);
        }
        Assert.Contains("2026年11月23日", await Certificate(city, id), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 決定の後に作れなくなった証明書は申請の画面に理由が出て_直ればもう一度作れる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Copies();
        // Decided and moved away in one moment, so that the hall's own worker cannot be quicker.
        await city.Turns.Run(async (services, db, ct) =>
        {
            var (found, now) = (await db.Set<Application>().AsTracking().SingleAsync(a => a.Id == id, ct), city.Clock.GetUtcNow());
            db.Add(found.Examine(city.Clock.NewId(), city.Clock.NewId(), now));
            var decided = found.Decide(Outcome.Granted, null, city.Clock.NewId(), null, city.Clock.NewId(), now);
            db.Add(decided);
            decided.Document = (await ((IDocuments)services.GetService(typeof(IDocuments))!)
                .File(db, new Filing(Application.Kind, id, "住民票", "shimin", "shimin-shomei", city.Clock.Today(), city.Clock.Today(),
                    found.Person, "住民票"),
                ct)).Id;
            (await db.Set<Keyaki.Residents.Person>().AsTracking().SingleAsync(p => p.Name == "清瀬 花子", ct)).ClosedOn =
                new DateOnly(2026, 11, 1);
            ((Outbox)services.GetService(typeof(Outbox))!).Add(db, "procedures.letter", id.ToString("N"), new LetterErrand(id));
            return true;
        });
        for (var tries = 0; tries < 12; tries++)
        {
            await city.Settle();
            city.Clock.Pass(TimeSpan.FromDays(1));
        }
        Assert.True(await city.Read(db => db.Set<OutboxItem>().AnyAsync(i => i.Kind == "procedures.letter" && i.DeadAt != null)));
        var tanaka = await city.Officer("tanaka");
        await tanaka.Open(Links.Case(id));
        Assert.Contains("請求した方の住民票が、消除されています。", tanaka.Text, StringComparison.Ordinal);
        await Change(city, "清瀬 花子", p => p.ClosedOn = null);
        await tanaka.Press("もう一度作る");
        Assert.Contains("清瀬花子", await Certificate(city, id), StringComparison.Ordinal);
        Assert.True(await city.Read(db => db.Set<JournalEntry>().AnyAsync(e => e.Code == "office.case.letter-again")));
    }

    [Theory, BothDatabases]
    public async Task 結び付きが終わった人の下書きは送れない(string database)
    {
        await using var city = await City.Start(database);
        var hanako = await Begin(city, "清瀬 花子");
        var draft = hanako.Path;
        await city.Turns.Run(async (_, db, ct) =>
        {
            foreach (var link in await db.Set<AccountLink>().AsTracking().Where(l => l.Standing != null).ToListAsync(ct))
                link.End(null, city.Clock.GetUtcNow());
            return true;
        });
        await hanako.Open(draft[..draft.LastIndexOf('/')] + "/check");
        Assert.Contains("オンラインでは受け付けられません", hanako.Heading, StringComparison.Ordinal);
    }
}
