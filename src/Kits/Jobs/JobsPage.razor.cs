using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>自動の仕事: what the program does by the calendar, each run of it, and what did not go.</summary>
public sealed partial class JobsPage
{
    public const string Url = "/office/jobs";
    const int Most = 50;

    public sealed record Job(string Label, string When, DateTimeOffset? Last, bool Each);
    public sealed record Run(JobRun Of, string Label);
    public sealed record Page(IReadOnlyList<Job> Jobs, IReadOnlyList<Run> Failed, Slice<Run> Runs);

    static readonly Deed Again = new("jobs.again", "うまく行かなかった自動の仕事をやり直すことにした");
    static readonly Order<JobRun, JobRun> Newest = new Order<JobRun, JobRun>()
        .Down(r => r.DueAt, r => r.DueAt).Up(r => r.Code, r => r.Code);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(Url, KitsModule.OperateJobs, Deed.None, Ask);
        app.MapAct(Url + "/{id:guid}/again", KitsModule.OperateJobs, Again, Redo);
    }

    static async Task<IResult> Ask(Look look, IEnumerable<IJob> jobs, string? at = null)
    {
        var labels = jobs.ToDictionary(j => j.Code, j => j.Label);
        var last = await look.Db.Set<JobRun>().Where(r => r.DoneAt != null).GroupBy(r => r.Code)
            .Select(g => new { g.Key, Last = g.Max(r => r.DoneAt) }).ToDictionaryAsync(g => g.Key, g => g.Last, look.Stop);
        var failed = await look.Db.Set<JobRun>().AsNoTracking().Where(r => r.DoneAt == null && r.FailedAt != null)
            .OrderByDescending(r => r.DueAt).ThenBy(r => r.Code).Take(Most).ToListAsync(look.Stop);
        var runs = await Newest.Slice(look.Db.Set<JobRun>().AsNoTracking().Where(r => r.DoneAt != null), at, Most,
            rows => rows.ToListAsync(look.Stop));
        Run Named(JobRun run) => new(run, labels.GetValueOrDefault(run.Code, run.Code));
        return Show(new([.. jobs.OrderBy(j => j.Label, StringComparer.Ordinal)
            .Select(j => new Job(j.Label, j.When.Words, last.GetValueOrDefault(j.Code), j.EachMissed))],
                failed.ConvertAll(Named), runs.Map(Named)));
    }

    static async Task<Answer> Redo(Guid id, Turn turn)
    {
        (await turn.Take<JobRun>(r => r.Id == id)).Again();
        turn.Journal.About("job-run", id);
        return Answer.See(Url);
    }
}
