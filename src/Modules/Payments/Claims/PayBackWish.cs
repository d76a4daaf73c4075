using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>還付の申し出: overpaid money that is more than one officer gives back alone. Nothing is posted until a second one has
/// agreed.</summary>
public sealed class PayBackWish : TwoPersons
{
    public required Guid Claim { get; init; }

    /// <summary>In yen: what was overpaid, and what the time adds to it (還付加算金).</summary>
    public required long Figure { get; init; }
    public required long Interest { get; init; }
    public Yen Amount => new(Figure + Interest);
    public required CollectionMethod Method { get; init; }
    public required string Reason { get; init; }

    protected override string Own => "自分が申し出た還付は、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<PayBackWish>
    {
        public void Configure(EntityTypeBuilder<PayBackWish> b)
        {
            b.ToTable("payments_pay_backs");
            b.Ignore(x => x.Amount);
            b.Property(x => x.Reason).HasMaxLength(Determine.LongestReason);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.Claim).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("",
                "この債権には、確認を待っている還付がもうあります。");
        }
    }
}
