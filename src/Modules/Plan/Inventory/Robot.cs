using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>What kind of tool does the work.</summary>
public enum RobotKind { [Label("RPA")] Rpa, [Label("AI-OCR")] AiOcr }

/// <summary>ロボット: a scenario that does a piece of work, with the minutes of one run before it was there and since.</summary>
public sealed class Robot
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required RobotKind Kind { get; set; }

    /// <summary>Code of the department; null while a scenario of another city has found none here.</summary>
    public string? Department { get; set; }

    /// <summary>The work that it does.</summary>
    public required string Work { get; set; }

    /// <summary>How it goes, step by step, so that others can build the same.</summary>
    public string? Steps { get; set; }
    public required decimal Before { get; set; }
    public required decimal After { get; set; }

    /// <summary>Where the minutes come from, and a file that shows it.</summary>
    public required string Evidence { get; set; }
    public Guid? File { get; set; }

    /// <summary>May be given to other cities.</summary>
    public bool Shared { get; set; }

    /// <summary>The city that made it, and its id there; null when this city did.</summary>
    public string? OriginCity { get; init; }
    public Guid? OriginId { get; init; }

    /// <summary>Counts the changes; a form posts the one that it showed.</summary>
    public required long Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Robot>
    {
        public void Configure(EntityTypeBuilder<Robot> b)
        {
            b.ToTable("plan_robots");
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Work).HasMaxLength(300);
            b.Property(x => x.Steps).HasMaxLength(8000);
            b.Property(x => x.Evidence).HasMaxLength(700);
            b.Property(x => x.OriginCity).HasMaxLength(100);
            b.HasIndex(x => new { x.OriginCity, x.OriginId }).IsUnique().Says("", "このシナリオは、すでに取り込んであります。一覧から開いてください。");
        }
    }
}

/// <summary>実行の記録: how often it ran in a month, with the minutes that counted then. Written again it replaces what was there.</summary>
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
        return Moment.First(text) <= today ? Plan.Month.Of(Moment.First(text)) : throw new Rule("month", "まだ来ていない月の実行は記録できません。");
    }

    internal sealed class Map : IEntityTypeConfiguration<RobotRun>
    {
        public void Configure(EntityTypeBuilder<RobotRun> b)
        {
            b.ToTable("plan_robot_runs");
            b.Ignore(x => x.Hours);
            b.Ignore(x => x.Seconds);
            b.HasIndex(x => new { x.RobotId, x.Month }).IsUnique().Says("month", "この月の記録は、ほかの人がたった今入れました。画面を開き直してください。");
        }
    }
}
