using System.Globalization;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Plan;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keyaki.Tests.Foundation;

/// <summary>The roll-up on a real journal: sealed entries are counted once, whatever fails, comes late or runs beside it.</summary>
public sealed class RollUpTests
{
    static readonly Deed Deed = new("test.counted", "数えられた");

    sealed class Measure(string code = "test.measure", Action? before = null) : IMeasure
    {
        public bool Broken { get; set; }
        public string Code => code;
        public string Label => "試しの計測";
        public string Unit => "件";
        public string Explained => "";
        public IReadOnlyCollection<string> Reads => [Deed.Code];

        public IEnumerable<Mark> Count(Happened entry)
        {
            before?.Invoke();
            if (Broken) throw new InvalidOperationException("清瀬 花子");
            yield return new(entry.Facts["door"], long.Parse(entry.Facts["n"], CultureInfo.InvariantCulture));
        }
    }

    static RollUp Node(City city, params IMeasure[] measures) => new(city.Database, measures, city.Clock, NullLogger<RollUp>.Instance);

    static async Task<Measurement> Find(City city, IMeasure measure) =>
        await city.Read(db => new Measured([measure], city.Clock).Find(db, measure.Code, default)) ?? throw new InvalidOperationException();

    static long Sum(Measurement found) => found.Months.Sum(m => m.Parts.Values.Sum());

    /// <summary>Writes that many entries, each worth one, and seals them.</summary>
    static async Task Write(City city, int entries, int batches = 1)
    {
        for (var batch = 0; batch < batches; batch++)
        {
            await city.Turns.Run((_, db, _) =>
            {
                for (var i = 0; i < entries; i++)
                    new Journal().Fact("door", i % 2 == 0 ? "online" : "counter").Fact("n", "1").Write(db, city.Clock, Actor.Program, Deed);
                return Task.FromResult(true);
            });
            await Seal(city);
        }
    }

    static Task<int> Seal(City city) => city.Services.GetRequiredService<Sealer>().Run();

    static async Task All(RollUp node)
    {
        while (await node.Step()) { }
    }

    static async Task<(int Code, string Said)> Recount(City city, IMeasure measure, params string[] args)
    {
        var said = new StringWriter();
        return (await new Recount(city.Database, [measure]).Run(args, said), said.ToString());
    }

    [Theory, BothDatabases]
    public async Task 本当の申請は_支払いで受け付けたものも合わせて_一件ずつ数えられる(string database)
    {
        await using var city = await City.Start(database);
        var guest = await ApplyTests.Guest(city);
        await ApplyTests.Screening(guest);
        await guest.Press("この内容で申し込む");
        await guest.Follow("この申し込みを取り下げる");
        await ApplyTests.Bulky(guest);
        await guest.Press("支払いへ進む");
        await Counted(0, 1);
        var frozen = await ApplyTests.Latest(city, "bulky-waste");
        for (var notice = 0; notice < 2; notice++)
            await city.Turns.Run(async (services, db, ct) =>
            {
                foreach (var ear in services.GetServices<IHear<ChargePaid>>())
                    await ear.Hear(new(Application.Kind, frozen.Id, city.Clock.NewId(), frozen.Fee, city.Clock.GetUtcNow(), false), db, ct);
                return true;
            });
        await Counted(0, 2);
        var id = await city.Composter();
        await OfficeCases.Proposed(city, id, await city.OfficerId("suzuki"), "kankyo-kakaricho", "kankyo-kacho");
        await OfficeCases.Approve(city, id, "sato");
        await Counted(0, 2);
        await OfficeCases.Approve(city, id, "takahashi");
        await Counted(1, 2);
        Assert.Equal(0, await city.Services.GetRequiredService<Recount>().Run([], TextWriter.Null));

        async Task Counted(int decisions, int applications)
        {
            await Seal(city);
            await All(city.Services.GetRequiredService<RollUp>());
            var found = await city.Read(db => city.Services.GetRequiredService<Measured>().All(db, default));
            found = [.. found.Where(m => m.Measure.Code is "approvals.electronic" or "applications.online")];
            Assert.Equal([("approvals.electronic", (decimal)decisions, Standing.Current),
                ("applications.online", applications, Standing.Current)],
                found.OrderBy(m => m.Measure.Code == "applications.online")
                    .Select(m => (m.Measure.Code, m.Over(new(202611), new(202611)) ?? 0, m.Standing)));
            Assert.Equal(["online"], found.Single(m => m.Measure.Code == "applications.online").Months.Single().Parts.Keys);
        }
    }

    [Theory, BothDatabases]
    public async Task 失敗する計測は古いと示され零にはならず_ほかを止めず_直れば追いつく(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var (fragile, sound) = (new Measure("test.fragile"), new Measure("test.sound"));
        var node = Node(city, fragile, sound);
        await Write(city, 3);
        await All(node);
        fragile.Broken = true;
        await Write(city, 4, batches: 3);
        await All(node);
        var (stale, other) = (await Find(city, fragile), await Find(city, sound));
        Assert.Equal((Standing.Stale, 3, "InvalidOperationException"), (stale.Standing, Sum(stale), stale.Failure));
        Assert.True(stale is { AsOf: { } asOf, FailedAt: { } failed } && asOf < failed);
        Assert.Equal((Standing.Current, 15), (other.Standing, Sum(other)));
        Assert.Equal(1, (await Recount(city, fragile)).Code);
        fragile.Broken = false;
        await All(node);
        Assert.Equal(Standing.Stale, (await Find(city, fragile)).Standing); // it rests a little
        city.Clock.Pass(RollUp.Rest);
        await All(node);
        var well = await Find(city, fragile);
        Assert.Equal((Standing.Current, 15, null, null), (well.Standing, Sum(well), well.Failure, well.FailedAt));
        Assert.Equal(0, (await Recount(city, fragile)).Code);
    }

