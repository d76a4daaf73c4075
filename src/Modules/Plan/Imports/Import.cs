using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>取込み: a table that somebody brought. Its rows stay until each is taken in or put aside, so that nothing of it is lost.</summary>
public sealed class Import
{
    public required Guid Id { get; init; }

    /// <summary>Code of the list.</summary>
    public required string Sheet { get; init; }

    /// <summary>Name of the file, or that it was pasted.</summary>
    public required string Name { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> b)
        {
            b.ToTable("plan_imports");
            b.Property(x => x.Sheet).HasMaxLength(20);
            b.Property(x => x.Name).HasMaxLength(200);
            b.HasIndex(x => new { x.Sheet, x.At });
        }
    }
}

/// <summary>A row of an import: what was typed, and what became of it.</summary>
public sealed class ImportRow
{
    public required Guid Id { get; init; }
    public required Guid ImportId { get; init; }

    /// <summary>Its line in the file.</summary>
    public required int Number { get; init; }

    /// <summary>What stands in it by column, as JSON.</summary>
    public required string Json { get; set; }
    public DateTimeOffset? TakenAt { get; private set; }
    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>Counts the changes; a form posts the one that it showed.</summary>
    public required long Version { get; set; }

    public IReadOnlyDictionary<string, string> Cells => JsonSerializer.Deserialize<Dictionary<string, string>>(Json) ?? [];

    public void Take(DateTimeOffset now) => End(now, taken: true);
    public void Drop(DateTimeOffset now) => End(now, taken: false);

    void End(DateTimeOffset now, bool taken)
    {
        if (TakenAt is not null || DroppedAt is not null) throw new Rule("", "この行は、もう扱いが決まっています。画面を開き直してください。");
        (TakenAt, DroppedAt, Version) = (taken ? now : null, taken ? null : now, Version + 1);
    }

    internal sealed class Map : IEntityTypeConfiguration<ImportRow>
    {
        public void Configure(EntityTypeBuilder<ImportRow> b)
        {
            b.ToTable("plan_import_rows");
            b.Ignore(x => x.Cells);
            b.HasIndex(x => new { x.ImportId, x.Number }).IsUnique().Says("", "この行は、もう入っています。");
        }
    }
}
