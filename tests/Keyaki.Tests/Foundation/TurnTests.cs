using Keyaki.Kernel;
using Keyaki.Staff;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Tests.Foundation;

public sealed class TurnTests
{
    [Theory, BothDatabases]
    public async Task 同時に取られた番号は抜けも重なりもない(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var numbers = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(_ => Patient(() => city.Turns.Run((_, db, ct) => Counter.Next(db, "test", ct)))));
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), numbers.Order());
    }

    [Theory, BothDatabases]
    public async Task 断られた人の分は何も残らず_並んだほかの人の分は残る(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return await city.Turns.Run((_, db, _) =>
                {
                    db.Add(new OutboxItem
                    {
                        Id = city.Clock.NewId(), Kind = "test", Key = "k" + i, Payload = "{}",
                        CreatedAt = city.Clock.GetUtcNow(), DueAt = city.Clock.GetUtcNow().AddYears(1)
                    });
                    return i % 3 == 0 ? throw new Rule("x", "できません") : Task.FromResult(true);
                });
            }
            catch (Rule) { return false; }
        }));
        Assert.Equal(7, all.Count(kept => !kept));
        Assert.Equal(13, await city.Read(db => db.Set<OutboxItem>().CountAsync(i => i.Kind == "test")));
    }

    [Theory, BothDatabases]
    public async Task 一つしかない名前は一人だけが取り_もう一人は文で断られる(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        async Task<string> Take()
        {
            try
            {
                return await Patient(() => city.Turns.Run((_, db, _) =>
                {
                    db.Add(new SearchDocument { Kind = "one", RecordId = Guid.Empty, Grams = "一" });
                    return Task.FromResult("taken");
                }));
            }
            catch (DbUpdateException) { return "lost"; }
            catch (Exception e) when (e is Rule or PleaseWait) { return "lost"; }
        }
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Take()));
        Assert.Single(outcomes, "taken");
    }

    [Theory, BothDatabases]
    public async Task いつも引く行は_ふつうに引いた行と同じで_同じ接続で何度でも引ける(string database)
    {
        await using var city = await City.Start(database);
        await city.Token(ActorKind.Resident, (await city.Person("清瀬 花子")).Account, city.Clock);
        var (byToken, byPost) = (new RowBy<Session, string>(s => s.TokenHash), new RowBy<OfficePost, string>(p => p.Code));
        await using var db = city.Database.OpenReader();
        var (visits, posts) = (await db.Set<Session>().ToListAsync(), await db.Set<OfficePost>().ToListAsync());
        Assert.True(visits.Count > 0 && posts.Count > 1);
        foreach (var visit in visits.Concat(visits))
            Assert.Equivalent(visit, await byToken.Find(db, visit.TokenHash, default), strict: true);
        foreach (var post in posts) Assert.Equivalent(post, await byPost.Find(db, post.Code, default), strict: true);
        Assert.Null(await byToken.Find(db, "nobody's", default));
    }

    [Theory, BothDatabases]
    public async Task 読むだけの接続では書けない(string database)
    {
        if (database == BothDatabases.Postgres) return; // readers there are ordinary connections; roles are the operator's
        await using var city = await City.Start(database, seeded: false);
        await using var db = city.Database.OpenReader();
        db.Add(new Counter { Name = "x", Value = 1 });
        await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync());
    }

    [Theory, BothDatabases]
    public async Task 二文字の日本語で探せる(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var search = new Search(city.Database);
        var (a, b) = (city.Clock.NewId(), city.Clock.NewId());
        await city.Turns.Run(async (_, db, _) =>
        {
            await search.Index(db, "t", a, "清瀬 花子 粗大ごみ ｿﾌｧｰ");
            await search.Index(db, "t", b, "東村山 太郎 住民票");
            return true;
        });
        async Task<List<Guid>> Find(string words) =>
            await city.Read(db => search.Find(db, "t", words)?.ToListAsync() ?? Task.FromResult(new List<Guid>()));
        Assert.Equal([a], await Find("花子"));
        Assert.Equal([a], await Find("ソファ"));
        Assert.Equal([b], await Find("住民票　太郎"));
        Assert.Equal([b], await Find("村"));
        Assert.Empty(await Find("花郎"));
        await city.Turns.Run(async (_, db, _) =>
        {
            await search.Index(db, "t", a, "別の文");
            return true;
        });
        Assert.Empty(await Find("花子"));
    }

    /// <summary>A turn that lost against others three times may be asked again, as a person would.</summary>
    static async Task<T> Patient<T>(Func<Task<T>> turn)
    {
        for (var i = 0; ; i++)
            try { return await turn(); }
            catch (Exception e) when (i < 30 && e is PleaseWait
                or DbUpdateException { InnerException: Npgsql.PostgresException { SqlState: "23505" } }
                && i < 30)
            { await Task.Delay(Random.Shared.Next(5, 40)); }
    }
}
