using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>What an officer made of a pool's places on one day: more, fewer, or none (the day is closed). The newest row of a pool and
/// a day counts.</summary>
public sealed class DayPlaces
{
    public required Guid Id { get; init; }
    public required string Pool { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>From 0 (closed) on; in place of the number in the city's table.</summary>
    public required int Places { get; init; }
    public required string Reason { get; init; }
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DayPlaces>
    {
        public void Configure(EntityTypeBuilder<DayPlaces> b)
        {
            b.ToTable("procedures_day_places");
            b.Property(x => x.Pool).HasMaxLength(100);
            b.Property(x => x.Reason).HasMaxLength(500);
            b.HasIndex(x => new { x.Pool, x.Day, x.At });
        }
    }
}

/// <summary>A booking lost its day, or moved to another one: who did it, when and why.</summary>
public sealed class DayChange
{
    public required Guid Id { get; init; }
    public required Guid ApplicationId { get; init; }

    /// <summary>The day before; null where the day had been lost.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The new day; null when it was lost and is to be chosen again.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The officer's; the applicant needs none.</summary>
    public string? Reason { get; init; }

    /// <summary>The officer, or the applicant's account.</summary>
    public required Guid By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DayChange>
    {
        public void Configure(EntityTypeBuilder<DayChange> b)
        {
            b.ToTable("procedures_day_changes");
            b.Property(x => x.Reason).HasMaxLength(500);
            b.HasIndex(x => x.ApplicationId);
        }
    }
}
