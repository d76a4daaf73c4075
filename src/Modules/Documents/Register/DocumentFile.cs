using Keyaki.Contracts.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Documents;

/// <summary>A file of a record, in the order in which they came.</summary>
public sealed class DocumentFile
{
    public required Guid Id { get; init; }
    public required Guid DocumentId { get; init; }
    public required Guid File { get; init; }
    public required string Title { get; init; }
    public required FileRole Role { get; init; }

    /// <summary>When its text was taken out for the search, and what officers are told where there was none.</summary>
    public DateTimeOffset? ReadAt { get; private set; }
    public string? Unread { get; private set; }

    public void Read(string? unread, DateTimeOffset at) => (ReadAt, Unread) = (at, unread);

    internal sealed class Map : IEntityTypeConfiguration<DocumentFile>
    {
        public void Configure(EntityTypeBuilder<DocumentFile> b)
        {
            b.ToTable("documents_files");
            b.Property(x => x.Title).HasMaxLength(200);
            b.Property(x => x.Unread).HasMaxLength(300);
            b.HasIndex(x => new { x.DocumentId, x.File }).IsUnique();
            b.HasIndex(x => x.File);
        }
    }
}

/// <summary>関連文書: one record refers to another.</summary>
public sealed class Relation
{
    public required Guid DocumentId { get; init; }
    public required Guid Related { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Relation>
    {
        public void Configure(EntityTypeBuilder<Relation> b)
        {
            b.ToTable("documents_relations");
            b.HasKey(x => new { x.DocumentId, x.Related });
            b.HasIndex(x => x.Related);
        }
    }
}
