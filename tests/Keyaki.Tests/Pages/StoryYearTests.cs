using Keyaki.Approvals;
using Keyaki.Contracts.Approvals;
using Keyaki.Documents;
using Keyaki.Drafting;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Procedures;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Keyaki.Tests.Pages;

/// <summary>The practice city has a year of documents behind it, on every road that a document can take.</summary>
public sealed class StoryYearTests
{
    [Theory, BothDatabases]
    public async Task 練習用のまちには_二つの年度にわたる一年の文書が_すべての月とすべての経路にある(string database)
    {
        await using var city = await City.Told(database);
        var today = city.Clock.Today();
        var drafts = await city.Read(db => db.Set<Draft>().AsNoTracking().ToListAsync());
        var approvals = await city.Read(db => db.Set<Approval>().AsNoTracking().Include(a => a.Steps).Include(a => a.Acts)
            .Include(a => a.Views).ToListAsync());
        var received = await city.Read(db => db.Set<Received>().AsNoTracking().ToListAsync());
        var paper = await city.Read(db => db.Set<PaperDecision>().AsNoTracking().ToListAsync());

        // Every month of the year before today, the one of a year ago too.
        foreach (var month in Enumerable.Range(0, 13).Select(n => today.AddDays(1 - today.Day).AddMonths(-n)))
        {
            bool In(DateOnly day) => day >= month && day < month.AddMonths(1);
            var (decided, came) = (drafts.Count(d => d.DecidedAt is { } at && In(at.Day())), received.Count(r => In(r.On)));
            Assert.True(decided >= 2 && came >= 1 && paper.Exists(p => In(p.DecidedOn)),
                $"{month:yyyy-MM}: {decided} decided, {came} came");
        }

        // Two fiscal years, and this year's 簿冊 opened from last year's.
        var files = await city.Read(db => db.Set<RecordFile>().AsNoTracking().ToListAsync());
        var documents = await city.Read(db => db.Set<Document>().AsNoTracking().ToListAsync());
        var year = FiscalYear.Of(today).Year;
        foreach (var of in new[] { year - 1, year }) Assert.Contains(documents, d => d.FiscalYear == of && d.RecordFile is not null);
        foreach (var kept in documents.Where(d => d.FiscalYear == year - 1).Select(d => d.RecordClass).Distinct())
            Assert.Contains(files, f => f.FiscalYear == year && f.RecordClass == kept
                && files.Exists(old => old.Id == f.Before && old.FiscalYear == year - 1));
        Assert.Equal(files.Count, files.Select(f => (f.FiscalYear, f.RecordClass)).Distinct().Count());

        foreach (var decisionClass in new[] { "係長専決", "課長専決", "部長専決", "副市長専決", "市長決裁" })
            Assert.Contains(approvals, a => a.DecisionClass == decisionClass && a.State is ApprovalState.Decided);
        // 主事専決 goes round to nobody: the officer of the case decides.
        var alone = await city.Read(db => db.Set<Application>().Where(a => a.Procedure == "resident-record"
            && a.State == ApplicationState.Granted).Select(a => a.Id).ToListAsync());
        Assert.Contains(alone, id => !approvals.Exists(a => a.SubjectId == id));
        Assert.Equal([], Enum.GetValues<ApprovalState>().Except(approvals.Select(a => a.State)));
        // Nobody leaves their post in the story, and nobody's department ends: those acts have tests of their own.
        var acts = approvals.SelectMany(a => a.Acts).ToList();
        Assert.Equal([], Enum.GetValues<ActKind>().Except([ActKind.Vacated, ActKind.Filled, ActKind.Reassigned, ActKind.Succeeded])
            .Except(acts.Select(a => a.Kind)));
        Assert.Equal([], Enum.GetValues<Approvals.Capacity>().Except(acts.Select(a => a.Power)));
        Assert.Contains(approvals, a => a.Views.Exists(v => v.At is not null)); // 後閲
        Assert.Contains(approvals, a => a.AtOdds && a.State is ApprovalState.Decided); // 合議不調 went up and was decided there
        Assert.Contains(approvals, a => a.WithPaper && a.State is ApprovalState.Decided);

        Assert.Contains(drafts, d => d is { Revision: > 1, Stage: Stage.Completed }); // 差戻し or 取戻し, mended and decided
        foreach (var origin in new[] { Origin.Copy, Origin.Redraft })
            Assert.Contains(drafts, d => d.Origin == origin && d.DecidedAt is not null && drafts.Exists(e => e.Id == d.Earlier));
        Assert.Equal([], Enum.GetValues<Way>().Except(drafts.Where(d => d.Stage is Stage.Completed).Select(d => d.Way)));
        Assert.Contains(drafts, d => d.Received is not null && d.Stage is Stage.Completed);
        Assert.Equal([], Enum.GetValues<Arriving>().Except(received.Select(r => r.Way)));
        Assert.Contains(await city.Read(db => db.Set<SealUse>().ToListAsync()), s => s.Agreed == true);
        foreach (var kind in new[] { Draft.Kind, Received.Kind })
            Assert.Contains(await city.Read(db => db.Set<Circulated>().ToListAsync()), c => c.SubjectKind == kind && c.ReadAt is not null);
    }

    [Theory, BothDatabases]
    public async Task 練習用のまちの一年分の文書は_今日の仕事を_終わらない仕事で埋めない(string database)
    {
        await using var city = await City.Told(database);
        var today = city.Clock.Today();
        var tasks = await city.Read(db => db.Set<OfficeTask>().AsNoTracking().Where(t => t.ClosedAt == null).ToListAsync());
        // Some applications of the story are late, and some pages of the practice site, and are meant to be.
        var late = tasks.Where(t => t.Due < today && t.Kind is not (TaskKind.Receive or TaskKind.Examine or TaskKind.Mend or TaskKind.Repair)
            && !t.Title.StartsWith("見直し日", StringComparison.Ordinal)).ToList();
        Assert.True(late.Count <= 5, string.Join('\n', late.Select(t => $"{t.Kind} {t.Title}")));
        var shown = tasks.Where(t => t.From is null || t.From <= today);
        Assert.All(shown.GroupBy(t => (t.Account, t.Post, t.Department)), whom => Assert.True(whom.Count() <= 14,
            string.Join('\n', whom.Select(t => $"{t.Kind} {t.Title}"))));
        Assert.DoesNotContain(await city.Read(db => db.Set<Approval>().Where(a => a.State == ApprovalState.InReview)
            .Select(a => a.ProposedAt).ToListAsync()), at => at.Day() < today.AddMonths(-2));
        foreach (var month in Enumerable.Range(1, 12).Select(n => today.AddMonths(-n)))
            Assert.Matches(@"\d+(\.\d)?%", (await (await city.Officer("suzuki")).Open($"{Rates.Url}?month={month:yyyy-MM}")).Text);
    }
}
