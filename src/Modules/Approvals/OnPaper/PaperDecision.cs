using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>紙の決裁: decisions of a department that were made on paper, noted so that the electronic rate has its denominator.</summary>
public sealed class PaperDecision
{
    public const int Most = 1000;

    public required Guid Id { get; init; }

    /// <summary>件名; of several noted together what they have in common.</summary>
    public required string Title { get; init; }

    /// <summary>文書番号, where they have one.</summary>
    public string? Number { get; init; }

    /// <summary>Code of the department that drafted them.</summary>
    public required string Department { get; init; }
    /// <summary>documents, applications, expenditure, slips.</summary>
    public required string Kind { get; init; }
    public required DateOnly DecidedOn { get; init; }

    /// <summary>How many; 0 says that the department had none in that month.</summary>
    public required int Count { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? CancelledBy { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <exception cref="Rule">the day lies ahead, or a count that cannot be.</exception>
    public static PaperDecision Of(Guid id, string title, string? number, string department, string kind, DateOnly decidedOn,
        int count, Guid by,
        DateOnly today, DateTimeOffset now)
    {
        if (decidedOn > today) throw new Rule("decidedOn", "まだ来ていない日の決裁は記録できません。");
        if (count is < 0 or > Most) throw new Rule("count", $"件数は、0から{Most:#,0}までの数を書いてください。");
        return new()
        {
            Id = id, Title = title.Trim(), Number = string.IsNullOrWhiteSpace(number) ? null : number.Trim(),
            Department = department, Kind = kind, DecidedOn = decidedOn, Count = count, By = by, At = now
        };
    }

    /// <exception cref="Rule">it was cancelled already.</exception>
    public void Cancel(Guid by, DateTimeOffset now)
    {
        if (CancelledAt is not null) throw new Rule("", "この記録は、もう取り消してあります。");
        (CancelledBy, CancelledAt) = (by, now);
    }

    internal sealed class Map : IEntityTypeConfiguration<PaperDecision>
    {
        public void Configure(EntityTypeBuilder<PaperDecision> b)
        {
            b.ToTable("approvals_paper");
            b.Property(x => x.Title).HasMaxLength(300);
            b.Property(x => x.Number).HasMaxLength(80);
            b.Property(x => x.Kind).HasMaxLength(40);
            b.Property(x => x.Department).HasMaxLength(80);
            b.HasIndex(x => new { x.Department, x.DecidedOn });
        }
    }
}
