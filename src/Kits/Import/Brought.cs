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

    /// <summary>The stored file that its rows are read from.</summary>
    public Guid File { get; init; }

    /// <summary>How many rows the file has.</summary>
    public int Rows { get; init; }

    /// <summary>The run that works on it, or did last, and how many there were.</summary>
    public Guid Run { get; set; }
    public int Runs { get; set; }

    /// <summary>How many of its rows were put aside.</summary>
    public int Dropped { get; set; }

    public static void Map<T>(EntityTypeBuilder<T> b, string table) where T : Brought
    {
        b.ToTable(table);
        b.Property(x => x.Sheet).HasMaxLength(60);
        b.Property(x => x.Name).HasMaxLength(200);
        b.HasIndex(x => new { x.Sheet, x.At });
    }
}

/// <summary>What was found when a row was judged last: it can be taken in, each thing that is wrong has an offer, or somebody has to mend
/// it.</summary>
public enum Finding { Good, Offered, Wrong }

/// <summary>A row of a brought table: what was typed, what was found, and what became of it.</summary>
public abstract class BroughtRow
{
    public const int LongestKey = 100, LongestWords = 300;

    public Guid Id { get; init; }
    public Guid ImportId { get; init; }

    /// <summary>Its line in the file.</summary>
    public int Number { get; init; }

    /// <summary>What stands in it by column, as JSON.</summary>
    public string Json { get; private set; } = "{}";

    /// <summary>What tells the rows of the table apart; null where nothing does.</summary>
    public string? Key { get; private set; }
    public Finding Finding { get; private set; }

    /// <summary>What would become of it, in words, and what is wrong with it, as JSON.</summary>
    public string Words { get; private set; } = "";
    public string Faults { get; private set; } = "[]";
    public DateTimeOffset? TakenAt { get; private set; }
    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>Counts the changes; a form posts the one that it showed.</summary>
    public long Version { get; private set; }

    public IReadOnlyDictionary<string, string> Cells => JsonSerializer.Deserialize<Dictionary<string, string>>(Json) ?? [];
    public IReadOnlyList<Wrong> Wrongs => JsonSerializer.Deserialize<List<Wrong>>(Faults) ?? [];

    public void Take(DateTimeOffset now) => End(now, taken: true);
    public void Drop(DateTimeOffset now) => End(now, taken: false);

    /// <summary>Writes the row anew.</summary>
    internal void Write(IReadOnlyDictionary<string, string> cells, string? key) =>
        (Json, Key, Version) = (JsonSerializer.Serialize(cells), key is { Length: > LongestKey } ? null : key, Version + 1);

    /// <summary>Notes what was found in it; what was typed stays.</summary>
    internal void Find(Verdict verdict) => (Finding, Words, Faults) = (verdict.Finding, verdict.Words is { Length: > LongestWords } words
        ? words[..LongestWords] : verdict.Words, JsonSerializer.Serialize(verdict.Wrongs));

    void End(DateTimeOffset now, bool taken)
    {
        if (TakenAt is not null || DroppedAt is not null) throw new Rule("", "この行は、もう扱いが決まっています。画面を開き直してください。");
        (TakenAt, DroppedAt, Version) = (taken ? now : null, taken ? null : now, Version + 1);
    }

    public static void Map<T>(EntityTypeBuilder<T> b, string table) where T : BroughtRow
    {
        b.ToTable(table);
        b.Ignore(x => x.Cells);
        b.Ignore(x => x.Wrongs);
        b.Property(x => x.Key).HasMaxLength(LongestKey);
        b.Property(x => x.Words).HasMaxLength(LongestWords);
        b.HasIndex(x => new { x.ImportId, x.Number }).IsUnique().Says("", "この行は、もう入っています。");
        b.HasIndex(x => new { x.ImportId, x.Key, x.Number });
        b.HasIndex(x => new { x.ImportId, x.Finding, x.Number }).HasFilter("\"TakenAt\" IS NULL AND \"DroppedAt\" IS NULL");
    }
}
