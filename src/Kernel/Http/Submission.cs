using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A submission key that was used: the same post again gets the same answer, another body under the same key is refused.</summary>
public sealed class Submission
{
    public required string Key { get; init; }

    /// <summary>Account or session that used it, and the route, so that nobody else's key answers.</summary>
    public required string Owner { get; init; }
    public required string BodyHash { get; init; }
    public required int Status { get; init; }
    public string? Location { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Submission>
    {
        public void Configure(EntityTypeBuilder<Submission> b)
        {
            b.ToTable("kernel_submissions");
            b.HasKey(x => new { x.Key, x.Owner });
            b.Property(x => x.Key).HasMaxLength(64);
            b.Property(x => x.Owner).HasMaxLength(200);
            b.Property(x => x.BodyHash).HasMaxLength(64).IsKeyedHash("submission", Dropped.Value);
            b.Property(x => x.Location).HasMaxLength(2000);
            b.HasIndex(x => x.At);
        }
    }
}
