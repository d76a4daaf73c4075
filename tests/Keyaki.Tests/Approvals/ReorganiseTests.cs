using Keyaki.Approvals;
using Keyaki.Contracts;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InApprovals;

/// <summary>四月の組織改正: a department ends, and what hangs on it goes on.</summary>
public sealed class 組織の引継ぎ : OwnFiles
{
    [Theory, BothDatabases]
    public async Task 終わる課の決裁は_二人目が認めると後を継ぐ課の同じ段階の職に移る(string database)
    {
        Replace("departments.json", "\"code\": \"kankyo\",", "\"code\": \"kankyo\", \"until\": \"2027-03-31\", \"successor\": \"dx\",");
        await using var city = await Open(database);
        var id = await 決裁の経路.Propose(city, 決裁の経路.Of((StepKind.Review, "kankyo-kakaricho"), (StepKind.Decide, "kankyo-kacho")));
        await InDrafting.DraftTests.Written(city);
        var takahashi = await (await city.Officer("takahashi")).Open(Reorganise.Url);
        Assert.Contains("「環境課 係長」", takahashi.Text);
        Assert.Contains("完結していない起案", takahashi.Text);
        await takahashi.Press("引継ぎを申し出る");
        Assert.Equal("kankyo-kakaricho", (await 決裁の経路.Load(city, id)).Current?.Post);
        await takahashi.Follow("確認を待っています");
        Assert.DoesNotContain("確かめた結果を記録する", takahashi.Text);
        var kato = await (await city.Officer("kato")).Open(Reorganise.Url);
        await kato.Follow("確認を待っています");
        await kato.Choose("この引継ぎを行いますか/はい").Press("確かめた結果を記録する");
        var moved = await 決裁の経路.Load(city, id);
        Assert.Equal(["dx-kakaricho", "dx-kacho"], moved.Steps.OrderBy(s => s.Number).Select(s => s.Post));
        Assert.Equal(("dx", StepState.Pending), (moved.Department, moved.Current?.State));
        Assert.Equal(["dx"], await city.Read(db => db.Set<Keyaki.Drafting.Draft>().Where(d => d.Subject == "古い看板の取り外しについて")
            .Select(d => d.Department).ToListAsync()));
        await (await (await city.Officer("nakamura")).Open(Links.Decide(id))).Press("承認する");
        Assert.Equal("dx-kacho", (await 決裁の経路.Load(city, id)).Current?.Post);
    }
}
