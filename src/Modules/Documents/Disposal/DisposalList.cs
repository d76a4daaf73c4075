using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>What is to become of a record: 廃棄, 移管, 延長.</summary>
public enum Fate { Destroy, Transfer, Extend }

/// <summary>課の見直し, 歴史公文書の選別, 決裁中, 決裁済 (実行待ち), 済.</summary>
public enum DisposalStage { Review, Selection, Decision, Decided, Done }

/// <summary>満了一覧: the records of a department whose retention ends with a fiscal year, from the review to the certificate.</summary>
public sealed class DisposalList
{
    public const string Kind = "disposal";

    public required Guid Id { get; init; }
    public required int FiscalYear { get; init; }
    public required string Department { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? ReviewedAt { get; private set; }
    public Guid? ReviewedBy { get; private set; }
    public DateTimeOffset? ProposedAt { get; private set; }
    public Guid? ProposedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedBy { get; private set; }

    /// <summary>廃棄の証明書, itself a record.</summary>
    public Guid? Certificate { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    public DisposalStage Stage => DoneAt is not null ? DisposalStage.Done : DecidedAt is not null ? DisposalStage.Decided
        : ProposedAt is not null ? DisposalStage.Decision : ReviewedAt is not null ? DisposalStage.Selection : DisposalStage.Review;

    public bool TakesChoices => Stage is DisposalStage.Review or DisposalStage.Selection;

    /// <exception cref="Rule">it is reviewed already, or items are still open.</exception>
    public void Review(int open, Guid by, DateTimeOffset at)
    {
        if (Stage is not DisposalStage.Review) throw new Rule("", "この一覧の見直しは、もう済んでいます。");
        if (open > 0) throw new Rule("", $"まだ決めていない文書が{open}件あります。どうするかを決めてから、見直しを終えてください。");
        (ReviewedAt, ReviewedBy) = (at, by);
    }

    /// <exception cref="Rule">it was not reviewed, or is proposed already.</exception>
    public void Propose(Guid by, DateTimeOffset at)
    {
        if (Stage is not DisposalStage.Selection) throw new Rule("", "この一覧は、いま決裁に回せません。画面を開き直して確かめてください。");
        (ProposedAt, ProposedBy) = (at, by);
    }

    /// <summary>It came back undecided: the selection goes on.</summary>
    public void Return() => (ProposedAt, ProposedBy) = (null, null);

    public void Decide(string by, DateTimeOffset at) => (DecidedAt, DecidedBy) = (at, by);

    public void Finish(Guid? certificate, DateTimeOffset at) => (Certificate, DoneAt) = (certificate, at);

    internal sealed class Map : IEntityTypeConfiguration<DisposalList>
    {
        public void Configure(EntityTypeBuilder<DisposalList> b)
        {
            b.ToTable("documents_disposal_lists");
            b.Ignore(x => x.Stage).Ignore(x => x.TakesChoices);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.DecidedBy).HasMaxLength(200);
            b.HasIndex(x => new { x.FiscalYear, x.Department });
        }
    }
}

/// <summary>A record on the list, and what the department, or the records section after it, wants of it.</summary>
public sealed class DisposalItem
{
    public const int LongestReason = 300, MostYears = 30;

    public required Guid Id { get; init; }
    public required Guid ListId { get; init; }
    public required Guid DocumentId { get; init; }
    public Fate? Fate { get; private set; }
    public int? Years { get; private set; }
    public string? Reason { get; private set; }
    public Guid? ChosenBy { get; private set; }
    public DateTimeOffset? CarriedAt { get; private set; }

    /// <exception cref="Rule">a reason or a number of years is missing.</exception>
    public void Choose(Fate fate, AtExpiry usual, int? years, string? reason, Guid by)
    {
        var expected = fate is Documents.Fate.Destroy && usual is AtExpiry.Destroy
            || fate is Documents.Fate.Transfer && usual is AtExpiry.Transfer;
        if (!expected && string.IsNullOrWhiteSpace(reason)) throw new Rule("reason", "分類で決まっている措置と違うため、理由を書いてください。");
        if (fate is Documents.Fate.Extend && years is not (>= 1 and <= MostYears)) throw new Rule("years", "何年延ばすかを、1から30までで書いてください。");
        (Fate, Years, Reason, ChosenBy) = (fate, fate is Documents.Fate.Extend ? years : null, reason?.Trim(), by);
    }

    public void Carry(DateTimeOffset at) => CarriedAt = at;

    internal sealed class Map : IEntityTypeConfiguration<DisposalItem>
    {
        public void Configure(EntityTypeBuilder<DisposalItem> b)
        {
            b.ToTable("documents_disposal_items");
            b.Property(x => x.Reason).HasMaxLength(LongestReason);
            b.HasIndex(x => new { x.ListId, x.DocumentId }).IsUnique();
            b.HasIndex(x => x.DocumentId);
        }
    }
}
