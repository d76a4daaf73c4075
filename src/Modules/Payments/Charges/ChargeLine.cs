using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>明細: one of the things that a charge is made of; each is a claim of its own once it is paid, unless it pays one that
/// is there.</summary>
public sealed class ChargeLine
{
    public required Guid ChargeId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Code of the item that it counts for; null for the fees of the charge's department.</summary>
    public required string? Item { get; init; }

    /// <summary>In yen.</summary>
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);
    public required string Words { get; init; }

    /// <summary>The claim that it pays, all of it or a part; null where there is none before it is paid.</summary>
    public Guid? Claim { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ChargeLine>
    {
        public void Configure(EntityTypeBuilder<ChargeLine> b)
        {
            b.ToTable("payments_charge_lines");
            b.HasKey(x => new { x.ChargeId, x.Number });
            b.Property(x => x.Item).HasMaxLength(60);
            b.Property(x => x.Words).HasMaxLength(200);
            b.Ignore(x => x.Amount);
            b.HasIndex(x => x.Claim).HasFilter("\"Claim\" IS NOT NULL");
        }
    }
}
