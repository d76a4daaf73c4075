using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>A procedure that changes on a day: what residents find, what they have begun, and what officers list.</summary>
public sealed class EditionPageTests : IDisposable
{
    static readonly DateOnly Change = DateOnly.FromDateTime(TestClock.StoryDay.DateTime).AddDays(1);
    readonly string copy = Directory.CreateTempSubdirectory("keyaki-city").FullName;

    public void Dispose() => Directory.Delete(copy, recursive: true);

    /// <summary>A city in which the screening is called otherwise from tomorrow on.</summary>
    Task<City> Start(string database, string? until = null)
    {
        KiyoseTests.CopyTo(copy);
        var path = Path.Combine(copy, "procedures", "cancer-screening.json");
        var (text, from) = (File.ReadAllText(path), KiyoseTests.Procedure("cancer-screening").ValidFrom);
        string Of(string day, string more, string title) => text
            .Replace($"\"validFrom\": \"{from:yyyy-MM-dd}\"", $"\"validFrom\": \"{day}\"{more}",
            StringComparison.Ordinal).Replace("\"がん検診の申込\"", $"\"{title}\"", StringComparison.Ordinal);
        if (until is not null) File.WriteAllText(path, Of($"{from:yyyy-MM-dd}", $", \"validUntil\": \"{until}\"", "がん検診の申込"));
        else File.WriteAllText(Path.Combine(copy, "procedures", $"cancer-screening@{Change:yyyy-MM-dd}.json"),
            Of($"{Change:yyyy-MM-dd}", "", "春からのがん検診"));
        return City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = copy });
    }

    [Theory, BothDatabases]
    public async Task 次の版は_その日に始まり_前の日までは今の版が出ている(string database)
    {
        await using var city = await Start(database);
        var v = city.Visitor();
        await v.Open("/procedures/cancer-screening");
        Assert.Equal("がん検診の申込", v.Heading);
        await v.Open("/search?q=がん検診");
        Assert.DoesNotContain("春からのがん検診", v.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        await v.Open("/procedures/cancer-screening");
        Assert.Equal("春からのがん検診", v.Heading);
        await v.Open("/search?q=がん検診");
        Assert.Contains("春からのがん検診", v.Text, StringComparison.Ordinal);
        // A page of the site tells of it, too.
        Assert.DoesNotContain("がん検診の申込", v.Text.Split("市のページとお知らせ")[0], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 書きかけと出した申請は_始めたときの版のまま(string database)
    {
        var city = await Start(database); // closed by its restart
        var v = await ApplyTests.Guest(city);
        await v.Open("/procedures/cancer-screening/apply");
        await v.Press("入力を始める");
        await v.Press("保存して中断する");
        var pinned = (await city.Read(db => db.Set<DraftApplication>().OrderByDescending(d => d.Id).FirstAsync())).Definition;
        city.Clock.Pass(TimeSpan.FromDays(1));
        var again = await ApplyTests.Guest(city);
        await ApplyTests.Screening(again, "清瀬 太郎");
        await again.Press("この内容で申し込む");
        var drafts = await city.Read(db => db.Set<DraftApplication>().Select(d => d.Definition).ToListAsync());
        Assert.Contains(pinned, drafts);
        Assert.NotEqual(pinned, (await ApplyTests.Latest(city, "cancer-screening")).Definition);
        // A city that throws the old file away still knows what its cases were begun with.
        File.Move(Path.Combine(copy, "procedures", $"cancer-screening@{Change:yyyy-MM-dd}.json"),
            Path.Combine(copy, "procedures", "cancer-screening.json"), overwrite: true);
        await using var later = await city.Restart(new Dictionary<string, string?> { ["Keyaki:City"] = copy });
        var old = await later.Read(async db =>
            await ((Catalogue)later.Services.GetService(typeof(Catalogue))!).Pinned(db, pinned, default));
        Assert.Equal("がん検診の申込", old.Definition.Title.Ja);
    }

    [Theory, BothDatabases]
    public async Task 手数料の次の行は_その日から画面に出て_確かめていない額はそう書かれる(string database)
    {
        KiyoseTests.CopyTo(copy);
        var fee = Path.Combine(copy, "rules", "resident-record-fee.json");
        var text = File.ReadAllText(fee);
        File.WriteAllText(fee, text.Insert(text.LastIndexOf(']'),
            $", {{ \"from\": \"{Change:yyyy-MM-dd}\", \"value\": 350, \"source\": \"手数料条例別表\", \"confidence\": \"confirmed\" }}"));
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = copy });
        var v = await city.Visitor().Open("/procedures/resident-record");
        Assert.Contains("1通300円", v.Text, StringComparison.Ordinal);
        Assert.Contains("住民票の写しの交付手数料の300円は例です", v.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        await v.Open("/procedures/resident-record");
        Assert.Contains("1通350円", v.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("交付手数料の350円は例です", v.Text, StringComparison.Ordinal);
        Assert.Contains("定形郵便物の郵便料金の110円は、一般に知られている数字です", v.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 品目の手数料の次の行は_その日に出す申し込みから効き_出した申し込みは前の額のまま(string database)
    {
        KiyoseTests.CopyTo(copy);
        var fee = Path.Combine(copy, "rules", "bulky-waste-fee.json");
        var text = File.ReadAllText(fee);
        var row = text[text.LastIndexOf("{ \"from\"", StringComparison.Ordinal)..text.LastIndexOf(']')].TrimEnd();
        File.WriteAllText(fee, text.Insert(text.LastIndexOf(']'), "," + row
            .Replace("2026-04-01", $"{Change:yyyy-MM-dd}", StringComparison.Ordinal)
            .Replace("\"chair\": 300", "\"chair\": 400", StringComparison.Ordinal)
            .Replace("\"sofa1\": 500", "\"sofa1\": 700", StringComparison.Ordinal)));
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = copy });
        var sent = await city.Bulky(new(2026, 12, 3));
        var draft = await ApplyTests.Bulky(await ApplyTests.Guest(city));
        Assert.Contains("いす：300円", draft.Text, StringComparison.Ordinal);
        Assert.Contains("1,100円", draft.Text, StringComparison.Ordinal);
        Assert.Contains("ソファー：500円から", (await city.Visitor().Open("/search?q=ソファー")).Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Contains("ソファー：700円から", (await city.Visitor().Open("/search?q=ソファー")).Text, StringComparison.Ordinal);
        var again = await (await ApplyTests.Guest(city)).Open(draft.Path);
        Assert.Contains("いす：400円", again.Text, StringComparison.Ordinal);
        Assert.Contains("1,500円", again.Text, StringComparison.Ordinal);
        await again.Press("支払いへ進む");
        Assert.Equal(new Yen(1500), (await ApplyTests.Latest(city, "bulky-waste")).Fee);

        var hanako = await city.SignedIn(ActorKind.Resident, (await city.Person("清瀬 花子")).Account);
        foreach (var page in new[] { await hanako.Open(Contracts.Links.Application(sent)),
            await (await city.Officer("suzuki")).Open(Contracts.Links.Case(sent)) })
        {
            Assert.Contains("ソファー（1人用）：500円", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("700円", page.Text, StringComparison.Ordinal);
        }
    }

    [Theory, BothDatabases]
    public async Task 行のない日は_前の額を使わず_今は受け付けられないと言う(string database)
    {
        KiyoseTests.CopyTo(copy);
        var fee = Path.Combine(copy, "rules", "resident-record-fee.json");
        var text = File.ReadAllText(fee);
        File.WriteAllText(fee, text.Insert(text.LastIndexOf("\"value\": 300,", StringComparison.Ordinal),
            $"\"until\": \"{Change.AddDays(-1):yyyy-MM-dd}\", "));
        await using var city = await City.Start(database, new Dictionary<string, string?> { ["Keyaki:City"] = copy });
        var v = await city.Visitor().Open("/procedures/resident-record");
        Assert.Equal(200, (int)v.Status);
        city.Clock.Pass(TimeSpan.FromDays(1));
        await v.Open("/procedures/resident-record");
        Assert.Equal(503, (int)v.Status);
        Assert.Contains("まだ決まっていません", v.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("300円", v.Text, StringComparison.Ordinal);
        Assert.NotEmpty(v.Page.QuerySelectorAll(".contact"));
    }

    [Theory, BothDatabases]
    public async Task 終わりの日の次の日からは始められない(string database)
    {
        await using var city = await Start(database, until: $"{Change.AddDays(-1):yyyy-MM-dd}");
        var v = city.Visitor();
        await v.Open("/procedures/cancer-screening");
        Assert.Equal(200, (int)v.Status);
        city.Clock.Pass(TimeSpan.FromDays(1));
        await v.Open("/procedures/cancer-screening");
        Assert.Equal(404, (int)v.Status);
        await v.Open("/procedures/cancer-screening/apply");
        Assert.Equal(404, (int)v.Status);
    }
}
