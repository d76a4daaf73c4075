using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>What kind of tool does the work.</summary>
public enum RobotKind { [Label("RPA")] Rpa, [Label("AI-OCR")] AiOcr }

/// <summary>ロボット: a scenario that does a piece of work, with the minutes of one run before it was there and since.</summary>
public sealed class Robot : Recorded
{
    public string Name { get; set; } = "";
    public RobotKind Kind { get; set; }

    /// <summary>Code of the department; null while a scenario of another city has found none here.</summary>
    public string? Department { get; set; }

    /// <summary>The work that it does.</summary>
    public string Work { get; set; } = "";

    /// <summary>How it goes, step by step, so that others can build the same.</summary>
    public string? Steps { get; set; }
    public decimal Before { get; set; }
    public decimal After { get; set; }

    /// <summary>Where the minutes come from, and a file that shows it.</summary>
    public string Evidence { get; set; } = "";
    public Guid? File { get; set; }

    /// <summary>May be given to other cities.</summary>
    public bool Shared { get; set; }

    /// <summary>The city that made it, and its id there; null when this city did.</summary>
    public string? OriginCity { get; set; }
    public Guid? OriginId { get; set; }

    public static readonly RegisterFields<Robot> Fields = new RegisterFields<Robot>(counted: "R-")
        .Text("名前", r => r.Name).Found()
        .Choice("種類", r => r.Kind)
        .Department("担当課", r => r.Department).Must()
        .Text("業務", r => r.Work, 300, "何の仕事をするかを書いてください。").Found()
        .Number("今までの1回の分", r => r.Before, hint: "ロボットがないときに、職員が1回にかけていた時間です。", decimals: 1, most: 100_000)
        .Number("ロボットの1回の分", r => r.After, hint: "ロボットを使うときに、職員が1回にかける時間（用意と確かめ）です。", decimals: 1,
            most: 100_000)
        .Long("分の根拠", r => r.Evidence, 700, "いつ、どうやって計ったかを書いてください。")
        .Mark("ほかの市に渡してよいですか", r => r.Shared)
        .Long("手順", r => r.Steps, 8000, "ほかの市が同じものを作れるように、順に書いてください。")
        .File("根拠のファイル", r => r.File)
        .Also(r => r.OriginCity, 100).Also(r => r.OriginId);

    internal sealed class Map() : RegisterMap<Robot>("plan_robots", Fields)
    {
        protected override void More(EntityTypeBuilder<Robot> b)
        {
            b.Property(x => x.OriginCity).HasMaxLength(100);
            b.HasIndex(x => new { x.OriginCity, x.OriginId }).IsUnique()
                .Says("", "このシナリオは、すでに取り込んであります。一覧から開いてください。");
        }
    }
}

/// <summary>RPA・AI-OCRの台帳: what the robots are; how often they ran stands beside them.</summary>
public sealed class Robots(CityProfile city, TimeProvider clock) : PlanRegister<Robot>(city, clock, Robot.Fields)
{
    public override string Code => "robots";
    public override string Kind => "plan.robot";
    public override string Title => "RPA・AI-OCRの台帳";
    public override string Noun => "ロボット";
    public override async Task<RenderFragment?> Below(Look look, Robot robot) => Rendered.Of<RunsOfRobot>(
        (nameof(RunsOfRobot.Robot), robot), (nameof(RunsOfRobot.Runs),
            await look.Db.Set<RobotRun>().AsNoTracking().Where(r => r.RobotId == robot.Id).OrderByDescending(r => r.Month)
                .ToListAsync(look.Stop)));
}

/// <summary>実行の記録: how often it ran in a month, with the minutes that counted then. Written again it replaces what was
/// there.</summary>
public sealed class RobotRun
{
    public required Guid Id { get; init; }
    public required Guid RobotId { get; init; }
    public required int Month { get; init; }
    public required int Times { get; set; }
    public required decimal Before { get; set; }
    public required decimal After { get; set; }
    public required Guid By { get; set; }
    public required DateTimeOffset At { get; set; }

    public decimal Hours => Saving.Hours(Before, After, Times) ?? 0;

    /// <summary>The same in whole seconds, as the journal keeps it: minutes have one decimal.</summary>
    public long Seconds => (long)((Before - After) * 60 * Times);

    /// <summary>A month as it is typed: over or running, and not before the tools were there.</summary>
    /// <exception cref="Rule">it is none, or lies ahead.</exception>
    public static Month MonthOf(string typed, DateOnly today)
    {
        var text = Typed.Number(typed);
        if (text.Length != 7 || !Moment.IsOne(text)) throw new Rule("month", "月は、2026-04 の形で書いてください。");
        return Moment.First(text) <= today ? Plan.Month.Of(Moment.First(text)) : throw new Rule("month",
            "まだ来ていない月の実行は記録できません。");
    }

    internal sealed class Map : IEntityTypeConfiguration<RobotRun>
    {
        public void Configure(EntityTypeBuilder<RobotRun> b)
        {
            b.ToTable("plan_robot_runs");
            b.Ignore(x => x.Hours);
            b.Ignore(x => x.Seconds);
            b.HasIndex(x => new { x.RobotId, x.Month }).IsUnique().Says("month",
                "この月の記録は、ほかの人がたった今入れました。画面を開き直してください。");
        }
    }
}
