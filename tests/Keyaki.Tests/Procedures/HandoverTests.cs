using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>移送: 環境課の鈴木さん offers a case to 市民課の田中さん.</summary>
public sealed class HandoverTests
{
    static async Task<Visitor> Offered(City city, Guid id, string reason = "市民課の事務分掌です。")
    {
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Case(id));
        await suzuki.Follow("ほかの課へ移す");
        return await suzuki.Choose("移す先の課/市民課").Fill("移す理由", reason).Press("移送を申し出る");
    }

    static Task<bool> Waits(City city, string department) => city.Read(db => db.Set<OfficeTask>()
        .AnyAsync(t => t.ClosedAt == null && t.Kind == TaskKind.Receive && t.Department == department));

    [Theory, BothDatabases]
    public async Task 受けるまでは元の課のままで両方の課に見え_受けると元の課からは見えず本人に新しい担当が知らされる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var due = (await city.Case(id)).Due;
        var suzuki = await Offered(city, id);
        Assert.Contains("市民課の返事を待っています", suzuki.Text, StringComparison.Ordinal);
        Assert.Contains("移送の返事待ち", (await suzuki.Open("/office/cases")).Text, StringComparison.Ordinal);
        var tanaka = await (await city.Officer("tanaka")).Open("/office/cases");
        Assert.Contains("ほかの課から移送を申し出られた申請が1件あります", tanaka.Text, StringComparison.Ordinal);
        Assert.True(await Waits(city, "shimin"));
        // what it is about is read before the answer; how the person is reached and paid is only hinted at until it is taken
        Assert.Equal(HttpStatusCode.OK, (await tanaka.Open(Links.Case(id))).Status);
        Assert.Contains("KC-1", tanaka.Text, StringComparison.Ordinal);
        Assert.Contains("…567", tanaka.Text, StringComparison.Ordinal);
        foreach (var veiled in new[] { "1234567", "042-000-0001", "900番地" })
            Assert.DoesNotContain(veiled, tanaka.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open($"{Links.Case(id)}/note")).Status);
        await (await tanaka.Open(Links.Case(id))).Follow("受けるか答える");
        Assert.Contains("市民課の事務分掌です。", tanaka.Text, StringComparison.Ordinal);
        using var twice = tanaka.Choose("返事/受ける").Prepare("返事をする");
        await tanaka.Press("返事をする");
        Assert.Equal(Links.Case(id), tanaka.Path);
        var found = await city.Case(id);
        Assert.Equal(("shimin", null, due, (Guid?)null), (found.Department, found.OfferedTo, found.Due, found.Assignee));
        Assert.False(await Waits(city, "shimin"));
        await tanaka.Press("審査を始める");
        Assert.Equal(HttpStatusCode.OK, tanaka.Status);
        Assert.Contains("市民課が移送を受入れ", tanaka.Text, StringComparison.Ordinal);
        Assert.Contains("1234567", tanaka.Text, StringComparison.Ordinal);
        // who sent it knows that it was sent, and no more
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open(Links.Case(id))).Status);
        await suzuki.Open("/office/cases/sent");
        Assert.Contains($"{found.Number}", suzuki.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("花子", suzuki.Text, StringComparison.Ordinal);
        var hanako = await city.SignedIn(ActorKind.Resident, found.Account);
        await hanako.Open(Links.Application(id));
        Assert.Contains("担当が市民課になりました", hanako.Text, StringComparison.Ordinal);
        await hanako.Open(Links.Application(id) + "?lang=en");
        Assert.Contains("Now handled by the Citizens", hanako.Text, StringComparison.Ordinal);
        await city.Settle();
        Assert.Contains(city.Simulator.Mails.Mails, m => m.Subject.Contains("担当の課が変わりました", StringComparison.Ordinal));
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "office.case.take")));
    }

    [Theory, BothDatabases]
    public async Task 受けないときは理由が要り元の課に戻り_返事を待つ間は決められない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await (await (await city.Officer("suzuki")).Open(Links.Case(id))).Press("審査を始める");
        var suzuki = await Offered(city, id);
        await suzuki.Open($"{Links.Case(id)}/propose");
        await suzuki.Choose("決定/認める").Press("決裁に回す");
        Assert.Contains("ほかの課へ移送を申し出ています", suzuki.Text, StringComparison.Ordinal);
        var tanaka = await (await city.Officer("tanaka")).Open($"{Links.Case(id)}/take");
        await tanaka.Choose("返事/受けない").Press("返事をする");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tanaka.Status);
        await tanaka.Fill("受けない理由", "環境課の要綱によるものです。").Press("返事をする");
        Assert.Equal("/office/cases", tanaka.Path.Split('?')[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open(Links.Case(id))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open($"{Links.Case(id)}/take")).Status);
        await suzuki.Open(Links.Case(id));
        Assert.Contains("環境課の要綱によるものです。", suzuki.Text, StringComparison.Ordinal);
        Assert.Equal("kankyo", (await city.Case(id)).Department);
    }

    [Theory, BothDatabases]
    public async Task 申し出は取り下げられ_本人が取り下げると返事は要らなくなる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var suzuki = await Offered(city, id);
        var tanaka = await (await city.Officer("tanaka")).Open($"{Links.Case(id)}/take");
        await suzuki.Press("移送の申し出を取り下げる");
        Assert.False(await Waits(city, "shimin"));
        // the other one's page is from before
        await tanaka.Choose("返事/受ける").Press("返事をする");
        Assert.Equal(HttpStatusCode.NotFound, tanaka.Status);
        await Offered(city, id);
        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Case(id)).Account);
        await (await hanako.Open($"{Links.Application(id)}/withdraw")).Press("取り下げる");
        Assert.False(await Waits(city, "shimin"));
        Assert.Equal((ApplicationState.Withdrawn, null), ((await city.Case(id)).State, (await city.Case(id)).OfferedTo));
        Assert.Equal([HandoverEnd.Dropped, HandoverEnd.Dropped],
            await city.Read(db => db.Set<Handover>().Select(h => h.How ?? HandoverEnd.Taken).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task 手数料を収納した申請は移せず理由が出て_ほかの課の職員や二重の申し出はできない(string database)
    {
        await using var city = await City.Start(database);
        var copies = await city.Copies();
        await city.Turns.Run(async (_, db, ct) =>
        {
            var found = await db.Set<Application>().AsTracking().SingleAsync(a => a.Id == copies, ct);
            db.Entry(found).Property(a => a.PaidAt).CurrentValue = city.Clock.GetUtcNow();
            return true;
        });
        var tanaka = await (await city.Officer("tanaka")).Open($"{Links.Case(copies)}/transfer");
        Assert.Contains("手数料をこの課で収納しています", tanaka.Text, StringComparison.Ordinal);
        var id = await city.Composter();
        Assert.Equal(HttpStatusCode.NotFound, (await tanaka.Open($"{Links.Case(id)}/transfer")).Status);
        var suzuki = await (await city.Officer("suzuki")).Open($"{Links.Case(id)}/transfer");
        await Offered(city, id);
        await suzuki.Choose("移す先の課/健康推進課").Fill("移す理由", "もう一度").Press("移送を申し出る");
        Assert.Equal(HttpStatusCode.Conflict, suzuki.Status);
        Assert.Single(await city.Read(db => db.Set<Handover>().ToListAsync()));
    }
}
