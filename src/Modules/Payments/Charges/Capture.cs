using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>Money that the payment company took from the payer for a charge. Only one is honoured; every other goes back.</summary>
public sealed class Capture
{
    public required Guid Id { get; init; }
    public required Guid ChargeId { get; init; }
    public required string ProviderPayment { get; init; }

    /// <summary>In yen; a plain number in the table, so that the database can add it up.</summary>
    public required long Figure { get; init; }
    public Yen Amount => new(Figure);
    public required PaymentMethod Method { get; init; }
    public required DateTimeOffset CapturedAt { get; init; }
    public required DateTimeOffset NotedAt { get; init; }

    /// <summary>収納日: the day in the city on which the company took the money.</summary>
    public required DateOnly TakenOn { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Capture>
    {
        public void Configure(EntityTypeBuilder<Capture> b)
        {
            b.ToTable("payments_captures");
            b.Property(x => x.Id).ValueGeneratedNever();
            b.Property(x => x.ProviderPayment).HasMaxLength(100);
            b.Ignore(x => x.Amount);
            b.HasIndex(x => x.ChargeId);
            b.HasIndex(x => x.ProviderPayment).IsUnique().Says("", "この入金はすでに記録されています。");
            b.HasIndex(x => x.TakenOn);
        }
    }
}
