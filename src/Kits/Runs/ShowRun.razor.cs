using System.Text.Json;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>One run: how far it is, what did not go through and why; it can be stopped, gone on with, and repeated for the rest.</summary>
public sealed partial class ShowRun
{
    const int Most = 50, Refresh = 3;

    public sealed record Page(Run Run, string Label, RunSubject About, string By, Slice<RunItem> Items, TimeSpan? Left, bool Mine);

    static readonly Deed Stopped = new("runs.stopped", "一括処理を止めた"), WentOn = new("runs.went-on", "止めていた一括処理を続けた"),
        Repeated = new("runs.repeated", "一括処理でできなかったものをやり直した");
    internal static readonly Deed Released = new("runs.released", "一括処理を二人目として確かめた"),
        TakenBack = new("runs.taken-back", "一括処理を取り下げた");

    static readonly Order<RunItem, RunItem> ByKey = new Order<RunItem, RunItem>().Up(i => i.Key, i => i.Key).Up(i => i.Id, i => i.Id);

    public static string Url(Guid run) => $"{RunsPage.Url}/{run}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(RunsPage.Url + "/{id:guid}", Permission.Officer, Deed.None, Ask);
        app.MapAct(RunsPage.Url + "/{id:guid}/stop", Permission.Officer, Stopped, Stop);
        app.MapAct(RunsPage.Url + "/{id:guid}/go-on", Permission.Officer, WentOn, GoOn);
        app.MapAct(RunsPage.Url + "/{id:guid}/again", Permission.Officer, Repeated, Again);
        app.MapSecond<Run>(RunsPage.Url + "/{act:guid}/release", RunsPage.Url + "/{act:guid}/take-back", Permission.Officer, Released,
            TakenBack);
    }

    static async Task<IResult> Ask(Guid id, Look look, IEnumerable<IRunWork> works, IStaff staff, string? at = null)
    {
        var run = await look.Find(RunsPage.Visible(look, works).AsNoTracking().Where(r => r.Id == id));
        var items = await ByKey.Slice(look.Db.Set<RunItem>().AsNoTracking().Where(i => i.RunId == id), at, Most,
            rows => rows.ToListAsync(look.Stop));
        if (run.Goes) look.RenewIn(Refresh);
        var by = run.By is { } first ? (await staff.Faces(look, [first])).NameOf(first) : "システム";
        var work = works.First(w => w.Kind == run.Kind);
        return Show(new(run, work.Label, work.About(run.Ordered()), by, items, run.Left(look.Now), run.By == look.Actor.Account));
    }

    static Task<Run> Take(Guid id, Turn turn, IEnumerable<IRunWork> works) =>
        turn.Take(RunsPage.Visible(turn, works).Where(r => r.Id == id));

    static async Task<Answer> Stop(Guid id, Turn turn, IEnumerable<IRunWork> works)
    {
        (await Take(id, turn, works)).Stop(turn.Me, turn.Now);
        turn.Journal.About("run", id);
        return Answer.See(Url(id));
    }

    static async Task<Answer> GoOn(Guid id, Turn turn, IEnumerable<IRunWork> works)
    {
        (await Take(id, turn, works)).GoOn();
        turn.Journal.About("run", id);
        return Answer.See(Url(id));
    }

    /// <summary>What did not go through becomes slices of its own.</summary>
    static async Task<Answer> Again(Guid id, Turn turn, IEnumerable<IRunWork> works)
    {
        var run = await Take(id, turn, works);
        var rest = await turn.Db.Set<RunItem>().AsTracking().Where(i => i.RunId == id && i.Outcome != ItemOutcome.Skipped)
            .OrderBy(i => i.Key)
            .ToListAsync(turn.Stop);
        run.Again(rest.Count(i => i.Outcome is ItemOutcome.Refused), rest.Count(i => i.Outcome is ItemOutcome.Failed));
        var next = await turn.Db.Set<RunSlice>().Where(s => s.RunId == id).MaxAsync(s => s.Number, turn.Stop) + 1;
        foreach (var (number, some) in rest.Select(i => i.Key).Chunk(RunSlice.Size).Index())
            turn.Db.Add(new RunSlice { RunId = id, Number = next + number, Keys = JsonSerializer.Serialize(some) });
        turn.Db.RemoveRange(rest);
        turn.Journal.About("run", id).Fact("items", rest.Count);
        return Answer.See(Url(id));
    }
}

/// <summary>A run that is too large for one officer, before the second one.</summary>
sealed class CheckRun(IEnumerable<IRunWork> works) : SecondPerson<Run>
{
    static readonly SecondWords Said = new("run", "この件数で行ってよいですか", "行わない理由", "一括処理が認められませんでした", "確認を待っている一括処理",
        "ほかの職員が始めた処理です。何を何件行うのかを確かめてください。")
    { TakeBack = "この処理を取り下げる" };

    public override SecondWords Words => Said;
    public override Permission Who => Permission.Officer;
    public override Permission Checks(Run run) => Work(run).Who;
    public override bool Waits(Run run) => run.IsWaiting;
    public override string Url(Run run) => ShowRun.Url(run.Id) + "/release";
    public override string TakeBack(Run run) => ShowRun.Url(run.Id) + "/take-back";
    public override string Home(Run run) => ShowRun.Url(run.Id);
    public override IQueryable<Run> Visible(Look look) => RunsPage.Visible(look, works).Where(r => r.NeedsSecond);

    public override Task<SecondFace> Face(Run run, Look look) =>
        Task.FromResult(new SecondFace(Label(run), [new("一括処理", RunsPage.Url)],
            [("何の分か", About(run)), ("件数", Written.Strong($"{run.Count:#,0}件"))])
        { Note = "認めると、すぐに始まります。始まったあとも止められます。" });

    public override Task<string> InWords(Run run, Look look) =>
        Task.FromResult($"{Label(run)}（{Work(run).About(run.Ordered()).Words}、{run.Count:#,0}件）");

    public override Task Note(Run run, Look look) => Task.FromResult(look.Journal.About("run", run.Id));

    IRunWork Work(Run run) => works.First(w => w.Kind == run.Kind);
    string Label(Run run) => Work(run).Label;
    Markup About(Run run) => Work(run).About(run.Ordered()) switch { var about => Written.Link(about.Url, about.Words) };
}
