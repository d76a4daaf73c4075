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

/// <summary>A post that arrived when the session had ended, kept sealed for an hour across the sign-in.</summary>
public sealed class HeldPost
{
    public required Guid Id { get; init; }
    public required string Path { get; init; }
    public required string SealedBody { get; init; }
    public required DateTimeOffset Until { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<HeldPost>
    {
        public void Configure(EntityTypeBuilder<HeldPost> b)
        {
            b.ToTable("kernel_held_posts");
            b.Property(x => x.Path).HasMaxLength(500);
            b.Property(x => x.SealedBody).IsSealed("held");
        }
    }
}
