using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>取込み: a table that somebody brought. Its rows stay until each is taken in or put aside, so that nothing of it is lost. A room
/// that takes tables in maps it to a table of its own.</summary>
public abstract class Brought
{
    public Guid Id { get; init; }

    /// <summary>Code of the list.</summary>
    public string Sheet { get; init; } = "";

    /// <summary>Name of the file, or that it was pasted.</summary>
    public string Name { get; init; } = "";
    public Guid By { get; init; }
    public DateTimeOffset At { get; init; }

    public static void Map<T>(EntityTypeBuilder<T> b, string table) where T : Brought
    {
        b.ToTable(table);
        b.Property(x => x.Sheet).HasMaxLength(20);
        b.Property(x => x.Name).HasMaxLength(200);
        b.HasIndex(x => new { x.Sheet, x.At });
    }
}

/// <summary>A row of a brought table: what was typed, and what became of it.</summary>
public abstract class BroughtRow
{
    public Guid Id { get; init; }
    public Guid ImportId { get; init; }

    /// <summary>Its line in the file.</summary>
    public int Number { get; init; }

    /// <summary>What stands in it by column, as JSON.</summary>
    public string Json { get; set; } = "{}";
    public DateTimeOffset? TakenAt { get; private set; }
    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>Counts the changes; a form posts the one that it showed.</summary>
    public long Version { get; set; }

    public IReadOnlyDictionary<string, string> Cells => JsonSerializer.Deserialize<Dictionary<string, string>>(Json) ?? [];

    public void Take(DateTimeOffset now) => End(now, taken: true);
    public void Drop(DateTimeOffset now) => End(now, taken: false);

    /// <summary>Writes the row anew.</summary>
    public void Mend(IReadOnlyDictionary<string, string> cells) => (Json, Version) = (JsonSerializer.Serialize(cells), Version + 1);

    void End(DateTimeOffset now, bool taken)
    {
        if (TakenAt is not null || DroppedAt is not null) throw new Rule("", "この行は、もう扱いが決まっています。画面を開き直してください。");
        (TakenAt, DroppedAt, Version) = (taken ? now : null, taken ? null : now, Version + 1);
    }

    public static void Map<T>(EntityTypeBuilder<T> b, string table) where T : BroughtRow
    {
        b.ToTable(table);
        b.Ignore(x => x.Cells);
        b.HasIndex(x => new { x.ImportId, x.Number }).IsUnique().Says("", "この行は、もう入っています。");
    }
}
