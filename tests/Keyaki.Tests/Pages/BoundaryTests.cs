using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Pages;

/// <summary>Limits at their very edge, written as people know them: a constant that is off by one is seen here and nowhere else.</summary>
public sealed class BoundaryTests
{
    static readonly DateTimeOffset Saved = new(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(9));

    static DraftApplication Draft(Guid id, DateTimeOffset until) => new()
    {
        Id = id, Procedure = "bulky-waste", Definition = "-", ApplicantKind = ActorKind.Resident, Account = id,
        StartedAt = Saved, SavedAt = Saved, ExpiresAt = until, Answers = "{}"
    };

    [Fact]
    public void 下書きは保存してから30日のあいだ続きから書け_30日たった時からは書けない()
    {
        var draft = Draft(Guid.Empty, Saved);
        draft.Save("{}", 1, Saved);
        Assert.False(draft.IsExpired(Saved.AddDays(30).AddSeconds(-1)));
        Assert.True(draft.IsExpired(Saved.AddDays(30)));
    }

    [Theory, BothDatabases]
    public async Task 期限の過ぎた下書きは7日のあいだ残り_その次に消える(string database)
    {
        await using var city = await City.Start(database);
        var now = city.Clock.GetUtcNow();
        var (stays, goes) = (city.Clock.NewId(), city.Clock.NewId());
        await city.Turns.Run((_, db, _) =>
        {
            db.AddRange(Draft(stays, now.AddDays(-7)), Draft(goes, now.AddDays(-7).AddSeconds(-1)));
            return Task.FromResult(true);
        });
        await city.Sweep(now);
        Assert.Equal([stays], await city.Read(db => db.Set<DraftApplication>().Where(d => d.Id == stays || d.Id == goes)
            .Select(d => d.Id).ToListAsync()));
    }

