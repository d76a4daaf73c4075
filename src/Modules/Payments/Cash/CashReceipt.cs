using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>窓口の現金収納: what a department took in cash on a day, as count and sum, so that the cashless ratio has its denominator. The
/// single payments stand in the counter's own books.</summary>
public sealed class CashReceipt
{
    public const int MostPayments = 10_000;

    public required Guid Id { get; init; }

    /// <summary>Code of the department that took it.</summary>
    public required string Department { get; init; }
    public required DateOnly TakenOn { get; init; }

    /// <summary>How many people paid.</summary>
    public required int Count { get; init; }
    public required Yen Sum { get; init; }

    /// <summary>For what: 住民票の写しの手数料.</summary>
    public required string For { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The record for which a single payment was taken; null where a counter noted a day's sum.</summary>
    public string? SubjectKind { get; private set; }
    public Guid? SubjectId { get; private set; }
    public Guid? CancelledBy { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <exception cref="Rule">the day lies ahead, or a count or sum that cannot be.</exception>
    public static CashReceipt Of(Guid id, string department, DateOnly takenOn, int count, Yen sum, string what, Guid by, DateOnly today,
        DateTimeOffset now)
    {
        if (takenOn > today) throw new Rule("takenOn", "まだ来ていない日の収納は記録できません。");
        if (count is < 1 or > MostPayments) throw new Rule("count", $"件数は、1から{MostPayments:#,0}までの数を書いてください。");
        if (sum.Amount < count) throw new Rule("sum", "金額は、件数より小さくなりません。金額と件数を確かめてください。");
        return new()
        {
            Id = id, Department = department, TakenOn = takenOn, Count = count, Sum = sum, For = what.Trim(), By = by,
            At = now
        };
    }

    /// <summary>Says for which record it was taken.</summary>
    internal void Belongs(string kind, Guid id) => (SubjectKind, SubjectId) = (kind, id);

    /// <exception cref="Rule">it was cancelled already.</exception>
    public void Cancel(Guid by, DateTimeOffset now)
    {
        if (CancelledAt is not null) throw new Rule("", "この記録は、もう取り消してあります。");
        (CancelledBy, CancelledAt) = (by, now);
    }

    internal sealed class Map : IEntityTypeConfiguration<CashReceipt>
    {
        public void Configure(EntityTypeBuilder<CashReceipt> b)
        {
            b.ToTable("payments_cash");
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.For).HasMaxLength(200);
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.HasIndex(x => new { x.Department, x.TakenOn });
            b.HasIndex(x => x.SubjectId).HasFilter("\"SubjectId\" IS NOT NULL");
        }
    }
}
