using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>What a meeting decided waits for its department until it is done.</summary>
sealed class ResolutionTasks<T> : ITaskSource
{
    public Type Of => typeof(T);

    public async Task<IReadOnlyList<(Guid Cause, TaskWish? Wish)>> Ask(CityDb db, object record, bool gone, CancellationToken ct)
    {
        if (record is Resolution one)
        {
            var its = db.Set<Meeting>().Local.FirstOrDefault(m => m.Id == one.Meeting)
                ?? await db.Set<Meeting>().AsNoTracking().FirstAsync(m => m.Id == one.Meeting, ct);
            return [(one.Id, gone ? null : Wish(one, its))];
        }
        if (record is not Meeting meeting) return [];
        return [.. (await db.Set<Resolution>().Where(r => r.Meeting == meeting.Id).ToListAsync(ct))
            .Select(r => (r.Id, gone ? null : Wish(r, meeting)))];
    }

    static TaskWish? Wish(Resolution r, Meeting meeting) => meeting.DecidedAt is null || r.DoneAt is not null ? null
        : new(TaskKind.Finish, r.Text, FinishResolution.Url(r.Id))
        { Department = r.Department, Power = PlanModule.Reporting, Due = r.Due };
}

/// <summary>The month's report of each initiative, and the head's look at it.</summary>
sealed class ReportTasks(Library library, CityProfile city, Running running, Tasks tasks) : ITaskSource, IJob
{
    public string Code => "plan.report-tasks";
    public string Label => "今月の報告がまだの事業を、今日の仕事に載せる";

    public Type Of => typeof(Report);

    static Guid Missing(string initiative) => Tasks.Cause($"plan report {initiative}");
    static Guid Unseen(string initiative) => Tasks.Cause($"plan pass {initiative}");

    public async Task<IReadOnlyList<(Guid Cause, TaskWish? Wish)>> Ask(CityDb db, object record, bool gone, CancellationToken ct)
    {
        if (record is not Report report) return [];
        var plan = (await library.Current(db, ct))?.Content;
        var pass = report.SeenAt is null && plan?.Initiative(report.Initiative) is { } i
            ? new TaskWish(TaskKind.Check, $"{i.Code} {i.Title}の報告", PassReport.Url(i.Code))
            { Department = Owner.Of(i, plan.Book, city).Department, Power = PlanModule.Pass } : null;
        return [(Missing(report.Initiative), null), (Unseen(report.Initiative), pass)];
    }

    /// <summary>A new month asks anew; what is no initiative any more is not asked for.</summary>
    public async Task Do(CityDb db, Due due, CancellationToken ct)
    {
        if (await library.Current(db, ct) is not var (_, plan)) return;
        var month = Month.Of(due.Now);
        var done = await db.Set<Report>().Where(r => r.Month == month.Number).Select(r => r.Initiative).Distinct().ToListAsync(ct);
        var wishes = (await db.Set<OfficeTask>().Where(t => t.Kind == TaskKind.Report && t.ClosedAt == null).Select(t => t.Cause)
            .ToListAsync(ct)).Distinct().ToDictionary(c => c, _ => (TaskWish?)null);
        foreach (var i in plan.Initiatives)
            wishes[Missing(i.Code)] = done.Contains(i.Code) ? null
                : new(TaskKind.Report, $"{i.Code} {i.Title}の{month.Words}の報告", ReportProgress.Url(i.Code))
                {
                    Department = Owner.Of(i, plan.Book, city).Department, Power = PlanModule.Reporting, Due = running.Due(month),
                };
        await tasks.Keep(db, wishes, ct);
    }
}
