using System.Net;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Staff;
using Keyaki.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.InStaff;

/// <summary>Powers and departments have days: what is agreed beforehand counts on its day, without anybody being there.</summary>
public sealed class PowerDayTests : OwnFiles
{
    static readonly DateOnly Day = new(2026, 11, 26), Before = Day.AddDays(-1), After = Day.AddDays(1);

    /// <summary>From that day on the clerks of dx manage officers and those of the environment work in the citizens' section, and
    /// from it on their chief manages officers no more.</summary>
    void Reorganise()
    {
        Write("powers.json", "\"powers\": [",
            "{ \"code\": \"staff\", \"title\": \"職員の登録\", \"from\": \"2026-11-26\", \"permissions\": [\"staff.manage\"], "
            + "\"posts\": [\"dx-shuji\", \"dx-kakaricho\", \"somu-kakaricho\"] },");
        Write("posts.json", "\"posts\": [",
            "{ \"code\": \"kankyo-shuji\", \"title\": \"市民課 主査\", \"department\": \"shimin\", \"rank\": 7, \"from\": \"2026-11-26\" },");
    }

    static Task<IReadOnlyList<string>> Holding(City city, string permission, DateOnly day) => city.Turns.Run(async (services, db, ct) =>
        (IReadOnlyList<string>)[.. (await services.GetRequiredService<IStaff>().Holding(db, permission, day, ct)).Select(h => h.Post)]);

    static Task<bool> Works(City city, string login, string department) => city.Turns.Run(async (services, db, ct) =>
        (await services.GetRequiredService<IStaff>().Of(db, department, city.Clock.Today(), ct)).Select(f => f.Account)
            .Contains(await db.Set<Officer>().Where(o => o.Login == login).Select(o => o.Id).SingleAsync(ct)));

    static async Task<HttpStatusCode> Officers(Visitor visitor) => (await visitor.Open("/office/officers")).Status;

    // Ten to midnight of the day before.
    static void Evening(City city) => city.Clock.Pass(Before.ToDateTime(new(23, 50)) - city.Clock.GetUtcNow().Local().DateTime);