    [Fact]
    public void 予算はちょうど使い切るまで決定でき_1円でも超えると決定できない()
    {
        var year = new YearBudget(new(100_000), new(70_000), new(20_000));
        year.Suffices(new(30_000));
        Assert.Contains("30,000円", Assert.Throws<Rule>(() => year.Suffices(new(30_001))).Sentence, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task 一つの回線から1時間に頼めるのは決まった回数までで_ちょうど1時間でまた頼める(string database)
    {
        await using var city = await City.Start(database);
        var http = new DefaultHttpContext();
        Task<bool> Ask() => city.Turns.Run(async (services, db, ct) =>
        {
            await services.GetRequiredService<Throttle>().Often(db, "boundary", 3, new("続けて頼まれました。"), http, ct);
            return true;
        });
        for (var i = 0; i < 3; i++) await Ask();
        await Assert.ThrowsAsync<Rule>(Ask);
        city.Clock.Pass(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<Rule>(Ask);
        city.Clock.Pass(TimeSpan.FromSeconds(1));
        await Ask();
    }

    [Theory, BothDatabases("1"), BothDatabases("120"), BothDatabases("121"), BothDatabases("361")]
    public async Task 一つの記録に入るのは120人までで_それより多ければ分けて書かれ_だれも抜けない(string database, string count)
    {
        await using var city = await City.Start(database, seeded: false);
        var persons = Enumerable.Range(0, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture))
            .Select(_ => city.Clock.NewId()).ToList();
        await city.Turns.Run((_, db, _) =>
        {
            new Journal().With([.. persons.Select(p => (Guid?)p)]).Write(db, city.Clock, Actor.Program, Deed.Look("boundary.list", "一覧を見た"));
            return Task.FromResult(true);
        });
        var entries = await city.Read(db => db.Set<JournalEntry>().Where(e => e.Code == "boundary.list").Select(e => e.Persons).ToListAsync());
        Assert.Equal((persons.Count + 119) / 120, entries.Count);
        Assert.Equal(persons.Order(), entries.SelectMany(e => e.Split(' ')).Select(Guid.Parse).Order());
        Assert.Equal(persons.Count, await city.Read(db => db.Set<JournalPerson>().CountAsync(p => persons.Contains(p.PersonId))));
    }

    [Theory]
    [InlineData(100_000, false), InlineData(100_001, true)]
    public void 一度に取り込める表は10万行までである(int rows, bool refused)
    {
        var table = new MemoryStream(Encoding.UTF8.GetBytes("番号\n" + string.Concat(Enumerable.Repeat("a\n", rows))));
        int Read() => Tables.Read("file", table, FileBytes.Csv, [new Column("code", "番号") { Required = true }]).Count();
        if (refused) Assert.Contains("100,000行まで", Assert.Throws<Rule>(() => Read()).Sentence, StringComparison.Ordinal);
        else Assert.Equal(rows, Read());
    }

    [Theory]
    [InlineData(60 * 1024 * 1024, false), InlineData(60 * 1024 * 1024 + 1, true)]
    public async Task 取り込む表のファイルは60MBまでで_ほかの添付より大きくてよい(int bytes, bool refused)
    {
        var folder = Directory.CreateTempSubdirectory("keyaki-boundary-").FullName;
        try
        {
            var store = new FileStore(folder, 20 * 1024 * 1024, TimeProvider.System, []);
            Task<StoredFile> Take(long? larger) => store.Take(new MemoryStream(new byte[bytes].Select(_ => (byte)'a').ToArray()), "t.csv",
                [FileBytes.Csv], null, default, larger);
            Assert.Contains("20MBまで", (await Assert.ThrowsAsync<Rule>(() => Take(null))).Sentence, StringComparison.Ordinal);
            if (!refused) Assert.Equal(bytes, (await Take(Tables.MostBytes)).Size);
            else Assert.Contains("60MBまで", (await Assert.ThrowsAsync<Rule>(() => Take(Tables.MostBytes))).Sentence,
                StringComparison.Ordinal);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Theory]
    [InlineData(40, false), InlineData(41, true)]
    public void 表の一つの欄は_列ごとに決めた文字数までである(int letters, bool refused) =>
        Assert.Equal(refused, new Column("code", "番号") { MaxLength = 40 }.Fault(new string('番', letters)) is not null);

    [Theory]
    [InlineData(500, false), InlineData(501, true)]
    public void 移す文書の一件に付けられるファイルは500個までである(int files, bool refused)
    {
        var cell = string.Concat(Enumerable.Range(0, files).Select(n => $"添付|{n}.txt\n"));
        int Coming() => Documents.MovedFile.Coming(cell).Count;
        if (refused) Assert.Contains("500個まで", Assert.Throws<Rule>(() => Coming()).Sentence, StringComparison.Ordinal);
        else Assert.Equal(files, Coming());
    }

    [Theory, BothDatabases]
    public async Task 一人で取り込めるのは3000行までで_読み込みと直しは何行でも一人でできる(string database)
    {
        await using var city = await City.Start(database, seeded: false);
        await using var scope = city.Services.CreateAsyncScope();
        var works = scope.ServiceProvider.GetServices<IRunWork>().ToDictionary(w => w.Kind, w => w.Alone);
        Assert.Equal([3_000, 3_000], [works["plan.import.take"], works["documents.import.take"]]);
        // What takes everything out is never one officer's alone.
        Assert.Equal(0, works["documents.write-out"]);
        Assert.All(works.Where(w => !w.Key.EndsWith(".import.take", StringComparison.Ordinal) && w.Key != "documents.write-out"),
            w => Assert.True(w.Value >= Tables.MostRows));
        var run = new Run { Id = default, By = null, At = default, Kind = "", Key = "", Arguments = "", Trial = false };
        run.Lay(3_000, 3_000, default);
        Assert.False(run.NeedsSecond);
        run.Lay(3_001, 3_000, default);
        Assert.True(run.NeedsSecond);
    }
}
