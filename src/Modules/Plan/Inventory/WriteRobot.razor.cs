using System.Globalization;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>ロボットを書く: a new robot, or what is known of one.</summary>
public sealed partial class WriteRobot
{
    public sealed record Input(
        [Ask("名前", MaxLength = 200)] string Name, [Ask("種類")] RobotKind Kind, [Ask("担当課", Kind = "choice")] string Department,
        [Ask("業務", Hint = "何の仕事をするかを書いてください。", MaxLength = 300)] string Work,
        [Ask("今までの1回の分", Hint = "ロボットがないときに、職員が1回にかけていた時間です。")] decimal Before,
        [Ask("ロボットの1回の分", Hint = "ロボットを使うときに、職員が1回にかける時間（用意と確かめ）です。")] decimal After,
        [Ask("分の根拠", Kind = "longtext", Hint = "いつ、どうやって計ったかを書いてください。", MaxLength = 500)] string Evidence,
        [Ask("ほかの市に渡してよいですか")] bool Shared,
        [Ask("手順", Kind = "longtext", Hint = "ほかの市が同じものを作れるように、順に書いてください。", MaxLength = 8000)] string? Steps = null,
        [Ask("根拠のファイル", Kind = "file")] string? File = null) : IForm<Input>;

    public sealed record Shown(Form Form, Robot? Robot);

    static readonly Deed Written = new("plan.robot.written", "ロボットを台帳に入れた");
    static readonly Deed Changed = new("plan.robot.changed", "台帳のロボットを直した");

    public const string NewUrl = "/office/plan/robots/new";
    public static string Url(Guid id) => $"{ShowRobot.Url(id)}/edit";

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapForm(NewUrl, PlanModule.Write, Written, BuildNew, AskNew, AcceptNew).Taking(Takes.Attachments);
        app.MapForm("/office/plan/robots/{id:guid}/edit", PlanModule.Write, Changed, Build, Ask, Accept).Taking(Takes.Attachments);
    }

    static Form BuildNew(Look look) => Blank(look, null);

    static async Task<Form> Build(Guid id, Look look)
    {
        var robot = await ShowRobot.Find(look, id);
        var form = Blank(look, id);
        if (robot.File is { } kept) form.Fill("file", kept.ToString("N"));
        return look.Afresh ? form.Fill("name", robot.Name)
            .Fill("kind", robot.Kind is RobotKind.Rpa ? "rpa" : "aiOcr").Fill("department", robot.Department).Fill("work", robot.Work)
            .Fill("before", robot.Before.ToString("0.#", CultureInfo.InvariantCulture))
            .Fill("after", robot.After.ToString("0.#", CultureInfo.InvariantCulture)).Fill("evidence", robot.Evidence)
                .Fill("shared", robot.Shared).Fill("steps", robot.Steps) : form;
    }

    static Form Blank(Look look, Guid? robot) =>
        new Form(Questions<Input>.All) { Files = Upload.Of(look, robot) }
            .Offer("department", [.. look.City.DepartmentsOn(look.Today).Select(d => new Option(d.Code, d.Name))]);

    static IResult AskNew(Form form) => Show(new(form, null));
    static async Task<IResult> Ask(Guid id, Form form, Look look) =>
        Show(new(form, await ShowRobot.Find(look, id)));

    static async Task<Answer> AcceptNew(Form form, Turn turn)
    {
        var robot = new Robot
        {
            Id = turn.NewId(), Name = "", Kind = RobotKind.Rpa, Work = "", Before = 0, After = 0, Evidence = "",
            Version = 0
        };
        turn.Db.Add(robot);
        return await Write(robot, form, turn);
    }

    static async Task<Answer> Accept(Guid id, Form form, Turn turn)
    {
        var robot = await turn.Take<Robot>(r => r.Id == id);
        ShowRobot.Unchanged(robot, turn.Posted);
        return await Write(robot, form, turn);
    }

    static async Task<Answer> Write(Robot robot, Form form, Turn turn)
    {
        var input = Questions<Input>.Build(form);
        foreach (var (name, minutes) in new[] { ("before", input.Before), ("after", input.After) })
            if (minutes is < 0 or > 100_000 || decimal.Round(minutes, 1) != minutes)
                throw new Rule(name, "分は0から100,000までの数を、小数点以下1桁までで書いてください。");
        (robot.Name, robot.Kind, robot.Department, robot.Work, robot.Before, robot.After) =
            (input.Name, input.Kind, input.Department, input.Work, input.Before, input.After);
        (robot.Evidence, robot.Shared, robot.Steps, robot.Version) = (input.Evidence, input.Shared, input.Steps, robot.Version + 1);
        robot.File = Guid.TryParse(input.File, out var id) ? id : null;
        await Upload.Keep(turn, robot.Id, robot.File is { } file ? [file] : []);
        turn.Journal.About("plan.robot", robot.Id).Fact("before", robot.Before.ToString("0.#", CultureInfo.InvariantCulture))
            .Fact("after", robot.After.ToString("0.#", CultureInfo.InvariantCulture));
        return Answer.See(ShowRobot.Url(robot.Id));
    }
}
