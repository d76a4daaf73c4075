using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>What a decider saw: a keyed print of every line, so that the next look can mark what changed without keeping the text
/// twice.</summary>
public sealed class PaperSeen
{
    public required Guid Id { get; init; }
    public required string SubjectKind { get; init; }
    public required Guid SubjectId { get; init; }
    public required Guid Account { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>JSON: line of the paper to its print.</summary>
    public required string Print { get; init; }

    /// <summary>SHA-256 over all that was shown, and the version of it: who acts on it, acts on this.</summary>
    public required string Seal { get; init; }
    public required string Version { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<PaperSeen>
    {
        public void Configure(EntityTypeBuilder<PaperSeen> b)
        {
            b.ToTable("approvals_looks");
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.Print).IsKeyedHash("approvals.look", Dropped.Row);
            b.Property(x => x.Seal).HasMaxLength(64);
            b.Property(x => x.Version).HasMaxLength(200);
            b.HasIndex(x => new { x.SubjectKind, x.SubjectId, x.Account, x.At });
        }
    }
}
