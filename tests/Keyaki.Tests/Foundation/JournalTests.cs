using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Tests.Foundation;

public sealed class JournalTests
{
    static readonly Deed Deed = new("test.done", "試した");

    static async Task<(City City, string Anchor)> Written(string database, int entries = 9)
    {
        var city = await City.Start(database, seeded: false);
        for (var i = 0; i < entries; i++)
        {
            await city.Turns.Run(Deed, (_, _, journal, _) =>
            {
                journal.About("case", city.Clock.NewId(), city.Clock.NewId(), city.Clock.NewId()).Fact("n", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            });
            if (i % 3 == 2) await city.Services.GetRequiredService<Sealer>().Run();
        }
        return (city, Path.Combine(city.Folder, "anchors.txt"));
    }

    static Task<JournalVerify.Report> Verify(City city, string anchor) => city.Read(db => JournalVerify.Run(db, anchor));

    static Task Damage(City city, string sql) => city.Turns.Run(async (_, db, ct) => await db.Database.ExecuteSqlRawAsync(sql, ct));

    [Theory, BothDatabases]
    public async Task 何も触られていないジャーナルはすべて合う(string database)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        var report = await Verify(city, anchor);
        Assert.Empty(report.Findings);
        Assert.True(report is { Entries: 9, Unsealed: 0, Batches: >= 3 });
    }

    [Theory, BothDatabases]
    public Task 書き換えは見つかる(string database) => Found(database, """UPDATE kernel_journal SET "Facts" = '{{"n":"99"}}' WHERE "Facts" = '{{"n":"4"}}'""");

    [Theory, BothDatabases]
    public Task 削除は見つかる(string database) => Found(database, """DELETE FROM kernel_journal WHERE "Facts" = '{{"n":"4"}}'""");

    [Theory, BothDatabases]
    public Task 入れ替えは見つかる(string database) => Found(database, """UPDATE kernel_journal SET "Batch" = CASE "Batch" WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE "Batch" END""");

    [Theory, BothDatabases]
    public Task 対象者の行の削除は見つかる(string database) => Found(database, "DELETE FROM kernel_journal_persons");

    [Theory, BothDatabases]
    public Task 終わりの切り取りは外の控えで見つかる(string database) => Found(database,
        """DELETE FROM kernel_journal WHERE "Batch" = (SELECT MAX("Number") FROM kernel_journal_batches); DELETE FROM kernel_journal_persons WHERE "EntryId" NOT IN (SELECT "Id" FROM kernel_journal); DELETE FROM kernel_journal_batches WHERE "Number" = (SELECT MAX("Number") FROM kernel_journal_batches)""");

    static async Task Found(string database, string damage)
    {
        var (city, anchor) = await Written(database);
        await using var _ = city;
        await Damage(city, damage);
        Assert.NotEmpty((await Verify(city, anchor)).Findings);
    }
}
