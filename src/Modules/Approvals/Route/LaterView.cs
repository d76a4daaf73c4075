using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>後閲: a post that somebody acted for, or that was passed over, owes a look at what was done. It never changes the
/// decision.</summary>
public sealed class LaterView
{
    public required Guid Id { get; init; }
    public required Guid ApprovalId { get; init; }

    /// <summary>Number of the step.</summary>
    public required int Step { get; init; }
    public required string Post { get; set; }
    public required string PostTitle { get; set; }
    public required string? Department { get; set; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>The last day; from the next on it is overdue.</summary>
    public required DateOnly Due { get; init; }
    /// <summary>When it was noted that its day had passed; null while it has not.</summary>
    public DateTimeOffset? OverdueAt { get; private set; }
    public Guid? By { get; private set; }
    public DateTimeOffset? At { get; private set; }
    public string? Concern { get; private set; }

    internal static LaterView Of(Approval approval, Step step, DateOnly due, TimeProvider clock) => new()
    {
        Id = clock.NewId(), ApprovalId = approval.Id, Step = step.Number, Post = step.Post, PostTitle = step.PostTitle,
        Department = step.Department, Since = clock.GetUtcNow(), Due = due,
    };

    /// <exception cref="Rule">it was seen already, or the post is another's.</exception>
    internal void Done(OfficerFace by, string? concern, TimeProvider clock)
    {
        if (At is not null) throw new Rule("", "この後閲は、もう済んでいます。");
        if (by.Post != Post) throw new Rule("", $"後閲するのは「{PostTitle}」です。");
        (By, At, Concern) = (by.Account, clock.GetUtcNow(), concern);
    }

    /// <summary>組織の引継ぎ: the post that goes on with the work owes it.</summary>
    internal void Hand(Post heir) => (Post, PostTitle, Department) = (heir.Code, heir.Title, heir.Department);

    internal void Pass(DateTimeOffset at) => OverdueAt ??= at;

    public bool IsOverdue(DateOnly today) => At is null && Due < today;

    internal sealed class Map : IEntityTypeConfiguration<LaterView>
    {
        public void Configure(EntityTypeBuilder<LaterView> b)
        {
            b.ToTable("approvals_views");
            b.Property(x => x.Id).ValueGeneratedNever();
            b.Property(x => x.Post).HasMaxLength(80);
            b.Property(x => x.PostTitle).HasMaxLength(200);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Concern).HasMaxLength(Approval.LongestReason);
            b.HasIndex(x => new { x.ApprovalId, x.Step });
            b.HasIndex(x => new { x.Post, x.At });
        }
    }
}
