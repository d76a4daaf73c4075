using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Staff;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>Who holds which post is asked as of a day, and a post that a day does not have gives nothing.</summary>
public sealed class StaffDayTests
{
    static Task<T> Ask<T>(City city, Func<IStaff, CityDb, Task<T>> ask) => city.Turns.Run((services, db, _) =>
        ask(services.GetRequiredService<IStaff>(), db));

    [Theory, BothDatabases]
    public async Task 職の担当は_聞かれた日の担当を答える(string database)
    {
        await using var city = await City.Start(database);
        var (today, tomorrow) = (city.Clock.Today(), city.Clock.Today().AddDays(1));
        var leaving = await city.OfficerId("takahashi");
        await city.Turns.Run(async (_, db, ct) =>
        {
            var held = await db.Set<PostHolding>().AsTracking().SingleAsync(h => h.Officer == leaving && h.Post == "kankyo-kacho", ct);
            held.End(today, null, city.Clock.GetUtcNow());
            db.Add(new PostHolding
            {
                Id = city.Clock.NewId(), Officer = await db.Set<Officer>().Where(o => o.Login == "sato").Select(o => o.Id).SingleAsync(ct),
                Post = "kankyo-kacho", From = tomorrow, GivenAt = city.Clock.GetUtcNow(),
            });
            return true;
        });
        Assert.Equal(leaving, (await Ask(city, (s, db) => s.Holder(db, "kankyo-kacho", today, default)))?.Account);
        var next = await Ask(city, (s, db) => s.Holder(db, "kankyo-kacho", tomorrow, default));
        Assert.NotEqual(leaving, next?.Account);
        Assert.Equal("環境課 課長", next?.PostTitle);
        Assert.DoesNotContain(await Ask(city, (s, db) => s.Holding(db, "plan.pass", tomorrow, default)), o => o.Account == leaving);
        Assert.Contains(await Ask(city, (s, db) => s.Holding(db, "plan.pass", today, default)), o => o.Account == leaving);
    }

    [Theory, BothDatabases]
    public async Task なくなる職は_最後の日の次の日から_何の権限にもならない(string database)
    {
        var copy = Directory.CreateTempSubdirectory("keyaki-posts-").FullName;
        try
        {
            KiyoseTests.CopyTo(copy);
            var posts = Path.Combine(copy, "posts.json");
            var last = DateOnly.FromDateTime(TestClock.StoryDay.DateTime);
            File.WriteAllText(posts, File.ReadAllText(posts).Replace("\"code\": \"kankyo-kacho\",",
                $"\"code\": \"kankyo-kacho\", \"until\": \"{last:yyyy-MM-dd}\",", StringComparison.Ordinal));
            var before = await City.Start(database); // closed by its restart
            await using var city = await before.Restart(new Dictionary<string, string?> { ["Keyaki:City"] = copy });
            var takahashi = await city.OfficerId("takahashi");
            Assert.Equal(takahashi, (await Ask(city, (s, db) => s.Holder(db, "kankyo-kacho", last, default)))?.Account);
            Assert.Null(await Ask(city, (s, db) => s.Holder(db, "kankyo-kacho", last.AddDays(1), default)));
            var chief = await city.SignedIn(ActorKind.Officer, takahashi);
            await chief.Open("/office/documents");
            Assert.Equal(200, (int)chief.Status);
            city.Clock.Pass(TimeSpan.FromDays(1));
            chief = await city.SignedIn(ActorKind.Officer, takahashi);
            await chief.Open("/office/documents");
            Assert.Equal(403, (int)chief.Status);
        }
        finally { Directory.Delete(copy, recursive: true); }
    }
}
