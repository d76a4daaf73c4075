using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>A record 記録 of a register, as it stands today; what it was stands in its versions.</summary>
public abstract class Recorded
{
    public Guid Id { get; init; }

    /// <summary>Its number in the city's list, by which a table finds it again.</summary>
    public string Code { get; set; } = "";
    public string CodeKey { get => Spoilt.Of(Code); private set { } } // follows from the number; the column is for its index

    /// <summary>The last day on which it was part of the register; null while it is.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>The number of its last version; a form posts the one that it showed.</summary>
    public long Version { get; set; }
}

/// <summary>A version of a record: its fields as they are kept, by their names.</summary>
public sealed class RecordVersion<T> : SubjectVersion where T : Recorded
{
    /// <summary>The number that the record has by it, for the list as of a day.</summary>
    public required string Code { get; init; }

    /// <summary>The last day of the record by this version.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>{"name":"kept text"}; what is empty is left out.</summary>
    public required string Content { get; init; }

    internal IReadOnlyDictionary<string, string> Cells => JsonSerializer.Deserialize<Dictionary<string, string>>(Content) ?? [];
}

/// <summary>Maps a register to its table and that of its versions.</summary>
public abstract class RegisterMap<T>(string table, RegisterFields<T> fields) : IEntityTypeConfiguration<T>,
    IEntityTypeConfiguration<RecordVersion<T>> where T : Recorded, new()
{
    public void Configure(EntityTypeBuilder<T> b)
    {
        b.ToTable(table);
        b.Property(x => x.Code).HasMaxLength(RegisterTables.LongestCode);
        b.Property(x => x.CodeKey).HasMaxLength(RegisterTables.LongestCode);
        b.Property(x => x.Version).IsConcurrencyToken();
        b.HasIndex(x => x.Code).IsUnique().Says("code", "この番号は、もう使われています。別の番号にしてください。");
        b.HasIndex(x => x.CodeKey);
        foreach (var field in fields.Kept.Skip(1))
        {
            if (field.ColumnLength is { } length) b.Property(field.Property).HasMaxLength(length);
            if (field.Narrowed) b.HasIndex(field.Property, nameof(Recorded.Code));
            if (field.Ordered) b.HasIndex(field.Property, nameof(Recorded.Id));
        }
        More(b);
    }

    public void Configure(EntityTypeBuilder<RecordVersion<T>> b)
    {
        b.ToTable(RegisterTables.History(table));
        b.HasKey(x => new { x.Subject, x.Number });
        b.Property(x => x.Code).HasMaxLength(RegisterTables.LongestCode);
        b.Property(x => x.Reason).HasMaxLength(RegisterTables.LongestReason);
        b.HasIndex(x => new { x.Code, x.Subject });
    }

    /// <summary>What else the room says of its columns.</summary>
    protected virtual void More(EntityTypeBuilder<T> b) { }
}
