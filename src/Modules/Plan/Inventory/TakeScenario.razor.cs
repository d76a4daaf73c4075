using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>ほかの市のシナリオを取り込む: a file that another city gave. Where it comes from stays with it, and it comes in once.</summary>
public sealed partial class TakeScenario
{
    public const string Url = "/office/plan/robots/import";

    static readonly Deed Taken = new("plan.robot.imported", "ほかの市のシナリオを取り込んだ");

    internal static void Map(IEndpointRouteBuilder app) => app.MapForm(Url, PlanModule.Write, Taken, Build, Ask, Accept, weigh: Weigh)
        .Taking(Takes.Attachments);

    static Form Build(Look look) => new([
        new Question("file", new FileKind(FileBytes.Json, "シナリオのファイル（JSON）"), "シナリオのファイル") { Required = false },
        new Question("text", new LongTextKind(8), "または、シナリオの中身") { Required = false, Hint =
            "ファイルを開いて写した文字を貼り付けてください。",
            MaxLength = StartImport.LongestPaste },
    ])
    { Files = Upload.Of(look) };

    static IResult Ask(Form form) => Show(form);

    static async Task<Scenario> Weigh(Form form, Look look, FileStore files)
    {
        if (await Upload.Read(form, look, files) is var (_, bytes)) return Scenario.Read("file", CsvText.Decode(bytes));
        return form.Value("text") is string text ? Scenario.Read("text", text) : throw new Rule("file",
            "ファイルを選ぶか、中身を貼り付けてください。");
    }

    static async Task<Answer> Accept(Form form, Scenario scenario, Turn turn, Robots robots)
    {
        var field = form.Value("file") is null ? "text" : "file";
        if (scenario.City == turn.City.City.Name) throw new Rule(field,
            "これは、この市が作ったシナリオです。台帳にあるものを使ってください。");
        if (await turn.Db.Set<Robot>().AnyAsync(r => r.OriginCity == scenario.City && r.OriginId == scenario.Id, turn.Stop))
            throw new Rule(field,
                $"このシナリオ（{scenario.City}「{scenario.Name}」）は、すでに取り込んであります。一覧から開いてください。");
        var robot = new Robot
        {
            Id = turn.NewId(), Code = (await robots.Numbers(turn.Db, turn.Stop))(), Name = scenario.Name.Trim(), Kind =
                scenario.Kind is "rpa" ? RobotKind.Rpa : RobotKind.AiOcr,
            Work = scenario.Work.Trim(), Steps = scenario.Steps, Before = scenario.Before, After = scenario.After,
            Evidence = $"{scenario.City}の数字です。{scenario.Evidence}", OriginCity = scenario.City, OriginId = scenario.Id,
        };
        robots.Begin(turn.Db, robot, turn.Today, turn.Me);
        turn.Journal.About("plan.robot", robot.Id).Fact("origin", scenario.Id.ToString("N"));
        return Answer.See(ShowRobots.One(robot.Id));
    }
}
