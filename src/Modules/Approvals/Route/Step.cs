using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>One post's turn. It waits for the post, not for a person: whoever holds it at that moment acts. Name and title are copied
/// then, so that later changes of staff do not rewrite who decided.</summary>
public sealed class Step
{
    public required Guid Id { get; init; }
    public required Guid ApprovalId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Steps of one stage are asked side by side; the highest decides.</summary>
    public required int Stage { get; init; }

    /// <summary>Counts only where a 合議 ended without agreement.</summary>
    public bool OnlyAtOdds { get; init; }
    public required StepKind Kind { get; init; }
    public required string Post { get; set; }
    public required string PostTitle { get; set; }
    public string? Department { get; set; }
    public Guid? Holder { get; private set; }
    public string? HolderName { get; private set; }
    public StepState State { get; private set; } = StepState.Ahead;
    public DateTimeOffset? At { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>Names the person who holds the post.</summary>
    internal void Give(OfficerFace holder) =>
        (Post, PostTitle, Department, Holder, HolderName) = (holder.Post, holder.PostTitle, holder.Department, holder.Account, holder.Name);

    /// <summary>Another post goes on with the work of this one.</summary>
    internal void Hand(Post heir, OfficerFace? holder) => (Post, PostTitle, Department, Holder, HolderName) =
        (heir.Code, heir.Title, heir.Department, holder?.Account, holder?.Name);

    /// <summary>Nobody holds the post any more.</summary>
    internal void Leave(DateTimeOffset at)
    {
        Go(StepState.Vacant, at);
        (Holder, HolderName) = (null, null);
    }

    internal void Go(StepState to, DateTimeOffset at, string? reason = null)
    {
        if (!ApprovalGraph.Steps[State].Contains(to)) throw new InvalidOperationException($"a step does not go from {State} to {to}");
        (State, At, Reason) = (to, at, reason);
    }

    public StepFace Face() => new(Number, Post, PostTitle, HolderName, Holder, State, At, Reason) { Kind = Kind };

    internal sealed class Map : IEntityTypeConfiguration<Step>
    {
        public void Configure(EntityTypeBuilder<Step> b)
        {
            b.ToTable("approvals_steps");
            b.Property(x => x.Id).ValueGeneratedNever();
            b.Property(x => x.Post).HasMaxLength(80);
            b.Property(x => x.PostTitle).HasMaxLength(200);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.HolderName).HasMaxLength(200);
            b.Property(x => x.Reason).HasMaxLength(Approval.LongestReason);
            b.HasIndex(x => new { x.ApprovalId, x.Number }).IsUnique();
            b.HasIndex(x => new { x.Post, x.State });
            b.HasIndex(x => x.State);
        }
    }
}
