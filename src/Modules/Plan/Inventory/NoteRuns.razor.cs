using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>実行の回数を記録する: how often a robot ran in a month; and its scenario as a file for other cities.</summary>
public sealed partial class NoteRuns
{
    public sealed record Input([Ask("月", Hint = "2026-04 の形で書いてください。同じ月をもう一度書くと、その月の回数が置き換わります。",
        MaxLength = 7)] string Month,
        [Ask("実行した回数")] int Times) : IForm<Input>;

    public sealed record Page(Form Form, Robot Robot);

    public static string Url(Guid id) => $"{ShowRobots.One(id)}/runs";
    public static string Scenario(Guid id) => $"{ShowRobots.One(id)}/scenario.json";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm<Input>(ShowRobots.Url + "/{id:guid}/runs", PlanModule.Write, RobotHours.Noted, Ask, Accept);
        app.MapPage(ShowRobots.Url + "/{id:guid}/scenario.json", PlanModule.Write, Deed.None, Give);
    }

    static async Task<IResult> Ask(Guid id, Form form, Look look) => Show(new(form, await look.Find<Robot>(r => r.Id == id)));

    static async Task<Answer> Accept(Guid id, Input input, Turn turn)
    {
        var robot = await turn.Find(turn.Db.Set<Robot>().Where(r => r.Id == id));
        if (!turn.Saw(robot.Version))
            throw new ChangedMeanwhile($"今の1回の分は、今まで{Cell.Of(robot.Before)}分、ロボット{Cell.Of(robot.After)}分です。");
        var month = RobotRun.MonthOf(input.Month, turn.Today);
        if (input.Times is < 0 or > 1_000_000) throw new Rule("times", "回数は、0から1,000,000までの数を書いてください。");
        var run = await turn.Db.Set<RobotRun>().AsTracking().FirstOrDefaultAsync(r => r.RobotId == id && r.Month == month.Number,
            turn.Stop);
        var before = run?.Seconds ?? 0;
        if (run is null) turn.Db.Add(run = new()
        {
            Id = turn.NewId(), RobotId = id, Month = month.Number, Times = input.Times,
            Before = robot.Before, After = robot.After, By = turn.Me, At = turn.Now,
        });
        (run.Times, run.Before, run.After, run.By, run.At) = (input.Times, robot.Before, robot.After, turn.Me, turn.Now);
        turn.Journal.About("plan.robot", id).Fact("kind", robot.Kind is RobotKind.Rpa ? "rpa" : "ai-ocr").Fact("on", month.First)
            .Fact("times", input.Times).Fact("seconds", run.Seconds - before);
        return Answer.See(ShowRobots.One(id));
    }

    static async Task<IResult> Give(Guid id, Look look)
    {
        var robot = await look.Find<Robot>(r => r.Id == id);
        if (!robot.Shared) throw new NotHere();
        return Results.File(Encoding.UTF8.GetBytes(Keyaki.Plan.Scenario.Of(robot, look.City.City.Name).Write()),
            "application/json; charset=utf-8",
            $"robot-{id:N}.json");
    }
}
