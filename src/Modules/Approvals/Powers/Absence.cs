using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>Why somebody is away.</summary>
public enum AwayFor
{
    [Ui.Label("出張")] Travel,
    [Ui.Label("休暇")] Leave,
    [Ui.Label("病気")] Sick,
    [Ui.Label("そのほか")] Other,
}

/// <summary>不在: days on which an officer does not decide. Only while one is registered may others decide in their place (代決).</summary>
public sealed class Absence
{
    public const int LongestDays = 366;

    public required Guid Id { get; init; }
    public required Guid Officer { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public required AwayFor Why { get; init; }

    /// <summary>Who registered it: whoever wrote it down for somebody else does not decide in their place.</summary>
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <exception cref="Rule">days that are over, or that cannot be.</exception>
    public static Absence Of(Guid id, Guid officer, DateOnly from, DateOnly until, AwayFor why, Guid by, DateOnly today, DateTimeOffset now)
    {
        if (until < from) throw new Rule("until", "終わりの日は、始まりの日より後にしてください。");
        if (from < today) throw new Rule("from", "過ぎた日の不在は登録できません。今日からの日を選んでください。");
        if (until.DayNumber - from.DayNumber >= LongestDays) throw new Rule("until", "1年を超える不在は登録できません。");
        return new() { Id = id, Officer = officer, From = from, Until = until, Why = why, By = by, At = now };
    }

    public bool Covers(DateOnly day) => EndedAt is null && From <= day && day <= Until;

    /// <exception cref="Rule">it has ended already.</exception>
    public void End(DateOnly today, DateTimeOffset now)
    {
        if (EndedAt is not null || Until < today) throw new Rule("", "この不在は、もう終わっています。");
        EndedAt = now;
    }

    internal sealed class Map : IEntityTypeConfiguration<Absence>
    {
        public void Configure(EntityTypeBuilder<Absence> b)
        {
            b.ToTable("approvals_absences");
            b.HasIndex(x => new { x.Officer, x.Until });
            b.HasIndex(x => x.Until);
        }
    }
}
