using System.Globalization;
using Keyaki.Kernel;
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

    static Form BuildNew(CityProfile city, CityDb db, Actor actor) => Blank(city, db, actor, null);

    static async Task<Form> Build(Guid id, CityProfile city, CityDb db, Actor actor, HttpContext http, CancellationToken ct)
    {
        var robot = await ShowRobot.Find(db, id, ct);
        var form = Blank(city, db, actor, id);
        if (robot.File is { } kept) form.Fill("file", kept.ToString("N"));
        return HttpMethods.IsGet(http.Request.Method) ? form.Fill("name", robot.Name)
            .Fill("kind", robot.Kind is RobotKind.Rpa ? "rpa" : "aiOcr").Fill("department", robot.Department).Fill("work", robot.Work)
            .Fill("before", robot.Before.ToString("0.#", CultureInfo.InvariantCulture))
            .Fill("after", robot.After.ToString("0.#", CultureInfo.InvariantCulture)).Fill("evidence", robot.Evidence)
                .Fill("shared", robot.Shared).Fill("steps", robot.Steps) : form;
    }

    static Form Blank(CityProfile city, CityDb db, Actor actor, Guid? robot) =>
        new Form(Questions<Input>.All) { Files = Upload.Of(db, actor, robot) }
            .Offer("department", [.. city.Departments.Select(d => new Option(d.Code, d.Name))]);

    static IResult AskNew(Form form) => Show(new(form, null));
    static async Task<IResult> Ask(Guid id, Form form, CityDb db, CancellationToken ct) =>
        Show(new(form, await ShowRobot.Find(db, id, ct)));

    static async Task<Answer> AcceptNew(Form form, CityDb db, Actor actor, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var robot = new Robot
        {
            Id = clock.NewId(), Name = "", Kind = RobotKind.Rpa, Work = "", Before = 0, After = 0, Evidence = "",
            Version = 0
        };
        db.Add(robot);
        return await Write(robot, form, db, actor, journal, ct);
    }

    static async Task<Answer> Accept(Guid id, Form form, IFormCollection posted, CityDb db, Actor actor, Journal journal,
        CancellationToken ct)
    {
        var robot = await db.Set<Robot>().AsTracking().FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw new NotHere();
        ShowRobot.Unchanged(robot, posted);
        return await Write(robot, form, db, actor, journal, ct);
    }

    static async Task<Answer> Write(Robot robot, Form form, CityDb db, Actor actor, Journal journal, CancellationToken ct)
    {
        var input = Questions<Input>.Build(form);
        foreach (var (name, minutes) in new[] { ("before", input.Before), ("after", input.After) })
            if (minutes is < 0 or > 100_000 || decimal.Round(minutes, 1) != minutes)
                throw new Rule(name, "分は0から100,000までの数を、小数点以下1桁までで書いてください。");
        (robot.Name, robot.Kind, robot.Department, robot.Work, robot.Before, robot.After) =
            (input.Name, input.Kind, input.Department, input.Work, input.Before, input.After);
        (robot.Evidence, robot.Shared, robot.Steps, robot.Version) = (input.Evidence, input.Shared, input.Steps, robot.Version + 1);
        robot.File = Guid.TryParse(input.File, out var id) ? id : null;
        await Upload.Keep(db, actor, robot.Id, robot.File is { } file ? [file] : [], ct);
        journal.About("plan.robot", robot.Id).Fact("before", robot.Before.ToString("0.#", CultureInfo.InvariantCulture))
            .Fact("after", robot.After.ToString("0.#", CultureInfo.InvariantCulture));
        return Answer.See(ShowRobot.Url(robot.Id));
    }
}
