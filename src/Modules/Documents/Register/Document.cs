using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>A registered record (文書). Number, class and retention never change; a mistake is a new record that points to the old
/// one.</summary>
public sealed class Document
{
    public required Guid Id { get; init; }
    public required string Department { get; init; }

    /// <summary>会計年度 of the number, by the western year in which it begins.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>From 1 without gaps, per department and fiscal year.</summary>
    public required long Serial { get; init; }

    /// <summary>文書番号 as people read it: 令和8年度 清環収第12号.</summary>
    public required string Number { get; init; }
    public required string Subject { get; init; }
    public required string RecordClass { get; init; }

    /// <summary>Name of the class on the day of registration.</summary>
    public required string ClassName { get; init; }
    public required int RetentionYears { get; init; }
    public required DateOnly CreatedOn { get; init; }
    public required DateOnly RetainedFrom { get; init; }
    public required DateOnly RetainedUntil { get; init; }
    public required string SubjectKind { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>Account or resident whose data it holds; null for records about nobody.</summary>
    public Guid? Person { get; init; }
    public Guid? File { get; private set; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset? VoidedAt { get; private set; }
    public Guid? VoidedBy { get; private set; }
    public string? VoidReason { get; private set; }

    /// <summary>Adds the decided notice; a second one would silently change a record.</summary>
    /// <exception cref="Rule">another file is attached already.</exception>
    public void Attach(Guid file)
    {
        if (File is { } there && there != file) throw new Rule("", "この文書には、すでに別の施行文書が付いています。登録した文書は変えられません。");
        File = file;
    }

    /// <summary>It stays in the register and counts no more; what was said first stays.</summary>
    public void Void(string reason, Guid by, DateTimeOffset at)
    {
        if (VoidedAt is null) (VoidedAt, VoidedBy, VoidReason) = (at, by, reason);
    }

    public DocumentFace Face() =>
        new(Id, Number, Subject, RecordClass, ClassName, RetentionYears, RetainedUntil, File) { Void = VoidReason, VoidedAt = VoidedAt };

    /// <summary>What this officer may find: the records of the departments of their posts, or all with that power. The count of results
    /// gives nothing else away.</summary>
    public static IQueryable<Document> Visible(Look look)
    {
        if (Departments(look) is not { } departments) return look.Db.Set<Document>();
        return look.Db.Set<Document>().Where(d => departments.Contains(d.Department));
    }

    /// <summary>Whose records this officer may find; null for all.</summary>
    internal static IReadOnlyList<string>? Departments(Look look) => look.Actor.Within(DocumentsModule.ReadAll) is { } parts
        ? [.. look.Actor.Departments.Union(parts)] : null;

    internal sealed class Map : IEntityTypeConfiguration<Document>
    {
        public void Configure(EntityTypeBuilder<Document> b)
        {
            b.ToTable("documents_documents");
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Number).HasMaxLength(60);
            b.Property(x => x.Subject).HasMaxLength(300);
            b.Property(x => x.RecordClass).HasMaxLength(80);
            b.Property(x => x.ClassName).HasMaxLength(200);
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.VoidReason).HasMaxLength(500);
            b.HasIndex(x => new { x.Department, x.FiscalYear, x.Serial }).IsUnique();
            b.HasIndex(x => new { x.SubjectKind, x.SubjectId });
            b.HasIndex(x => x.RegisteredAt);
            b.HasIndex(x => x.Person).HasFilter("\"Person\" IS NOT NULL");
        }
    }
}
