using System.IO.Compression;
using System.Net;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.InResidents;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InProcedures;

/// <summary>What was answered in many cases, taken away in one file.</summary>
public sealed class ExportAnswersTests
{
    const string List = "/office/cases?procedure=compost-subsidy";

    static async Task<byte[]> Taken(Visitor officer, string words)
    {
        await officer.Open(List);
        var link = officer.Page.QuerySelectorAll("a").First(a => a.TextContent.Contains(words, StringComparison.Ordinal))
            .GetAttribute("href");
        using var file = await officer.Raw(link ?? "");
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        return await file.Content.ReadAsByteArrayAsync();
    }

    static async Task Sent(City city, string name, string model)
    {
        var draft = (await city.ComposterDrafts(name, [model], city.Clock)).Single();
        var resident = await city.SignedIn(ActorKind.Resident, (await city.Person(name)).Account);
        await (await resident.Open($"/my/drafts/{draft}/check")).Press("この内容で申し込む");
    }

    [Theory, BothDatabases]
    public async Task 答えは手続の質問ごとの列で出て_添付もまとめて出る(string database)
    {
        await using var city = await City.Start(database);
        await Sent(city, "清瀬 花子", "KC-1");
        await Sent(city, "松山 一郎", "=KC-2");
        var suzuki = await city.Officer("suzuki");
        var rows = Encoding.UTF8.GetString(await Taken(suzuki, "答えもCSVで")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("\uFEFF受付番号,受付,届き方,状態,申請者,フリガナ,氏名,", rows[0], StringComparison.Ordinal);
        foreach (var word in new[] { "型番・品名", "本人名義の口座" }) Assert.Contains(word, rows[0], StringComparison.Ordinal);
        var ichiro = rows.Single(r => r.Contains("松山 一郎", StringComparison.Ordinal));
        Assert.Contains("オンライン", ichiro, StringComparison.Ordinal);
        // What a table program would take for a formula is written as text.
        Assert.DoesNotContain(",=KC-2", ichiro, StringComparison.Ordinal);
        Assert.Contains("KC-2", ichiro, StringComparison.Ordinal);

        await using var zip = new ZipArchive(new MemoryStream(await Taken(suzuki, "添付もまとめて")));
        var numbers = await city.Read(db => db.Set<Application>()
            .Where(a => a.Procedure == "compost-subsidy" && a.State == ApplicationState.Submitted).Select(a => a.Number).ToListAsync());
        foreach (var number in numbers.Where(n => ichiro.Contains($"{n}", StringComparison.Ordinal)))
            Assert.Equal(2, zip.Entries.Count(e => e.FullName.StartsWith($"{number}/", StringComparison.Ordinal)));
        using var first = new StreamReader(zip.Entries.First(e => e.Name.EndsWith(".pdf", StringComparison.Ordinal)).Open());
        Assert.StartsWith("%PDF", await first.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Single(zip.Entries, e => e.FullName.EndsWith(".csv", StringComparison.Ordinal));
        var persons = await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code == "office.cases.answers").Select(e => e.Persons)
            .ToListAsync());
        Assert.Equal(2, persons.Count);
        Assert.All(persons, p => Assert.Contains($"{city.Person("松山 一郎").Result.Account:N}", p, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task 支援措置の方の住所と添付は出ず_手続を選ばないとき_ほかの課からは何も出ない(string database)
    {
        await using var city = await City.Start(database);
        await Sent(city, "清瀬 花子", "KC-1");
        await ProtectionTests.Protect(city, "清瀬 花子");
        var suzuki = await city.Officer("suzuki");
        var row = Encoding.UTF8.GetString(await Taken(suzuki, "答えもCSVで")).Split("\r\n")
            .Single(r => r.Contains("KC-1", StringComparison.Ordinal));
        Assert.DoesNotContain("900番地1", row, StringComparison.Ordinal);
        Assert.DoesNotContain("領収書.pdf", row, StringComparison.Ordinal);
        await using var zip = new ZipArchive(new MemoryStream(await Taken(suzuki, "添付もまとめて")));
        Assert.DoesNotContain(zip.Entries, e => e.FullName.StartsWith(row.Split(',')[0], StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await suzuki.Open("/office/case-answers/csv")).Status);
        using var foreign = await (await city.Officer("tanaka")).Raw("/office/case-answers/csv?procedure=compost-subsidy");
        Assert.Single(Encoding.UTF8.GetString(await foreign.Content.ReadAsByteArrayAsync())
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }
}
