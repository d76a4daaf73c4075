using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>How far the journal was read for a measure, and whether it fails at what comes next.</summary>
public sealed class Reading
{
    public required string Measure { get; init; }

    /// <summary>The last batch that is in the tallies; 0 before the first.</summary>
    public required long LastBatch { get; init; }

    /// <summary>When the tallies were last moved on.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>When it was last tried in vain; null while it works.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Kind of the exception, without what it says.</summary>
    public string? Failure { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Reading>
    {
        public void Configure(EntityTypeBuilder<Reading> b)
        {
            b.ToTable("plan_readings");
            b.HasKey(x => x.Measure);
            b.Property(x => x.Measure).HasMaxLength(80);
            b.Property(x => x.Failure).HasMaxLength(Counting.LongestFailure);
        }
    }
}
