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
    public Guid? AdoptedBy { get; private set; }
    public DateTimeOffset? AdoptedAt { get; private set; }

    public bool IsOpen => AdoptedAt is null;

    /// <summary>Makes it the city's plan.</summary>
    /// <exception cref="Rule">it was adopted already.</exception>
    public void Adopt(Guid? by, DateTimeOffset now)
    {
        if (!IsOpen) throw new Rule("", "この版はもう確定しています。");
        (AdoptedBy, AdoptedAt) = (by, now);
    }

    internal sealed class Map : IEntityTypeConfiguration<PlanVersion>
    {
        public void Configure(EntityTypeBuilder<PlanVersion> b)
        {
            b.ToTable("plan_versions");
            b.Property(x => x.Name).HasMaxLength(100);
            b.HasIndex(x => x.Number).IsUnique().Says("", "ほかの人が、たった今、新しい版を作りました。画面を開き直してください。");
        }
    }
}

/// <summary>One thing of a version: an initiative, a target, a system, the book around them. Its content is the same JSON as in a city's files.</summary>
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