    [Theory, BothDatabases]
    public async Task 初めから失敗する計測は_一度も読まれていない(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var fragile = new Measure { Broken = true };
        await Write(city, 3);
        await All(Node(city, fragile));
        var found = await Find(city, fragile);
        Assert.Equal((Standing.Unread, "InvalidOperationException"), (found.Standing, found.Failure));
        Assert.Empty(found.Months);
    }

    [Theory, BothDatabases]
    public async Task 二つの機械が同時に集計しても一度だけ数える(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        await Write(city, 2);
        // Both have counted before either keeps it.
        using var both = new Barrier(2);
        void Meet() => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(20)));
        await Task.WhenAll(Task.Run(() => All(Node(city, new Measure(before: Meet)))),
            Task.Run(() => All(Node(city, new Measure(before: Meet)))));
        Assert.Equal(2, Sum(await Find(city, new Measure())));
        // And then as it comes.
        await Write(city, 5, batches: Pass.Slice + 10);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => All(Node(city, new Measure())))));
        var found = await Find(city, new Measure());
        Assert.Equal((2 + 5 * (Pass.Slice + 10), Standing.Current), (Sum(found), found.Standing));
    }

    [Theory, BothDatabases]
    public async Task あとから加わった計測は初めの記録から数え_追いつくまでは古いと示される(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        await Write(city, 2, batches: Pass.Slice + 5);
        city.Clock.Pass(TimeSpan.FromHours(1));
        await All(Node(city, new Measure("test.first")));
        var (late, node) = (new Measure("test.late"), Node(city, new Measure("test.first"), new Measure("test.late")));
        Assert.Equal(Standing.Unread, (await Find(city, late)).Standing);
        Assert.True(await node.Step());
        var half = await Find(city, late);
        Assert.Equal((Standing.Stale, 2 * Pass.Slice), (half.Standing, Sum(half)));
        Assert.False(await node.Step());
        var found = await Find(city, late);
        Assert.Equal((Standing.Current, 2 * (Pass.Slice + 5)), (found.Standing, Sum(found)));
        Assert.Equal(Sum(await Find(city, new Measure("test.first"))), Sum(found));
    }

    [Theory, BothDatabases]
    public async Task でたらめな記録を少しずつ集計しても_数え直しと同じになる(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var (random, measure) = (new Random(20261126), new Measure());
        for (var round = 0; round < 25; round++)
        {
            await city.Turns.Run((_, db, _) =>
            {
                for (var i = random.Next(40); i > 0; i--)
                {
                    var (door, n, at) = (random.Next(3) switch { 0 => "online", 1 => "counter", _ => "" }, random.Next(-2, 9),
                        city.Clock.GetUtcNow().AddDays(-random.Next(900)));
                    db.Append(new JournalEntry
                    {
                        Id = city.Clock.NewId(), At = at.AddTicks(-(at.Ticks % 10)), Code = random.Next(3) == 0
                        ? "test.other" : Deed.Code, ActorKind = ActorKind.System, Channel = "system",
                        Facts = $$"""{"door":"{{door}}","n":"{{n}}"}"""
                    });
                }
                return Task.FromResult(true);
            });
            if (random.Next(2) == 0) await Seal(city);
            if (random.Next(3) == 0) await Node(city, measure).Step();
        }
        await Seal(city);
        await All(Node(city, measure));
        var expected = (await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code == Deed.Code).Select(e => e.Facts).ToListAsync()))
            .Sum(f => long.Parse(f.Split('"')[^2], CultureInfo.InvariantCulture));
        Assert.Equal(expected, Sum(await Find(city, measure)));
        var (code, said) = await Recount(city, measure);
        Assert.True(code == 0, said);
    }

    [Theory, BothDatabases]
    public async Task 数え直しは違いを言い_言われたときだけ直す(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        var measure = new Measure();
        Assert.Contains("まだ一度も集計していません", (await Recount(city, measure)).Said, StringComparison.Ordinal);
        await Write(city, 5);
        await All(Node(city, measure));
        await city.Turns.Run(async (_, db, ct) =>
            await db.Database.ExecuteSqlAsync($"""UPDATE plan_tallies SET "Value" = 9 WHERE "Part" = 'online'""", ct));
        var (code, said) = await Recount(city, measure);
        Assert.Equal(1, code);
        Assert.Contains("2026-11 online：集計 9、数え直し 3", said, StringComparison.Ordinal);
        Assert.Equal(11, Sum(await Find(city, measure)));
        Assert.Equal(0, (await Recount(city, measure, "--write")).Code);
        Assert.Equal(5, Sum(await Find(city, measure)));
        await Write(city, 2);
        await All(Node(city, measure));
        Assert.Equal(7, Sum(await Find(city, measure)));
        Assert.Equal(2, (await Recount(city, measure, "--wirte")).Code);
    }

    [Fact]
    public async Task どの計測も_自分だけの名前と言葉を持ち_あることばだけを読む()
    {
        await using var city = await City.Start(BothDatabases.Sqlite, seeded: false);
        var measures = city.Services.GetServices<IMeasure>().ToList();
        Assert.Equal(measures.Count, measures.Select(m => m.Code).Distinct().Count());
        Assert.All(measures, m => Assert.True(m.Code.Length <= 80 && m.Label.Length > 0 && m.Unit.Length > 0 && m.Explained.EndsWith('。'),
            m.Code));
        var known = city.Services.GetRequiredService<Deeds>().All.Select(d => d.Code).ToHashSet();
        Assert.DoesNotContain(measures.SelectMany(m => m.Reads), code => !known.Contains(code));
    }
}
