using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>
/// That somebody's line searched for a word and found nothing. The word itself stands only in rows that came when enough other lines
/// had typed it already: what one person types alone (a name, an illness) is never readable here.
/// </summary>
public sealed class UnfoundWord
{
    /// <summary>The lines that must have typed a word before officers may read it.</summary>
    public const int Lines = 3;

    /// <summary>How long it counts.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromDays(90);

    public required Guid Id { get; init; }

    /// <summary>Keyed hash of the folded word.</summary>
    public required string WordKey { get; init; }

    /// <summary>Keyed hash of word and line together: the same line counts once for a word, and nobody can tell what else it
    /// searched.</summary>
    public required string LineKey { get; init; }
    public string? Word { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The word as it is counted; null where it could be somebody's number, address or a whole sentence.</summary>
    public static string? Countable(string typed)
    {
        var word = JapaneseText.Fold(typed);
        return word.Length is >= 2 and <= 20 && word.All(c => char.IsLetter(c) || c is ' ' or 'ー') ? word : null;
    }

    internal sealed class Map : IEntityTypeConfiguration<UnfoundWord>
    {
        public void Configure(EntityTypeBuilder<UnfoundWord> b)
        {
            b.ToTable("procedures_unfound_words");
            b.Property(x => x.WordKey).HasMaxLength(64).IsKeyedHash("unfound", Dropped.Row);
            b.Property(x => x.LineKey).HasMaxLength(64).IsKeyedHash("unfound-line", Dropped.Row);
            b.Property(x => x.Word).HasMaxLength(40);
            b.HasIndex(x => new { x.WordKey, x.LineKey }).IsUnique();
            b.HasIndex(x => x.At);
        }
    }
}
