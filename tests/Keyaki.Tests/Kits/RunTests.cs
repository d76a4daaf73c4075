using System.Net;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Staff;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Kits;

/// <summary>Work over many items: once, also when it is killed, stopped, run beside itself or ordered again.</summary>
public sealed class RunTests
{
    static readonly Permission Who = new("plan.write", "試験");

    sealed class Stamps(Gate gate) : IRunWork
    {
        public string Kind => "test.stamps";
        public string Label => "判を押す";
        public Permission Who => RunTests.Who;
        public int Alone => gate.Alone;

        public Task<IReadOnlyList<string>> Keys(CityDb db, RunOrder order, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<string>>([.. Enumerable.Range(1, 1203).Select(i => $"{i:0000}")]);

        public async Task<RunStep> Do(CityDb db, RunOrder order, IReadOnlyList<string> keys, CancellationToken ct)
        {
            await gate.Open.WaitAsync(ct);
            if (keys.Contains("0007") && gate.Bad) throw keys.Count > 1 ? new InvalidOperationException() : new Rule("", "住所がありません。");
            return new([.. keys.Select(k => new ItemResult(k, k == "0900" ? ItemOutcome.Skipped : ItemOutcome.Done,
                k == "0900" ? "対象外" : null))],
                async (_, turnDb, stop) =>
                {
                    if (keys.Contains("0600") && gate.Bad) throw new TimeoutException();
                    foreach (var key in keys.Where(k => k != "0900")) await Counter.Next(turnDb, $"run:{key}", stop);
                    return null;
                });
        }
    }

    sealed class Gate
    {
        public int Alone { get; init; } = 1000;
        public bool Bad { get; set; } = true;
        public SemaphoreSlim Open { get; } = new(0);
    }

    static Task<City> Start(string database, Gate gate) =>
        City.Start(database, services: s => s.AddSingleton(gate).AddScoped<IRunWork, Stamps>());

    static Task<Guid> Order(City city, bool trial = false) => city.Turns.Run(async (turn, db, ct) => await Runs.Order(db,
        turn.GetRequiredService<IRunWork>(), "2026", "{}", await city.OfficerId("kobayashi"), trial, city.Clock, ct));

