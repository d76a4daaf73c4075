using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Kits;

/// <summary>What the program does by the calendar.</summary>
public sealed class JobTests
{
    static DateTimeOffset At(int year, int month, int day, int hour = 12) => new DateOnly(year, month, day).Midnight().AddHours(hour);
    static bool Open(DateOnly day) => BusinessDays.Standard.IsOpen(day);
    static IEnumerable<DateOnly> Days(When when, DateTimeOffset? last, DateTimeOffset now, bool each) =>
        when.Due(last, now, each, Open).Select(d => d.Day());

    [Fact]
    public void 毎日の仕事は時刻が来てから一度だけで_止まっていた日の分はまとめて一度か_一日ずつかを仕事が決める()
    {
        var daily = When.Daily(new(3, 0));
        Assert.Empty(Days(daily, null, At(2026, 11, 22, 2), false));
        Assert.Equal([new(2026, 11, 22)], Days(daily, null, At(2026, 11, 22, 3), false));
        Assert.Empty(Days(daily, At(2026, 11, 22, 3), At(2026, 11, 22, 23), false));
        Assert.Equal([new(2026, 11, 25)], Days(daily, At(2026, 11, 22, 3), At(2026, 11, 25), false));
        Assert.Equal([new(2026, 11, 23), new(2026, 11, 24), new(2026, 11, 25)], Days(daily, At(2026, 11, 22, 3), At(2026, 11, 25), true));
        Assert.Equal([new(2026, 11, 23), new(2026, 11, 24)], Days(daily, At(2026, 11, 22, 3), At(2026, 11, 25, 2), true));
        Assert.Single(When.Hourly.Due(At(2026, 11, 22, 3), At(2026, 11, 22, 5), true, Open));
        Assert.Empty(When.Hourly.Due(At(2026, 11, 22, 5), At(2026, 11, 22, 5).AddMinutes(59), true, Open));
    }

    [Fact]
    public void 毎月と毎年と何開庁日前の仕事は_その日に来る()
    {
        var last = At(2026, 12, 1, 0);
        Assert.Equal([new(2026, 12, 31), new(2027, 1, 31), new(2027, 2, 28)],
            Days(When.Monthly(31, new(1, 0)), last, At(2027, 3, 1), true));
        Assert.Equal([new(2027, 4, 1)], Days(When.Yearly(4, 1, new(1, 0)), last, At(2027, 5, 1), true));
        Assert.Equal([new(2027, 2, 28)], Days(When.Yearly(2, 29, new(1, 0)), last, At(2027, 5, 1), true));
        // 年末年始は閉まっている: five open days before 4 January are not the days between.
        Assert.Equal([new(2026, 12, 22)], Days(When.Yearly(1, 4, new(1, 0)).OpenDaysBefore(5), last, At(2027, 1, 10), true));
        Assert.Equal([new(2026, 12, 8)], Days(When.Monthly(10, new(1, 0)).OpenDaysBefore(2), last, At(2026, 12, 20), true));
    }

    sealed class Counting : IJob
    {
        public static int Fails;
        public string Code => "test.counting";
        public string Label => "数える";
        public When When => When.Daily(new(3, 0));
        public bool EachMissed => true;

        public async Task Do(CityDb db, Due due, CancellationToken ct)
        {
            await Counter.Next(db, $"test:{due.Day:yyyyMMdd}", ct);
            if (Fails-- > 0) throw new InvalidOperationException("not yet");
        }
    }

    [Theory, BothDatabases]
    public async Task 仕事は時ごとに一度だけ行われ_失敗すると跡を残さずにあとで試され_職員はそれを見る(string database)
    {
        Counting.Fails = 1;
        await using var city = await City.Start(database, seeded: true, services: s => s.AddScoped<IJob, Counting>());
        var works = city.Services.GetRequiredService<Clockwork>();
        await works.RunDue(default);
        Assert.Equal("InvalidOperationException", await city.Read(db => Runs(db).Select(r => r.Error).SingleAsync()));
        Assert.Equal(0, await city.Read(db => db.Set<Counter>().CountAsync(c => c.Name.StartsWith("test:"))));
        var kobayashi = await (await city.Officer("kobayashi")).Open("/office/jobs");
        Assert.Contains("数える", kobayashi.Text, StringComparison.Ordinal);
        Assert.Contains("また試します", kobayashi.Text, StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromMinutes(6));
        await Task.WhenAll(works.RunDue(default), works.RunDue(default));
        await works.RunDue(default);
        Assert.Equal(1, await city.Read(db => db.Set<Counter>().Where(c => c.Name.StartsWith("test:")).SumAsync(c => c.Value)));
        city.Clock.Pass(TimeSpan.FromDays(3));
        await works.RunDue(default);
        Assert.Equal(4, await city.Read(db => Runs(db).CountAsync(r => r.DoneAt != null)));
        Assert.Equal(4, await city.Read(db => db.Set<Counter>().Where(c => c.Name.StartsWith("test:")).SumAsync(c => c.Value)));
        Assert.Contains("1回ずつ行う", (await (await city.Officer("kobayashi")).Open("/office/jobs")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 何度試してもできない仕事は_職員がやり直すまで待つ(string database)
    {
        Counting.Fails = 6;
        await using var city = await City.Start(database, seeded: true, services: s => s.AddScoped<IJob, Counting>());
        var works = city.Services.GetRequiredService<Clockwork>();
        for (var i = 0; i < 8; i++)
        {
            await works.RunDue(default);
            city.Clock.Pass(TimeSpan.FromHours(3));
        }
        Assert.True((await city.Read(db => Runs(db).OrderBy(r => r.DueAt).FirstAsync())).IsGivenUp);
        var kobayashi = await (await city.Officer("kobayashi")).Open("/office/jobs");
        await kobayashi.Press("やり直す");
        await works.RunDue(default);
        Assert.NotNull((await city.Read(db => Runs(db).OrderBy(r => r.DueAt).FirstAsync())).DoneAt);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await (await city.Officer("suzuki")).Open("/office/jobs")).Status);
    }

    static IQueryable<JobRun> Runs(CityDb db) => db.Set<JobRun>().AsNoTracking().Where(r => r.Code == "test.counting");
}