    [Theory, BothDatabases]
    public async Task 前もって認めた組織改正は_その日の0時から_続いているサインインにも効く(string database)
    {
        Reorganise();
        await using var city = await Open(database);
        var change = await city.Read(db => db.Set<PowerChange>().SingleAsync());
        var asked = (await (await city.Officer("yoshida")).Open(ShowChange.Url(change.Id))).Text;
        Assert.Contains("令和8年11月26日", asked, StringComparison.Ordinal);
        await Powers.Confirm(city, "yoshida");
        var (kobayashi, suzuki) = (await city.Officer("kobayashi"), await city.Officer("suzuki"));
        Assert.Equal(HttpStatusCode.Forbidden, await Officers(kobayashi));

        Evening(city);
        (kobayashi, suzuki) = (await city.Officer("kobayashi"), await city.Officer("suzuki"));
        Assert.Equal(HttpStatusCode.Forbidden, await Officers(kobayashi));
        Assert.Contains("環境課", (await suzuki.Open("/office/me")).Text, StringComparison.Ordinal);
        Assert.True(await Works(city, "suzuki", "kankyo"));

        city.Clock.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.OK, await Officers(kobayashi));
        Assert.Contains("市民課 主査", (await suzuki.Open("/office/me")).Text, StringComparison.Ordinal);
        Assert.True(await Works(city, "suzuki", "shimin") && !await Works(city, "suzuki", "kankyo"));

        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.OK, await Officers(await city.Officer("kobayashi")));
    }

    [Theory, BothDatabases]
    public async Task 二つの版を並べた権限は_前の日_その日_次の日のそれぞれで答えられる(string database)
    {
        Reorganise();
        var city = await Open(database); // closed by its restart
        await Powers.Confirm(city, "yoshida");
        var now = await Holding(city, "staff.manage", Before);
        Assert.Contains("dx-kacho", now);
        Assert.DoesNotContain("dx-shuji", now);
        foreach (var day in new[] { Day, After })
        {
            var then = await Holding(city, "staff.manage", day);
            Assert.Contains("dx-shuji", then);
            Assert.DoesNotContain("dx-kacho", then);
        }
        // What counted is known afterwards, too, and another start changes nothing.
        city.Clock.Pass(TimeSpan.FromDays(5));
        await using var again = await With(city);
        Assert.Equal(now, await Holding(again, "staff.manage", Before));
        Assert.Contains("dx-shuji", await Holding(again, "staff.manage", After));
        Assert.Equal(1, await again.Read(db => db.Set<PowerChange>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task 認められていない組織改正は_その日が来ても権限を増やさず_減らす分だけが効く(string database)
    {
        Reorganise();
        await using var city = await Open(database);
        city.Clock.Pass(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.Forbidden, await Officers(await city.Officer("kobayashi")));
        Assert.True(await Works(city, "suzuki", "kankyo"));
        Assert.DoesNotContain("dx-kacho", await Holding(city, "staff.manage", After));
        Assert.Contains("dx-kacho", await Holding(city, "staff.manage", Before));

        // Agreed to late, it counts from then on and not for the days before.
        await Powers.Confirm(city, "yoshida");
        Assert.Equal(HttpStatusCode.OK, await Officers(await city.Officer("kobayashi")));
        Assert.DoesNotContain("dx-shuji", await Holding(city, "staff.manage", Day));
    }

    [Theory, BothDatabases]
    public async Task 終わりの日のある権限は_その日までのもので_続けるには二人目が要る(string database)
    {
        Write("powers.json", "\"code\": \"staff\",", " \"until\": \"2026-11-25\",");
        var city = await Open(database); // closed by its restart
        Assert.NotEmpty(await Holding(city, "staff.manage", Before));
        Assert.Empty(await Holding(city, "staff.manage", Day));
        Restore("powers.json");
        await using var again = await With(city);
        Assert.Empty(await Holding(again, "staff.manage", Day));
        await Powers.Confirm(again, "yoshida");
        Assert.NotEmpty(await Holding(again, "staff.manage", Day));
    }

    [Theory, BothDatabases]
    public async Task 廃止された職をファイルで生き返らせても_担当していた人の権限は戻らない(string database)
    {
        Write("posts.json", "\"code\": \"dx-kakaricho\",", " \"until\": \"2026-11-24\",");
        var city = await Open(database); // closed by its restart
        city.Clock.Pass(TimeSpan.FromDays(2));
        Restore("posts.json");
        await using var again = await With(city);
        Assert.DoesNotContain("dx-kakaricho", await Holding(again, "staff.manage", again.Clock.Today()));
        await Powers.Confirm(again, "yoshida");
        Assert.Contains("dx-kakaricho", await Holding(again, "staff.manage", again.Clock.Today()));
    }

    [Theory, BothDatabases]
    public async Task 権限を持つ人は_一部だけに限って持つ人も_その一部について答えられる(string database)
    {
        Write("powers.json", "\"powers\": [", "{ \"code\": \"audit\", \"title\": \"監査\", \"posts\": [\"kenko-shuji\"], "
            + "\"within\": [\"kankyo\"], \"permissions\": [\"documents.read-all\"] },"
            + "{ \"code\": \"whole\", \"title\": \"監査\", \"posts\": [\"dx-kacho\"], \"permissions\": [\"documents.read-all\"] },");
        await using var city = await Open(database);
        await Powers.Confirm(city, "yoshida");
        var today = city.Clock.Today();
        Assert.DoesNotContain("kenko-shuji", await Holding(city, "documents.read-all", today));
        Assert.Contains("kenko-shuji", await Holding(city, Permission.At("documents.read-all", "kankyo"), today));
        Assert.Contains("dx-kacho", await Holding(city, Permission.At("documents.read-all", "kankyo"), today));
        Assert.DoesNotContain("kenko-shuji", await Holding(city, Permission.At("documents.read-all", "shimin"), today));
    }
}
