using System.Net;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>A double click, the way back, and two windows: what changes a case happens once, and whoever pressed again is led on or
/// told.</summary>
public sealed class TwiceTests
{
    /// <summary>Two clicks on one page and one in another window in the same moment, then the page of before once more.</summary>
    static async Task Attacked(Visitor one, Visitor window, Visitor back, string button, Func<Task<int>> happened)
    {
        using var late = back.Prepare(button);
        HttpRequestMessage[] presses = [one.Prepare(button), one.Prepare(button), window.Prepare(button)];
        var answers = await Task.WhenAll(one.Send(presses[0]), one.Send(presses[1]), window.Send(presses[2]));
        // One page or the other window comes first; two clicks on one page are one.
        Assert.Contains(answers, a => a.StatusCode is HttpStatusCode.OK);
        Assert.Equal(answers[0].StatusCode, answers[1].StatusCode);
        foreach (var answer in answers) Told(answer.StatusCode);
        Assert.Equal(answers[0].RequestMessage?.RequestUri?.AbsolutePath, answers[1].RequestMessage?.RequestUri?.AbsolutePath);
        foreach (var (press, answer) in presses.Zip(answers)) { press.Dispose(); answer.Dispose(); }
        await back.Late(late);
        Told(back.Status);
        Assert.Equal(1, await happened());

        static void Told(HttpStatusCode status) => Assert.Contains(status,
            (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity]);
    }

    static Task<Visitor[]> Three(City city, string login, string page, Func<Visitor, Visitor>? fill = null) =>
        Three(() => city.Officer(login), page, fill);

    static async Task<Visitor[]> Three(Func<Task<Visitor>> who, string page, Func<Visitor, Visitor>? fill)
    {
        var all = new List<Visitor>();
        for (var i = 0; i < 3; i++)
        {
            var visitor = await (await who()).Open(page);
            all.Add(fill?.Invoke(visitor) ?? visitor);
        }
        return [.. all];
    }

    static Task<Visitor> Hanako(City city, Application found) => city.SignedIn(ActorKind.Resident, found.Account);

    [Theory, BothDatabases]
    public async Task 取下げは一度だけで_もう一度押しても今の状態へ進む(string database)
    {
        await using var city = await City.Start(database);
        var found = await city.Case(await city.Composter());
        var three = await Three(() => Hanako(city, found), $"{Links.Application(found.Id)}/withdraw", null);
        await Attacked(three[0], three[1], three[2], "取り下げる",
            () => city.Read(db => db.Set<Withdrawal>().CountAsync(w => w.ApplicationId == found.Id)));
        Assert.Equal(ApplicationState.Withdrawn, (await city.Case(found.Id)).State);
    }

    [Theory, BothDatabases]
    public async Task 移送の申し出と返事は一度だけで_もう一度押しても知らされる(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var three = await Three(city, "suzuki", $"{Links.Case(id)}/transfer",
            v => v.Choose("移す先の課/市民課").Fill("移す理由", "市民課の事務分掌です。"));
        await Attacked(three[0], three[1], three[2], "移送を申し出る",
            () => city.Read(db => db.Set<Handover>().CountAsync(h => h.ApplicationId == id)));
        three = await Three(city, "tanaka", $"{Links.Case(id)}/take", v => v.Choose("返事/受ける"));
        await Attacked(three[0], three[1], three[2], "返事をする",
            () => city.Read(db => db.Set<Handover>().CountAsync(h => h.ApplicationId == id && h.How == HandoverEnd.Taken)));
        Assert.Equal("shimin", (await city.Case(id)).Department);
    }

    [Theory, BothDatabases]
    public async Task 起案は一度だけで_もう一度押しても決裁は増えない(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        await (await (await city.Officer("suzuki")).Open(Links.Case(id))).Press("審査を始める");
        var three = await Three(city, "suzuki", $"{Links.Case(id)}/propose", v => v.Choose("決定/認める"));
        await Attacked(three[0], three[1], three[2], "決裁に回す",
            () => city.Read(db => db.Set<Recommendation>().CountAsync(r => r.ApplicationId == id)));
        Assert.Equal(ApplicationState.Proposed, (await city.Case(id)).State);
    }
}
