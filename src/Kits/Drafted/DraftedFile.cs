using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>案: a file of the city as officers write it, half finished and wrong as it may be. It counts for nobody before it is
/// published.</summary>
public sealed class DraftedFile
{
    public const int LongestTitle = 300;

    public required Guid Id { get; init; }

    /// <summary>The city's folder that it would lie in, such as procedures.</summary>
    public required string Kind { get; init; }
    public required string Department { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The version that it goes on from; null where it is new.</summary>
    public string? Base { get; init; }

    public string Code { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>As it would stand in the city's file.</summary>
    public string Json { get; private set; } = "";
    public Guid ChangedBy { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public long Version { get; private set; }

    /// <summary>Published, or thrown away.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public DraftedFile Write(string code, string title, string json, Guid by, DateTimeOffset now)
    {
        (Code, Title, Json) = (code, PlainText.Cut(title, LongestTitle), json);
        (ChangedBy, ChangedAt, Version) = (by, now, Version + 1);
        return this;
    }

    public void End(DateTimeOffset now) => EndedAt ??= now;

    internal sealed class Map : IEntityTypeConfiguration<DraftedFile>
    {
        public void Configure(EntityTypeBuilder<DraftedFile> b)
        {
            b.ToTable("kits_drafted_files");
            b.Property(x => x.Kind).HasMaxLength(40);
            b.Property(x => x.Code).HasMaxLength(80);
            b.Property(x => x.Title).HasMaxLength(LongestTitle);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Base).HasMaxLength(64);
            b.Property(x => x.Version).IsConcurrencyToken();
            b.HasIndex(x => new { x.Kind, x.Code }).IsUnique().HasFilter("\"EndedAt\" IS NULL")
                .Says("", "この手続の案は、もうあります。一覧から開いてください。");
        }
    }
}

/// <summary>Who changed which part of a drafted file, so that who saves second reads it.</summary>
public sealed class DraftedChange
{
    const int LongestPart = 120;
    public required Guid Id { get; init; }
    public required Guid File { get; init; }
    public required string Part { get; init => field = PlainText.Cut(value, LongestPart); }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DraftedChange>
    {
        public void Configure(EntityTypeBuilder<DraftedChange> b)
        {
            b.ToTable("kits_drafted_changes");
            b.Property(x => x.Part).HasMaxLength(LongestPart);
            b.HasIndex(x => new { x.File, x.At });
        }
    }
}
