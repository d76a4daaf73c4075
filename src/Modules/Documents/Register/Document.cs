using Keyaki.Contracts.Documents;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>未完結, 保存中, 廃棄済, 移管済.</summary>
public enum DocumentState { InWork, Kept, Destroyed, Transferred }

/// <summary>A registered record (文書). Number, class and retention never change; a mistake is a new record that points to the old
/// one.</summary>
public sealed class Document
{
    /// <summary>The series of what another system had numbered; the run is the number itself. No series of a city is called so.</summary>
    public const string Brought = "~";

    public const int LongestNumber = 60, LongestCounterparty = 300;
    public const int LongestSubject = 300, LongestReason = 500, LongestPlace = 100;

    public required Guid Id { get; init; }
    public required string Department { get; init; }

    /// <summary>会計年度 of the number, by the western year in which it begins.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>番号の系列; empty for the department's own. Run says which of its numbers belong together: kankyo:2026, or :2026 for the
    /// whole city.</summary>
    public required string Series { get; init; }
    public required string Run { get; init; }

    /// <summary>From 1 without gaps, in its series and run.</summary>
    public required long Serial { get; init; }

    /// <summary>文書番号 as people read it: 令和8年度 清環収第12号.</summary>
    public required string Number { get; init; }
    public required string Subject { get; init; }
    public required string RecordClass { get; init; }

    /// <summary>Name of the class on the day of registration, alone and below the two levels above it.</summary>
    public required string ClassName { get; init; }
    public required string ClassPath { get; init; }

    /// <summary>保存年限; null for ever.</summary>
    public required int? RetentionYears { get; init; }

    /// <summary>As its class said on the day of registration.</summary>
    public required RetentionStart Start { get; init; }
    public required AtExpiry AtExpiry { get; init; }
    public required DateOnly CreatedOn { get; init; }
    public DateOnly? CompletedOn { get; private set; }

