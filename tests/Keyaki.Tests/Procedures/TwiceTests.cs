using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>A double click, the way back, and two windows: what changes a case happens once, and whoever pressed again is led on or
/// told.</summary>
public sealed class TwiceTests
{
    static Task<Visitor> Hanako(City city, Application found) => city.SignedIn(ActorKind.Resident, found.Account);

    [Theory, BothDatabases]
    public async Task 取下げは一度だけで_もう一度押しても今の状態へ進む(string database)
    {
        await using var city = await City.Start(database);
        var found = await city.Case(await city.Composter());
        var three = await Twice.Three(() => Hanako(city, found), $"{Links.Application(found.Id)}/withdraw", null);
        await Twice.Attacked(three[0], three[1], three[2], "取り下げる",
            () => city.Read(db => db.Set<Withdrawal>().CountAsync(w => w.ApplicationId == found.Id)));
        Assert.Equal(ApplicationState.Withdrawn, (await city.Case(found.Id)).State);
    }

    [Theory, BothDatabases]
    public async Task 移送の申し出と返事は一度だけで_もう一度押しても知らされる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var three = await Twice.Three(city, "suzuki", $"{Links.Case(id)}/transfer",
            v => v.Choose("移す先の課/市民課").Fill("移す理由", "市民課の事務分掌です。"));
        await Twice.Attacked(three[0], three[1], three[2], "移送を申し出る",
            () => city.Read(db => db.Set<Handover>().CountAsync(h => h.ApplicationId == id)));
        three = await Twice.Three(city, "tanaka", $"{Links.Case(id)}/take", v => v.Choose("返事/受ける"));
        await Twice.Attacked(three[0], three[1], three[2], "返事をする",
            () => city.Read(db => db.Set<Handover>().CountAsync(h => h.ApplicationId == id && h.How == HandoverEnd.Taken)));
        Assert.Equal("shimin", (await city.Case(id)).Department);
    }

    [Theory, BothDatabases]
    public async Task 起案は一度だけで_もう一度押しても決裁は増えない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await (await (await city.Officer("suzuki")).Open(Links.Case(id))).Press("審査を始める");
        var three = await Twice.Three(city, "suzuki", $"{Links.Case(id)}/propose", v => v.Choose("決定/認める"));
        await Twice.Attacked(three[0], three[1], three[2], "決裁に回す",
            () => city.Read(db => db.Set<Recommendation>().CountAsync(r => r.ApplicationId == id)));
        Assert.Equal(ApplicationState.Proposed, (await city.Case(id)).State);
    }
}
