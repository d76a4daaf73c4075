using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

// What happened to an application, each as a row with time and person. The timeline is read from them.

/// <summary>How the city decided.</summary>
public enum Outcome { Granted, Refused }

/// <summary>How the result reached the applicant.</summary>
public enum DeliveryWay { Online, Post, Counter }

/// <summary>審査: an officer began (again) to examine.</summary>
public sealed class Examination : CaseAct
{
    public required Guid ApplicationId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Examination>
    {
        public void Configure(EntityTypeBuilder<Examination> b) => KeepAs(b, "procedures_examinations", x => x.ApplicationId);
    }
}

/// <summary>Who handles it, since when, and who gave it to them.</summary>
public sealed class Assignment : CaseAssignment
{
    public required Guid ApplicationId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Assignment>
    {
        public void Configure(EntityTypeBuilder<Assignment> b) => KeepAs(b, "procedures_assignments", x => x.ApplicationId);
    }
}

/// <summary>An officer said which resident the case concerns. Ended by a row's end, never deleted.</summary>
public sealed class CaseTie : CaseAct
{
    public required Guid ApplicationId { get; init; }
    public required Guid Person { get; init; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    internal void End(Guid by, DateTimeOffset at) => (EndedBy, EndedAt) = (by, at);

    internal sealed class Map : IEntityTypeConfiguration<CaseTie>
    {
        public void Configure(EntityTypeBuilder<CaseTie> b)
        {
            KeepAs(b, "procedures_ties", x => x.ApplicationId);
            b.HasIndex(x => x.Person);
        }
    }
}

/// <summary>What officers write down for each other; the applicant does not see it.</summary>
public sealed class Note : CaseNote
{
    public required Guid ApplicationId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Note>
    {
        public void Configure(EntityTypeBuilder<Note> b) => KeepAs(b, "procedures_notes", x => x.ApplicationId);
    }
}

/// <summary>補正: one question that the applicant was asked to mend, and why (行政手続法7条). Answered when the time is set.</summary>
public sealed class Correction : CaseAct
{
    public required Guid ApplicationId { get; init; }
    public required string Question { get; init; }
    public required string Reason { get; init; }

    /// <summary>The day until which the city asks for it.</summary>
    public required DateOnly Until { get; init; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The answer as it read before it was mended, so that the officer sees what changed.</summary>
    public string? Before { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Correction>
    {
        public void Configure(EntityTypeBuilder<Correction> b)
        {
            KeepAs(b, "procedures_corrections", x => x.ApplicationId);
            b.Property(x => x.Question).HasMaxLength(120);
            b.Property(x => x.Reason).HasMaxLength(1000);
        }
    }
}

/// <summary>起案: what an officer put to decision; ended when it was sent back.</summary>
public sealed class Recommendation : CaseProposal
{
    public required Guid ApplicationId { get; init; }
    public required Outcome Outcome { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Recommendation>
    {
        public void Configure(EntityTypeBuilder<Recommendation> b) => KeepAs(b, "procedures_recommendations", x => x.ApplicationId);
    }
}

/// <summary>処分: the city's decision. There is one per application.</summary>
public sealed class Disposition : CaseEntry
{
    public required Guid ApplicationId { get; init; }
    public required Outcome Outcome { get; init; }
    public string? Reason { get; init; }

    /// <summary>What the city pays, when it does.</summary>
    public Yen? Grant { get; init; }

    /// <summary>The officer who decided; null when the definition's rules did.</summary>
    public Guid? By { get; init; }
    public Guid? Approval { get; init; }

    /// <summary>The registered document of the decision (number, class, file) in the documents module.</summary>
    public Guid? Document { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Disposition>
    {
        public void Configure(EntityTypeBuilder<Disposition> b)
        {
            b.ToTable("procedures_dispositions");
            b.Property(x => x.Reason).HasMaxLength(2000);
            b.HasIndex(x => x.ApplicationId).IsUnique().Says("", "この申請はすでに決定されています。画面を開き直してください。");
        }
    }
}

/// <summary>交付: the result was handed over.</summary>
public sealed class Delivery : CaseEntry
{
    public required Guid ApplicationId { get; init; }
    public required DeliveryWay How { get; init; }

    /// <summary>Null when the program did it (a download made available).</summary>
    public Guid? By { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> b) => KeepAs(b, "procedures_deliveries", x => x.ApplicationId);
    }
}

/// <summary>取下げ: the applicant took it back.</summary>
public sealed class Withdrawal : CaseAct
{
    public required Guid ApplicationId { get; init; }

    /// <summary>The officer's, who did it on the person's behalf.</summary>
    public string? Reason { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Withdrawal>
    {
        public void Configure(EntityTypeBuilder<Withdrawal> b)
        {
            KeepAs(b, "procedures_withdrawals", x => x.ApplicationId);
            b.Property(x => x.Reason).HasMaxLength(500);
        }
    }
}
