using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>Something that somebody did to a proposal: the proof of the decision. Rows are added and never changed.</summary>
public sealed class Act
{
    public required Guid Id { get; init; }
    public required Guid ApprovalId { get; init; }

    /// <summary>Order of the acts, from 1.</summary>
    public required int Number { get; init; }
    public required ActKind Kind { get; init; }

    /// <summary>Number of the step; null when the whole proposal is meant.</summary>
    public int? Step { get; init; }

    /// <summary>Null when the program itself noted it.</summary>
    public Guid? Officer { get; init; }

    /// <summary>Name and post on that day.</summary>
    public required string OfficerName { get; init; }
    public required string PostTitle { get; init; }
    public string? Reason { get; init; }

    /// <summary>Their own post, 代決, or 引上げ.</summary>
    public Capacity Power { get; init; }

    /// <summary>SHA-256 over all that was shown to them when they acted: cover, text, attachments; null where nothing was shown.</summary>
    public string? Seen { get; init; }

    /// <summary>How long it had waited for this post; null where the act ends no turn.</summary>
    public int? Minutes { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Act>
    {
        public void Configure(EntityTypeBuilder<Act> b)
        {
            b.ToTable("approvals_acts");
            b.Property(x => x.Id).ValueGeneratedNever();
            b.Property(x => x.OfficerName).HasMaxLength(200);
            b.Property(x => x.PostTitle).HasMaxLength(200);
            b.Property(x => x.Reason).HasMaxLength(Approval.LongestReason);
            b.Property(x => x.Seen).HasMaxLength(64);
            b.HasIndex(x => new { x.ApprovalId, x.Number }).IsUnique();
        }
    }
}