    static async Task Until(City city, Func<CityDb, Task<bool>> holds)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await city.Read(holds)) return;
            await Task.Delay(50);
        }
        Assert.Fail("it never came to that");
    }

    static async Task<(int Done, int Refused, int Skipped, int Failed)> Counts(City city)
    {
        var run = await city.Read(db => db.Set<Run>().AsNoTracking().SingleAsync());
        return (run.Done, run.Refused, run.Skipped, run.Failed);
    }

    static Task<int> Stamped(City city) => city.Read(db => db.Set<Counter>().CountAsync(c => c.Name.StartsWith("run:")));

    [Theory, BothDatabases]
    public async Task 多くの件の処理は二人目が認めて始まり_壊れた件だけが理由とともに残り_どの件もちょうど一度行われる(string database)
    {
        var gate = new Gate();
        await using var city = await Start(database, gate);
        var run = await Order(city);
        Assert.Equal(run, await Order(city));
        await Until(city, db => db.Set<Run>().AnyAsync(r => r.Count == 1203 && r.NeedsSecond));
        gate.Open.Release(5000);
        var kobayashi = await (await city.Officer("kobayashi")).Open(ShowRun.Url(run));
        Assert.Contains("別の職員の確認を待っています", kobayashi.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Stamped(city));
        Assert.Contains("自分が始めた処理は、ほかの人が確認します", (await kobayashi.Open(ShowRun.Url(run) + "/release")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(ShowRun.Url(run))).Status);
        var nakamura = await (await city.Officer("nakamura")).Open("/office");
        await nakamura.Follow("確認を待っている一括処理");
        Assert.Contains("1,203件", nakamura.Text, StringComparison.Ordinal);
        await nakamura.Choose("この件数で行ってよいですか/はい").Press("確かめた結果を記録する");
        var worker = city.Services.GetRequiredService<RunWorker>();
        await Task.WhenAll(worker.RunAll(default), worker.RunAll(default)); // and a third one runs by itself
        await Until(city, db => db.Set<Run>().AnyAsync(r => r.EndedAt != null));
        Assert.Equal((1200, 1, 1, 1), await Counts(city));
        Assert.Equal(1200, await Stamped(city));
        Assert.True(await city.Read(db => db.Set<Counter>().Where(c => c.Name.StartsWith("run:")).AllAsync(c => c.Value == 1)));
        await kobayashi.Open(ShowRun.Url(run));
        foreach (var word in new[] { "0007", "住所がありません。", "0600", "TimeoutException", "0900", "対象外" })
            Assert.Contains(word, kobayashi.Text, StringComparison.Ordinal);
        gate.Bad = false;
        await kobayashi.Press("できなかったものをやり直す");
        await Until(city, db => db.Set<Run>().AnyAsync(r => r.EndedAt != null && r.Done == 1202));
        Assert.Equal(1202, await Stamped(city));
        Assert.Equal(run, await Order(city));
    }

    [Theory, BothDatabases]
    public async Task 処理は止められて続きから進み_開いた画面は自分で新しくなる(string database)
    {
        var gate = new Gate { Alone = 5000, Bad = false };
        await using var city = await Start(database, gate);
        var run = await Order(city);
        gate.Open.Release();
        await Until(city, db => db.Set<Run>().AnyAsync(r => r.Done == 500));
        var kobayashi = await (await city.Officer("kobayashi")).Open(ShowRun.Url(run));
        Assert.Contains("500／1,203件", kobayashi.Text, StringComparison.Ordinal);
        using (var raw = await kobayashi.Raw(ShowRun.Url(run))) Assert.Equal("3", raw.Headers.GetValues("Refresh").Single());
        await kobayashi.Press("止める");
        gate.Open.Release(5000);
        await city.Services.GetRequiredService<RunWorker>().RunAll(default);
        await Task.Delay(300);
        Assert.Equal(500, await Stamped(city));
        await (await kobayashi.Open(ShowRun.Url(run))).Press("続ける");
        await Until(city, db => db.Set<Run>().AnyAsync(r => r.EndedAt != null));
        Assert.Equal(1202, await Stamped(city));
        Assert.Contains("終わった", (await kobayashi.Open("/office/runs")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 一括処理の画面は_処理を見られる職員のメニューにだけある(string database)
    {
        await using var city = await City.Start(database);
        async Task<int> InMenu(string who) => (await (await city.Officer(who)).Open("/office"))
            .Page.QuerySelectorAll($"nav a[href='{RunsPage.Url}']").Length;
        Assert.Equal(1, await InMenu("kobayashi"));
        Assert.Equal(1, await InMenu("suzuki"));
        // Without a post nobody sees any kind of runs.
        var suzuki = await city.OfficerId("suzuki");
        await city.Turns.Run((_, db, ct) => db.Set<PostHolding>().Where(h => h.Officer == suzuki).ExecuteDeleteAsync(ct));
        Assert.Equal(0, await InMenu("suzuki"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await city.Officer("suzuki")).Open(RunsPage.Url)).Status);
    }

    [Theory, BothDatabases]
    public async Task 試しの処理は同じことを数えて_何も書かず_二人目も待たない(string database)
    {
        var gate = new Gate();
        gate.Open.Release(5000);
        await using var city = await Start(database, gate);
        await Order(city, trial: true);
        await Until(city, db => db.Set<Run>().AnyAsync(r => r.EndedAt != null));
        Assert.Equal((1201, 1, 1, 0), await Counts(city));
        Assert.Equal(0, await Stamped(city));
        Assert.NotEqual(await Order(city), await Order(city, trial: true));
    }
}
