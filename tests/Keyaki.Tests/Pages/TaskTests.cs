using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>The home page of the office: what waits, for whom, and that it goes when it is done.</summary>
public sealed class TaskTests
{
    /// <summary>A list of the home page, a line for each task: title, kind, deadline, button.</summary>
    static List<string> Lines(Visitor visitor, string list) => [.. visitor.Page.QuerySelectorAll("table")
        .Where(t => t.QuerySelector("caption")?.TextContent == list).SelectMany(t => t.QuerySelectorAll("tbody tr"))
        .Select(r => string.Join('｜', r.QuerySelectorAll("th, td")
            .Select(c => (c.QuerySelector("a")?.FirstChild ?? c).TextContent.Trim())))];

    internal static List<string> Mine(Visitor visitor) => Lines(visitor, "あなたを待っている仕事");
    /// <summary>The same without what is only to be read.</summary>
    static List<string> Work(Visitor visitor) => Mine(visitor).FindAll(line => !line.EndsWith("読む", StringComparison.Ordinal));
    internal static List<string> Section(Visitor visitor) => Lines(visitor, "課で待っている仕事");

    [Theory, BothDatabases]
    public async Task 物語の町で起きたことのあと_仕事は今待っていることとちょうど同じだけあり_済んだものは残っていない(string database)
    {
        await using var city = await City.Told(database);
        await city.Settle();
        await TaskCheck.Agrees(city);
        Assert.True(await city.Read(db => db.Set<OfficeTask>().CountAsync(t => t.ClosedAt != null)) > 5);
        // No name of a person stands in any of them.
        var titles = await city.Read(db => db.Set<OfficeTask>().Select(t => t.Title).ToListAsync());
        Assert.NotEmpty(titles);
        Assert.DoesNotContain(titles, t => t.Contains("花子", StringComparison.Ordinal) || t.Contains("一郎", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task 申請は審査_決裁_差戻し_交付の順にすべき人の一覧に出て_済むと消える(string database)
    {
        await using var city = await City.Start(database);
        var id = await city.Composter();
        var number = (await city.Case(id)).Number;
        var title = $"生ごみ処理機器購入費補助金の交付申請（受付番号 {number}）";
        var suzuki = await (await city.Officer("suzuki")).Open("/office");
        // Nobody's yet: the section's pile, with its deadline in open days.
        Assert.Empty(Work(suzuki));
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(title)}｜審査｜あと[0-9]+開庁日｜審査する$", Assert.Single(Section(suzuki)));
        Assert.Empty(Section(await (await city.Officer("tanaka")).Open("/office")));
        // Another one, which she takes: it is hers.
        var taken = await city.Composter("松山 一郎", model: "B");
        await suzuki.Open(Links.Case(taken));
        await suzuki.Press("審査を始める");
        Assert.Contains($"{(await city.Case(taken)).Number}", Assert.Single(Work(await suzuki.Open("/office"))), StringComparison.Ordinal);
        Assert.StartsWith(title, Assert.Single(Section(suzuki)), StringComparison.Ordinal);
        await Leave(city, taken);

        var approval = await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kakaricho", "kankyo-kacho");
        Assert.Empty(Work(await suzuki.Open("/office")));
        var sato = await (await city.Officer("sato")).Open("/office");
        Assert.EndsWith("｜決裁｜なし｜決裁する", Assert.Single(Work(sato)), StringComparison.Ordinal);
        var takahashi = await (await city.Officer("takahashi")).Open("/office");
        Assert.Empty(Work(takahashi));
        await sato.Follow("決裁する");
        Assert.StartsWith(Links.Decide(approval), sato.Path, StringComparison.Ordinal);
        await TaskCheck.Agrees(city);

        await sato.Fill("差戻しの理由", "型番を確かめてください").Press("差し戻す");
        Assert.Empty(Work(await sato.Open("/office")));
        Assert.StartsWith($"{title}｜差戻し", Assert.Single(Work(await suzuki.Open("/office"))), StringComparison.Ordinal);
        await suzuki.Follow("直す");
        Assert.Equal(Links.Case(id), suzuki.Path);
        // The applicant takes it back: nothing waits for anybody.
        await Leave(city, id);
        Assert.Empty(Work(await suzuki.Open("/office")));
        await TaskCheck.Agrees(city);
        Assert.Equal(0, await city.Read(db => db.Set<OfficeTask>().CountAsync(t => t.ClosedAt == null && t.Url == Links.Case(id))));
    }

    [Theory, BothDatabases]
    public async Task ホームの終わりには_自分が最近見たものが新しい順に出て_ほかの人が見たものは出ない(string database)
    {
        await using var city = await City.Start(database);
        Guid[] cases = [await city.Composter(), await city.Composter("松山 一郎", model: "B")];
        var suzuki = await (await city.Officer("suzuki")).Open("/office");
        List<string> Seen() => [.. suzuki.Page.QuerySelectorAll(".seen a").Select(a => a.GetAttribute("href") ?? "")];
        Assert.Empty(Seen());
        foreach (var id in new[] { cases[0], cases[1], cases[0] })
        {
            await suzuki.Open(Links.Case(id));
            city.Clock.Pass(TimeSpan.FromMinutes(1));
        }
        await (await city.Officer("sato")).Open(Links.Case(cases[1]));
        await suzuki.Open("/office");
        Assert.Equal([Links.Case(cases[0]), Links.Case(cases[1])], Seen());
        Assert.DoesNotContain("一郎", suzuki.Page.QuerySelector(".seen")?.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, await city.Read(db => db.Set<Keyaki.Kits.Seen>().CountAsync()));
        city.Clock.Pass(TimeSpan.FromDays(31));
        await city.Sweep();
        Assert.Equal(0, await city.Read(db => db.Set<Keyaki.Kits.Seen>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task この一週間の図は_開庁日ごとに届いた仕事と済んだ仕事と期限を数え_ほかの課と閉庁日の分も正しい(string database)
    {
        await using var city = await City.Start(database);
        var first = await city.Composter();
        var suzuki = await city.Officer("suzuki");
        async Task<List<string>> Told(Visitor who) => [.. (await who.Open("/office")).Page.QuerySelectorAll("svg.week")
            .Select(s => s.GetAttribute("aria-label") ?? "")];
        var today = city.Clock.Today();
        var open = city.Services.GetRequiredService<CityProfile>().Calendar;
        string On(DateOnly day) => day == city.Clock.Today() ? "きょう" : $"{day.Month}/{day.Day}（{"日月火水木金土"[(int)day.DayOfWeek]}）";
        Assert.Contains("きょうは届いた1件、済んだ0件。", (await Told(suzuki))[0], StringComparison.Ordinal);
        Assert.Empty(await Told(await city.Officer("tanaka")));
        // Taken over it is the same work; withdrawn it is done.
        await suzuki.Open(Links.Case(first));
        await suzuki.Press("審査を始める");
        Assert.Contains("きょうは届いた1件、済んだ0件。", (await Told(suzuki))[0], StringComparison.Ordinal);
        await Leave(city, first);
        Assert.Contains("きょうは届いた1件、済んだ1件。", (await Told(suzuki))[0], StringComparison.Ordinal);
        // On the Saturday after it somebody sends another one: it stands on the Monday.
        while (city.Clock.Today().DayOfWeek is not DayOfWeek.Saturday) city.Clock.Pass(TimeSpan.FromDays(1));
        var second = await city.Composter("松山 一郎", model: "B");
        var monday = open.OnOrAfter(city.Clock.Today());
        while (city.Clock.Today() < monday) city.Clock.Pass(TimeSpan.FromDays(1));
        suzuki = await city.Officer("suzuki");
        var past = (await Told(suzuki))[0];
        Assert.Contains("きょうは届いた1件、済んだ0件。", past, StringComparison.Ordinal);
        Assert.Contains($"{On(today)}は届いた1件、済んだ1件。", past, StringComparison.Ordinal);
        Assert.DoesNotContain("土", past, StringComparison.Ordinal);
        // Its deadline, on the day and afterwards.
        var due = open.Add(((await city.Case(second)).Due ?? default).AddDays(1), -1);
        while (city.Clock.Today() < due) city.Clock.Pass(TimeSpan.FromDays(1));
        suzuki = await city.Officer("suzuki");
        Assert.Contains("期限を過ぎた0件。きょうは1件。", (await Told(suzuki))[1], StringComparison.Ordinal);
        while (city.Clock.Today() <= (await city.Case(second)).Due) city.Clock.Pass(TimeSpan.FromDays(1));
        suzuki = await city.Officer("suzuki");
        Assert.Contains("期限を過ぎた1件。", (await Told(suzuki))[1], StringComparison.Ordinal);
    }

    static Task Leave(City city, Guid id) => city.Turns.Run(async (_, db, ct) =>
    {
        var found = await db.Set<Application>().AsTracking().FirstAsync(a => a.Id == id, ct);
        db.Add(found.Withdraw(found.Account, city.Clock.Today(), null, city.Clock.NewId(), city.Clock.GetUtcNow()));
        return true;
    });

    [Theory, BothDatabases]
    public async Task ホームの仕事は_モジュールがいくつあっても二つの問いで集まる(string database)
    {
        await using var city = await City.Start(database);
        await city.Composter();
        await (await city.Officer("suzuki")).Open("/office");
        // The third counts for the week's figures.
        Assert.Equal(3, city.Queries.Last.Sql.Count(s => s.Contains("kits_tasks", StringComparison.Ordinal)));
        // The visit, the officer and their powers beside it.
        Assert.True(city.Queries.Last.Count <= 7, string.Join('\n', city.Queries.Last.Sql));
    }
}
