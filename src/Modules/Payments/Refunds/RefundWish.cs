using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>返金の申し出: a refund that is more than one officer decides alone. Nothing moves until a second one has agreed.</summary>
public sealed class RefundWish : TwoPersons
{
    public const int LongestReason = 500;

    public required Guid ChargeId { get; init; }

    /// <summary>In yen, as it was shown to the first officer.</summary>
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);

    /// <summary>The payer reads it.</summary>
    public required string Reason { get; init; }

    /// <summary>What becomes of the record that was paid for; null where no module answers for it.</summary>
    public required AfterRefund? After { get; init; }

    protected override string Own => "自分が申し出た返金は、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<RefundWish>
    {
        public void Configure(EntityTypeBuilder<RefundWish> b)
        {
            b.ToTable("payments_refund_wishes");
            b.Ignore(x => x.Amount);
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.ChargeId).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("", "この支払いには、確認を待っている返金がもうあります。");
        }
    }
}
