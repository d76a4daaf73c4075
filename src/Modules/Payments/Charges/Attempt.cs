using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

public enum AttemptState { Open, Succeeded, Failed, Expired }

/// <summary>One visit to the payment company for a charge.</summary>
public sealed class Attempt
{
    public required Guid Id { get; init; }
    public required Guid ChargeId { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The company's number; null until it answered. Asking again under the same key gets the same answer.</summary>
    public string? ProviderCheckout { get; private set; }

    /// <summary>Where the payer is sent.</summary>
    public string? Url { get; private set; }
    public AttemptState State { get; private set; }

    /// <summary>When the company was last asked about it.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    public string IdempotencyKey => $"{ChargeId:N}-{Number}";

    public void Sent(string providerCheckout, string url) => (ProviderCheckout, Url) = (providerCheckout, url);

    public void End(AttemptState state) => State = state;

    internal sealed class Map : IEntityTypeConfiguration<Attempt>
    {
        public void Configure(EntityTypeBuilder<Attempt> b)
        {
            b.ToTable("payments_attempts");
            b.Property(x => x.Id).ValueGeneratedNever();
            b.Property(x => x.ProviderCheckout).HasMaxLength(100);
            b.Property(x => x.Url).HasMaxLength(500);
            b.Ignore(x => x.IdempotencyKey);
            b.HasIndex(x => new { x.ChargeId, x.Number }).IsUnique();
            b.HasIndex(x => x.ProviderCheckout).IsUnique();
        }
    }
}
