using System.Globalization;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>One robot: what it does, how often it ran in each month, the proof of its minutes, and its scenario as a file for other
/// cities.</summary>
public sealed partial class ShowRobot
{
    public sealed record Input([Ask("月", Hint = "2026-04 の形で書いてください。同じ月をもう一度書くと、その月の回数が置き換わります。", MaxLength = 7)] string Month,
        [Ask("実行した回数")] int Times) : IForm<Input>;

    public sealed record Shown(Form Form, Robot Robot, string Department, IReadOnlyList<RobotRun> Runs, StoredFile? File);

    public static string Url(Guid id) => $"{ShowRobots.Url}/{id}";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm<Input>("/office/plan/robots/{id:guid}", PlanModule.Write, RobotHours.Noted, Ask, Accept);
        app.MapPage("/office/plan/robots/{id:guid}/scenario.json", PlanModule.Write, Deed.None, Give);
        app.MapPage("/office/plan/robots/{id:guid}/evidence", PlanModule.Write, Deed.None, Evidence);
    }

    internal static async Task<Robot> Find(Look look, Guid id) =>
        await look.Find<Robot>(r => r.Id == id);

    /// <exception cref="ChangedMeanwhile">somebody changed it after the form was shown.</exception>
    internal static void Unchanged(Robot robot, IFormCollection posted)
    {
        if (posted[Turn.Version].ToString() != robot.Version.ToString(CultureInfo.InvariantCulture))
            throw new ChangedMeanwhile($"今の1回の分は、今まで{Cell.Of(robot.Before)}分、ロボット{Cell.Of(robot.After)}分です。");
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look)
    {
        var robot = await Find(look, id);
        var runs = await look.Db.Set<RobotRun>().AsNoTracking().Where(r => r.RobotId == id).OrderByDescending(r => r.Month)
            .ToListAsync(look.Stop);
        var file = robot.File is { } kept ? await look.Db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == kept, look.Stop)
            : null;
        return Show(new(form, robot, robot.Department is { } code ? look.City.Department(code, look.Today)?.Name ?? code : "まだ決まっていません",
            runs, file));
    }

    static async Task<Answer> Accept(Guid id, Input input, Turn turn)
    {
        var robot = await turn.Take<Robot>(r => r.Id == id);
        Unchanged(robot, turn.Posted);
        var month = RobotRun.MonthOf(input.Month, turn.Today);
        if (input.Times is < 0 or > 1_000_000) throw new Rule("times", "回数は、0から1,000,000までの数を書いてください。");
        var run = await turn.Db.Set<RobotRun>().AsTracking()
            .FirstOrDefaultAsync(r => r.RobotId == id && r.Month == month.Number, turn.Stop);
        var before = run?.Seconds ?? 0;
        if (run is null) turn.Db.Add(run = new()
        {
            Id = turn.NewId(), RobotId = id, Month = month.Number, Times = input.Times,
            Before = robot.Before, After = robot.After, By = turn.Me, At = turn.Now
        });
        (run.Times, run.Before, run.After, run.By, run.At) =
            (input.Times, robot.Before, robot.After, turn.Me, turn.Now);
        robot.Version++;
        turn.Journal.About("plan.robot", id).Fact("kind", robot.Kind is RobotKind.Rpa ? "rpa" : "ai-ocr").Fact("on", month.First)
            .Fact("times", input.Times).Fact("seconds", run.Seconds - before);
        return Answer.See(Url(id));
    }

    static async Task<IResult> Give(Guid id, Look look)
    {
        var robot = await Find(look, id);
        if (!robot.Shared) throw new NotHere();
        return Results.File(Encoding.UTF8.GetBytes(Scenario.Of(robot, look.City.City.Name).Write()), "application/json; charset=utf-8",
            $"robot-{id:N}.json");
    }

    static async Task<IResult> Evidence(Guid id, Look look, FileStore store)
    {
        var kept = (await Find(look, id)).File ?? throw new NotHere();
        var file = await look.Find<StoredFile>(f => f.Id == kept);
        return new SentFile(store, file, kept: true);
    }
}
