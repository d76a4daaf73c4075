using Keyaki.Contracts;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.InResidents;

public sealed class PanelTests
{
    [Theory, BothDatabases]
    public async Task 住民の画面には_ほかの課の記録を除き_その方の申請だけが新しい順に出て_見たことがご本人に分かる(string database)
    {
        await using var city = await City.Start(database);
        var (account, person) = await city.Person("清瀬 花子");
        var mine = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            mine.Add(await city.Copies());
            city.Clock.Pass(TimeSpan.FromMinutes(1));
        }
        await city.Copies("松山 一郎");
        await city.Composter();
        var tanaka = await (await city.Officer("tanaka")).Open($"/office/residents/{person}");
        var shown = tanaka.Page.QuerySelectorAll(".case-list a").Select(a => a.GetAttribute("href") ?? "").ToList();
        // Five of seven, the newest first; the composter is another department's, the other person's case is another page's.
        Assert.Equal(Enumerable.Reverse(mine).Take(5).Select(Links.Case), shown);
        Assert.Contains("ほかにもあります", tanaka.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("生ごみ", tanaka.Text, StringComparison.Ordinal);
        Assert.InRange(city.Queries.Last.Count, 5, 15);
        var look = await city.Read(db => db.Set<Kernel.JournalEntry>().Where(e => e.RecordId == person).OrderByDescending(e => e.At)
            .Select(e => e.Id).FirstAsync());
        Assert.True(await city.Read(db => db.Set<Kernel.JournalPerson>().AnyAsync(p => p.EntryId == look && p.PersonId == account)));
        // An account that is no longer theirs brings none.
        await city.Turns.Run((_, db, ct) => db.Database.ExecuteSqlAsync(
            $"""UPDATE residents_account_links SET "EndedAt" = {city.Clock.GetUtcNow().UtcDateTime} WHERE "Person" = {person}""", ct));
        await tanaka.Open($"/office/residents/{person}");
        Assert.Empty(tanaka.Page.QuerySelectorAll(".case-list a"));
    }
}
