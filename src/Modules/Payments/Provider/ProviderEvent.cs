using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>A message of the payment company that was taken in. Its number is unique: the same message again changes nothing.</summary>
public sealed class ProviderEvent
{
    public required Guid Id { get; init; }
    public required string EventId { get; init; }
    public required string Type { get; init; }
    public Guid? ChargeId { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ProviderEvent>
    {
        public void Configure(EntityTypeBuilder<ProviderEvent> b)
        {
            b.ToTable("payments_events");
            b.Property(x => x.EventId).HasMaxLength(100);
            b.Property(x => x.Type).HasMaxLength(60);
            b.HasIndex(x => x.EventId).IsUnique().Says("", "この通知はすでに受け取っています。");
            b.HasIndex(x => x.ChargeId);
        }
    }
}