    /// <summary>起算日 and 保存満了日; null for ever, or while it is not known yet.</summary>
    public DateOnly? RetainedFrom { get; private set; }
    public DateOnly? RetainedUntil { get; private set; }
    public DocumentState State { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public required string SubjectKind { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>Account or resident whose data it holds; null for records about nobody.</summary>
    public Guid? Person { get; set; }

    /// <summary>起案者・担当者; null where nobody is known.</summary>
    public Guid? Officer { get; set; }
    public required Direction Direction { get; init; }
    public string? Counterparty { get; set; }
    public required DisclosureClass Disclosure { get; init; }
    public string? DisclosureReason { get; init; }

    /// <summary>簿冊 in which it lies.</summary>
    public Guid? RecordFile { get; private set; }

    /// <summary>書庫・棚 of the paper; null where there is none.</summary>
    public string? Shelf { get; private set; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset? VoidedAt { get; private set; }
    public Guid? VoidedBy { get; private set; }
    public string? VoidReason { get; private set; }

    /// <summary>件名 as everybody may read it; null where it is closed or about a person.</summary>
    public string? PublicTitle => Disclosure is DisclosureClass.Closed || Person is not null ? null : Subject;

    public bool IsThere => State is DocumentState.InWork or DocumentState.Kept;

    /// <summary>Whether it takes this file beside those that it has.</summary>
    /// <exception cref="Rule">another paper was issued under that title, or it is complete.</exception>
    public void Takes(FiledFile file, IEnumerable<DocumentFile> there)
    {
        if (file.Role is FileRole.Issued && there.Any(f => f.Role is FileRole.Issued && f.Title == file.Title && f.File != file.File))
            throw new Rule("", "この文書には、すでに別の施行文書が付いています。登録した文書は変えられません。");
        if (file.Role is not FileRole.Issued && State is not DocumentState.InWork) throw new Rule("", "完結した文書には、ファイルを加えられません。");
    }

    /// <summary>完結; said twice, the first day stays.</summary>
    public void Complete(DateOnly day)
    {
        if (State is not DocumentState.InWork) return;
        (CompletedOn, State) = (day, DocumentState.Kept);
        Count();
    }

    /// <summary>Reckons from when until when it is kept, as far as that is known.</summary>
    public void Count()
    {
        var start = Start is RetentionStart.Made ? CreatedOn : CompletedOn;
        if (RetentionYears is not { } years || start is not { } day) return;
        var kept = Retention.Of(day, years);
        (RetainedFrom, RetainedUntil) = (kept.From, kept.Until);
    }

    /// <summary>As another system kept it: what that says is not reckoned anew.</summary>
    public void Came(DateOnly? completed, DateOnly? from, DateOnly? until, string? shelf)
    {
        Count();
        if (completed is { } day) Complete(day);
        if (until is not null) (RetainedFrom, RetainedUntil) = (from ?? RetainedFrom, until);
        Shelf = shelf;
    }

    /// <summary>延長: counted from the day on which it would have ended.</summary>
    /// <exception cref="Rule">its last day is not known, or it is gone.</exception>
    public void Extend(int years)
    {
        if (!IsThere || RetainedUntil is not { } until) throw new Rule("", "この文書の保存は延ばせません。");
        RetainedUntil = until.AddDays(1).AddYears(years).AddDays(-1);
    }

    /// <summary>廃棄 or 移管: what is left is the stub, which names nobody.</summary>
    public void End(DocumentState state, DateTimeOffset at)
    {
        if (!IsThere) return;
        (State, EndedAt) = (state, at);
        if (state is DocumentState.Destroyed) (Person, Counterparty) = (null, null);
    }

    /// <summary>Its paper lies there.</summary>
    public void Shelve(string shelf) => Shelf = shelf.Trim();

    /// <summary>Puts it into a 簿冊.</summary>
    public void PutInto(Guid recordFile) => RecordFile = recordFile;

    /// <summary>It stays in the register and counts no more; what was said first stays.</summary>
    /// <param name="by">Null where another system had said so.</param>
    public void Void(string reason, Guid? by, DateTimeOffset at)
    {
        if (VoidedAt is null) (VoidedAt, VoidedBy, VoidReason) = (at, by, reason);
    }

    public DocumentFace Face(Guid? issued) => new(Id, Number, Subject, RecordClass, ClassName, RetentionYears, RetainedUntil, issued)
    { Void = VoidReason, VoidedAt = VoidedAt };

    /// <summary>What this officer may find: the records of the departments of their posts, or all with that power. The count of results
    /// gives nothing else away.</summary>
    public static IQueryable<Document> Visible(Look look)
    {
        if (Departments(look) is not { } departments) return look.Db.Set<Document>();
        return look.Db.Set<Document>().Where(d => departments.Contains(d.Department));
    }

    /// <summary>Whose records this officer may find; null for all.</summary>
    internal static IReadOnlyList<string>? Departments(Look look) => look.Actor.Within(DocumentsModule.ReadAll) is { } parts
        ? look.City.WithFormer([.. look.Actor.Departments.Union(parts)], look.Today) : null;

    internal sealed class Map : IEntityTypeConfiguration<Document>
    {
        public void Configure(EntityTypeBuilder<Document> b)
        {
            b.ToTable("documents_documents");
            b.Ignore(x => x.PublicTitle).Ignore(x => x.IsThere);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Number).HasMaxLength(LongestNumber);
            b.Property(x => x.Subject).HasMaxLength(LongestSubject);
            b.Property(x => x.RecordClass).HasMaxLength(80);
            b.Property(x => x.ClassName).HasMaxLength(200);
            b.Property(x => x.ClassPath).HasMaxLength(600);
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.Counterparty).HasMaxLength(LongestCounterparty);
            b.Property(x => x.DisclosureReason).HasMaxLength(LongestReason);
            b.Property(x => x.Shelf).HasMaxLength(LongestPlace);
            b.Property(x => x.VoidReason).HasMaxLength(LongestReason);
            b.Property(x => x.Series).HasMaxLength(80);
            b.Property(x => x.Run).HasMaxLength(100);
            b.HasIndex(x => new { x.Series, x.Run, x.Serial }).IsUnique();
            b.HasIndex(x => x.Number);
            b.HasIndex(x => new { x.Department, x.FiscalYear });
            b.HasIndex(x => new { x.SubjectKind, x.SubjectId });
            b.HasIndex(x => x.RegisteredAt);
            b.HasIndex(x => new { x.Officer, x.RegisteredAt }).HasFilter("\"Officer\" IS NOT NULL");
            b.HasIndex(x => x.RecordFile);
            b.HasIndex(x => new { x.State, x.RetainedUntil });
            b.HasIndex(x => x.Person).HasFilter("\"Person\" IS NOT NULL");
        }
    }
}
