using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>A year's version of the plan (ローリング). It is open until it is adopted; from then on nothing in it changes.</summary>
public sealed class PlanVersion
{
    public required Guid Id { get; init; }

    /// <summary>From 1, in the order in which they were opened.</summary>
    public required int Number { get; init; }

    /// <summary>令和8年度向けローリング版.</summary>
    public required string Name { get; init; }

    /// <summary>The version that it was opened from; null for the first.</summary>
    public Guid? Base { get; init; }

    /// <summary>Who opened it; null when it came from the city's files.</summary>
    public Guid? OpenedBy { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The proposal that it shall be the city's plan; null before, and again once it was sent back.</summary>
    public Guid? Approval { get; private set; }

    /// <summary>Who put it to decision: they are told how it ended.</summary>
    public Guid? ProposedBy { get; private set; }

    /// <summary>The last of the committee's route, who decided; null when it came from the city's files.</summary>
    public Guid? AdoptedBy { get; private set; }
    public DateTimeOffset? AdoptedAt { get; private set; }
    public Guid? DiscardedBy { get; private set; }
    public DateTimeOffset? DiscardedAt { get; private set; }
    public string? DiscardReason { get; private set; }

    public bool IsOpen => AdoptedAt is null && DiscardedAt is null;

    /// <summary>It can be written: open, and not on its way through the route.</summary>
    public bool CanChange => IsOpen && Approval is null;
    public string State => AdoptedAt is not null ? "確定" : DiscardedAt is not null ? "取りやめ" : Approval is not null ? "決裁中" : "作成中";

    /// <summary>Puts it to the committee's decision; from then on nothing in it changes unless it comes back.</summary>
    /// <exception cref="Rule">it cannot be written any more.</exception>
    public void Propose(Guid approval, Guid by)
    {
        MustBeOpen();
        (Approval, ProposedBy) = (approval, by);
    }

    public void SendBack() => Approval = null;

    /// <summary>Makes it the city's plan: by the decision of the committee, or because the city's files brought it.</summary>
    /// <exception cref="Rule">it was adopted or discarded already.</exception>
    public void Adopt(Guid? by, DateTimeOffset now)
    {
        if (!IsOpen) throw Closed();
        (AdoptedBy, AdoptedAt) = (by, now);
    }

    /// <summary>Gives it up; it stays readable for officers with what had been changed.</summary>
    /// <exception cref="Rule">it was adopted or discarded already, or holds changes and no reason is given.</exception>
    public void Discard(Guid by, string? reason, int changes, DateTimeOffset now)
    {
        MustBeOpen();
        if (changes > 0 && string.IsNullOrWhiteSpace(reason)) throw new Rule("reason", $"変更が{changes}件あります。取りやめる理由を書いてください。");
        (DiscardedBy, DiscardedAt, DiscardReason) = (by, now, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
    }

    /// <exception cref="Rule">it is adopted, discarded, or on its way through the route: nothing in it changes.</exception>
    public void MustBeOpen()
    {
        if (!CanChange) throw Closed();
    }

    Rule Closed() => new("", $"この版は、もう「{State}」になりました。内容は変えられません。{(IsOpen ? "差し戻されたときに変えられます。" : "")}入力した文は、この画面に残っています。");

    internal sealed class Map : IEntityTypeConfiguration<PlanVersion>
    {
        public void Configure(EntityTypeBuilder<PlanVersion> b)
        {
            b.ToTable("plan_versions");
            b.Ignore(x => x.CanChange);
            b.Property(x => x.Name).HasMaxLength(100);
            b.Property(x => x.DiscardReason).HasMaxLength(1000);
            b.HasIndex(x => x.Number).IsUnique().Says("", "ほかの人が、たった今、新しい版を作りました。画面を開き直してください。");
        }
    }
}

/// <summary>One thing of a version: an initiative, a target, a system, the book around them. Its content is the same JSON as in a
/// city's files.</summary>
public sealed class PlanItem
{
    public required Guid Id { get; init; }
    public required Guid VersionId { get; init; }

    /// <summary>book, initiative, target, system, former, term, slip.</summary>
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public required int Position { get; init; }
    public required string Json { get; set; }

    /// <summary>Counts the changes; a form posts the one that it showed.</summary>
    public required long Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<PlanItem>
    {
        public void Configure(EntityTypeBuilder<PlanItem> b)
        {
            b.ToTable("plan_items");
            b.Property(x => x.Kind).HasMaxLength(20);
            b.Property(x => x.Code).HasMaxLength(80);
            b.HasIndex(x => new { x.VersionId, x.Kind, x.Code }).IsUnique().Says("code", "その番号は、この版でもう使われています。別の番号にしてください。");
        }
    }
}

/// <summary>A change of an open version: what it was, what it is, who, when, and why.</summary>
public sealed class PlanChange
{
    public required Guid Id { get; init; }
    public required Guid VersionId { get; init; }
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public required string Reason { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done, in one word.</summary>
    public Change How => Before is null ? Change.Added : After is null ? Change.Removed : Change.Changed;

    internal sealed class Map : IEntityTypeConfiguration<PlanChange>
    {
        public void Configure(EntityTypeBuilder<PlanChange> b)
        {
            b.ToTable("plan_changes");
            b.Property(x => x.Kind).HasMaxLength(20);
            b.Property(x => x.Code).HasMaxLength(80);
            b.Property(x => x.Reason).HasMaxLength(1000);
            b.HasIndex(x => new { x.VersionId, x.At });
        }
    }
}
