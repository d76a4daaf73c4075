using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>What the sealed entries of a month add up to for one part of a measure. Made of the journal alone: it can be thrown away
/// and counted again.</summary>
public sealed class Tally
{
    public required string Measure { get; init; }

    /// <summary>The number of the <see cref="Month"/>.</summary>
    public required int Month { get; init; }
    public required string Part { get; init; }
    public required long Value { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Tally>
    {
        public void Configure(EntityTypeBuilder<Tally> b)
        {
            b.ToTable("plan_tallies");
            b.HasKey(x => new { x.Measure, x.Month, x.Part });
            b.Property(x => x.Measure).HasMaxLength(80);
            b.Property(x => x.Part).HasMaxLength(Sums.LongestPart);
        }
    }
}
