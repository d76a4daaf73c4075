using System.Net;
using Keyaki.Approvals;
using Keyaki.Contracts;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.Pages;

/// <summary>Two people at the same record in the same moment: one wins, the other is told, nothing is doubled.</summary>
public sealed class TwoAtOnceTests
{
    [Theory, BothDatabases]
    public async Task 二人が同時に審査を始めると_一人が担当になり_もう一人は知らされる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var (suzuki, sato) = (await city.Officer("suzuki"), await city.Officer("sato"));
        await suzuki.Open(Links.Case(id));
        await sato.Open(Links.Case(id));
        await Task.WhenAll(suzuki.Press("審査を始める"), sato.Press("審査を始める"));
        var (won, told) = suzuki.Status is HttpStatusCode.OK ? (suzuki, sato) : (sato, suzuki);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (won.Status, told.Status));
        Assert.Contains("ほかの人が内容を変えました", told.Text, StringComparison.Ordinal);
        Assert.Contains("さんが「審査を開始」をしました", told.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1), await city.Read(async db => (await db.Set<Examination>().CountAsync(e => e.ApplicationId == id),
            await db.Set<Assignment>().CountAsync(e => e.ApplicationId == id))));
    }

    [Theory, BothDatabases]
    public async Task 承認と差戻しが同時に来ると_先の一つだけが残る(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var approval = await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kacho");
        var (one, two) = (await city.Officer("takahashi"), await city.Officer("takahashi"));
        await one.Open(Links.Decide(approval));
        await two.Open(Links.Decide(approval));
        two.Fill("差戻しの理由", "写真を確かめてください。");
        await Task.WhenAll(one.Press("承認する"), two.Press("差し戻す"));
        var (won, told) = one.Status is HttpStatusCode.OK ? (one, two) : (two, one);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (won.Status, told.Status));
        Assert.Contains("高橋 浩：", told.Text, StringComparison.Ordinal);
        // The hall's own worker makes the letter as soon as it is decided: what is looked at is the end of that.
        await city.Settle();
        var found = await city.Case(id);
        var decided = await city.Read(db => db.Set<Disposition>().CountAsync(d => d.ApplicationId == id));
        Assert.Equal(won == one ? (ApplicationState.Completed, 1) : (ApplicationState.Examining, 0), (found.State, decided));
        Assert.Equal(2, await city.Read(db => db.Set<Act>().CountAsync(a => a.ApprovalId == approval)));
    }

    [Theory, BothDatabases]
    public async Task ほかの課の職が経路にあれば_その人は案件を読んで決められ_案件を変えることはできない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var approval = await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kakaricho", "shimin-kacho");
        var watanabe = await city.Officer("watanabe");
        Assert.Contains("引き上げて承認する", (await watanabe.Open(Links.Decide(approval))).Text, StringComparison.Ordinal);
        await OfficeCases.Approve(city, id, "sato");
        await watanabe.Open(Links.Decide(approval));
        Assert.Contains("清瀬 花子", watanabe.Text, StringComparison.Ordinal);
        Assert.Contains("決裁に関わる職員として見ています", (await watanabe.Open(Links.Case(id))).Text, StringComparison.Ordinal);
        foreach (var change in new[] { "note", "assign", "correct", "propose" })
            Assert.Equal(HttpStatusCode.NotFound, (await watanabe.Open($"{Links.Case(id)}/{change}")).Status);
        // A colleague of the decider who stands on no route sees nothing.
        var ito = await city.Officer("ito");
        foreach (var page in new[] { Links.Case(id), Links.Decide(approval) })
            Assert.Equal(HttpStatusCode.NotFound, (await ito.Open(page)).Status);
        await OfficeCases.Approve(city, id, "watanabe");
        // The hall's own worker makes the letter as soon as it is decided: what is looked at is the end of that.
        await city.Settle();
        Assert.Equal(ApplicationState.Completed, (await city.Case(id)).State);
        Assert.Equal(await city.OfficerId("watanabe"),
            await city.Read(db => db.Set<Disposition>().Where(d => d.ApplicationId == id).Select(d => d.By).SingleAsync()));
    }
}
