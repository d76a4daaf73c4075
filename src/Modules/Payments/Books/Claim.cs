using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Payments;

/// <summary>債権: what one debtor is to pay for one term of one item, as a row. How much stands in the entries; nothing of it is ever
/// changed.</summary>
public sealed class Claim
{
    public const int LongestKey = 60;

    public required Guid Id { get; init; }

    /// <summary>What a slip bears.</summary>
    public required string Key { get; init; }

    /// <summary>Code of the item.</summary>
    public required string Item { get; init; }

    /// <summary>会計年度.</summary>
    public required int Year { get; init; }
    public required int Term { get; init; }
    public required Guid Debtor { get; init; }
    public required DateOnly Due { get; init; }

    /// <summary>The record of another room that it is for; null where officers determined it here.</summary>
    public string? SubjectKind { get; init; }
    public Guid? SubjectId { get; init; }

    /// <summary>For what, where the item does not say it: 粗大ごみ 3点.</summary>
    public string? About { get; init; }
    public required DateTimeOffset At { get; init; }

    internal Determination Read(Items items) => new(Key, items[Item], new(Year), Term, Debtor, Due);

    internal sealed class Map : IEntityTypeConfiguration<Claim>
    {
        public void Configure(EntityTypeBuilder<Claim> b)
        {
            b.ToTable("payments_claims");
            b.Property(x => x.Key).HasMaxLength(LongestKey);
            b.Property(x => x.Item).HasMaxLength(60);
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.About).HasMaxLength(200);
            b.HasIndex(x => x.Key).IsUnique().Says("key", "この番号は、別の調定に使われています。新しい番号にしてください。");
            b.HasIndex(x => x.Debtor);
            b.HasIndex(x => new { x.Item, x.Year, x.Term });
            b.HasIndex(x => x.SubjectId).HasFilter("\"SubjectId\" IS NOT NULL");
        }
    }
}
