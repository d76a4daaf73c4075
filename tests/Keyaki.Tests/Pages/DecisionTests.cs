using System.Net;
using Keyaki.Approvals;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Keyaki.Tests.Pages;

public sealed class 電子決裁
{
    const string Title = "生ごみ処理機器購入費補助金の交付（試験の1件）";

    static async Task<Guid> Propose(City city, string drafter, params string[] route)
    {
        var account = await city.Read(db => db.Database.SqlQuery<Guid>($"""SELECT "Id" AS "Value" FROM staff_officers WHERE "Login" = {drafter}""").SingleAsync());
        var subject = city.Clock.NewId();
        return await city.Turns.Run((services, db, ct) => services.GetRequiredService<IApprovals>().Propose(db, new("test", subject, Title, "課長専決", account, route, "/office"), ct));
    }

    static Task<Approval> Load(City city, Guid id) => city.Read(db => db.Set<Approval>().Include(a => a.Steps).Include(a => a.Acts).SingleAsync(a => a.Id == id));

    [Theory, BothDatabases]
    public async Task 係長と課長が順に承認して決裁になる(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, "suzuki", "kankyo-kakaricho", "kankyo-kacho");
        var sato = await city.Officer("sato");
        await sato.Open(Pile.Url);
        Assert.Contains(Title, sato.Text);
        await sato.Follow(Title);
        Assert.Equal(Title, sato.Heading);
        await sato.Press("承認する");
        Assert.Equal("決裁", sato.Heading);
        Assert.Contains($"「{Title}」を承認しました。", sato.Text);

        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        await takahashi.Press("承認する");
        Assert.Equal(ApprovalState.Decided, (await Load(city, id)).State);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "approvals.decide")));
        await takahashi.Open(Links.Decide(id));
        Assert.Contains("この案件は決裁済みです。", takahashi.Text);
        Assert.Empty(takahashi.Page.QuerySelectorAll(".decide form"));
    }

    [Theory, BothDatabases]
    public async Task 最後の承認を二度押しても決裁は一度だけ(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, "suzuki", "kankyo-kacho");
        var takahashi = await (await city.Officer("takahashi")).Open(Links.Decide(id));
        var clicks = await Task.WhenAll(takahashi.Send(takahashi.Prepare("承認する")), takahashi.Send(takahashi.Prepare("承認する")));
        Assert.All(clicks, c => Assert.Equal(HttpStatusCode.OK, c.StatusCode));
        Assert.Single((await Load(city, id)).Acts, a => a.Kind is ActKind.Approved);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "approvals.decide")));
    }

    [Theory, BothDatabases]
    public async Task 二つの画面から承認すると_あとの画面には変わったことを伝える(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, "suzuki", "kankyo-kakaricho", "kankyo-kacho");
        var one = await (await city.Officer("sato")).Open(Links.Decide(id));
        var two = await (await city.Officer("sato")).Open(Links.Decide(id));
        await one.Press("承認する");
        await two.Press("承認する");
        Assert.Equal(HttpStatusCode.Conflict, two.Status);
        Assert.Contains("佐藤 美紀：承認", two.Text);
        Assert.Single((await Load(city, id)).Acts, a => a.Kind is ActKind.Approved);
    }

    [Theory, BothDatabases]
    public async Task 差戻しには理由が要り_起案者に理由が見える(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, "suzuki", "kankyo-kakaricho", "kankyo-kacho");
        var sato = await (await city.Officer("sato")).Open(Links.Decide(id));
        await sato.Press("差し戻す");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sato.Status);
        Assert.Contains(sato.Errors, e => e.Contains("差戻しの理由", StringComparison.Ordinal));
        await sato.Fill("差戻しの理由", "領収書の日付が読めません").Press("差し戻す");
        Assert.Contains("差し戻しました", sato.Text);
        Assert.Equal(ApprovalState.Remanded, (await Load(city, id)).State);
        var suzuki = await (await city.Officer("suzuki")).Open(Links.Decide(id));
        Assert.Contains("領収書の日付が読めません", suzuki.Text);
    }

    [Theory, BothDatabases]
    public async Task 保留した案件は自分の一覧に残り_あとで承認できる(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, "suzuki", "kankyo-kakaricho");
        var sato = await (await city.Officer("sato")).Open(Links.Decide(id));
        await sato.Fill("保留の理由", "予算の残りを確かめています").Press("保留する");
        Assert.Contains("保留中", sato.Text);
        await (await sato.Follow(Title)).Press("承認する");
        Assert.Equal(ApprovalState.Decided, (await Load(city, id)).State);
    }

    [Theory, BothDatabases]
    public async Task 空席の職で止まり_権限のある職員が理由を書いて担当を変える(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, "suzuki", "kankyo-bucho");
        var takahashi = await (await city.Officer("takahashi")).Open($"{Pile.Url}?show=vacant");
        await takahashi.Follow(Title);
        Assert.Contains("空席です", takahashi.Text);
        await takahashi.Follow("担当を変更する");
        await takahashi.Choose("環境課 課長").Press("担当を変更する");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, takahashi.Status);
        await takahashi.Choose("環境課 課長").Fill("変更の理由", "部長が空席のため").Press("担当を変更する");
        Assert.Contains("担当を変更しました", takahashi.Text);
        await (await takahashi.Open(Links.Decide(id))).Press("承認する");
        Assert.Equal(ApprovalState.Decided, (await Load(city, id)).State);
        Assert.Equal(1, await city.Read(db => db.Set<JournalEntry>().CountAsync(e => e.Code == "approvals.reassign")));
    }

    [Theory, BothDatabases]
    public async Task 係長が異動すると空席で止まっている一覧に出て_後任が決まれば後任に回る(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, "suzuki", "kankyo-kakaricho");
        var takahashi = await city.Officer("takahashi");
        Task Sweep() => city.Turns.Run(async (services, db, ct) => { foreach (var sweep in services.GetServices<ISweep>()) await sweep.Sweep(db, city.Clock.GetUtcNow(), ct); return true; });
        Task Hold(string sql) => city.Turns.Run((_, db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct));
        await Sweep();
        Assert.DoesNotContain(Title, (await takahashi.Open($"{Pile.Url}?show=vacant")).Text);

        await Hold("UPDATE staff_post_holdings SET \"Post\" = 'kenko-kakaricho' WHERE \"Post\" = 'kankyo-kakaricho'");
        await Sweep();
        Assert.Contains(Title, (await takahashi.Open($"{Pile.Url}?show=vacant")).Text);
        Assert.Equal(StepState.Vacant, (await Load(city, id)).Current?.State);

        await Hold("UPDATE staff_post_holdings SET \"Post\" = 'kankyo-kakaricho' WHERE \"Officer\" = (SELECT \"Id\" FROM staff_officers WHERE \"Login\" = 'yamamoto')");
        await Sweep();
        await (await (await city.Officer("yamamoto")).Open(Links.Decide(id))).Press("承認する");
        Assert.Equal(ApprovalState.Decided, (await Load(city, id)).State);
    }

    [Theory, BothDatabases]
    public async Task 自分が経路にいる案件は起案できず_同じ案件を二度回すこともできない(string database)
    {
        await using var city = await City.Start(database);
        var rule = await Assert.ThrowsAsync<Rule>(() => Propose(city, "sato", "kankyo-kakaricho", "kankyo-kacho"));
        Assert.Contains("自分の案件を決裁できません", rule.Sentence);
        var subject = city.Clock.NewId();
        var drafter = (await Load(city, await Propose(city, "suzuki", "kankyo-kacho"))).Drafter;
        Task<Guid> Again() => city.Turns.Run((services, db, ct) => services.GetRequiredService<IApprovals>().Propose(db, new("test", subject, Title, "課長専決", drafter, ["kankyo-kacho"], "/office"), ct));
        await Again();
        Assert.Contains("すでに決裁に回っています", (await Assert.ThrowsAsync<Rule>(Again)).Sentence);
    }

    [Theory, BothDatabases]
    public async Task 経路にいない課の職員には見えず_決裁もできない(string database)
    {
        await using var city = await City.Start(database);
        var id = await Propose(city, "suzuki", "kankyo-kakaricho");
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("ito")).Open(Links.Decide(id))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("watanabe")).Open(Links.Decide(id))).Status);
        var sato = await (await city.Officer("sato")).Open(Links.Decide(id));
        var fields = sato.Page.QuerySelectorAll(".decide input[type=hidden]").Take(3).Select(i => (i.GetAttribute("name") ?? "", i.GetAttribute("value") ?? "")).ToArray();
        await (await city.Officer("ito")).Post(Links.Decide(id) + "/approve", fields);
        Assert.Equal(ApprovalState.InReview, (await Load(city, id)).State);
    }
}
