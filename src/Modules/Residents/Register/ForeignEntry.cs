using Keyaki.Contracts.Residents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Residents;

/// <summary>外国人住民の記載事項 (住民基本台帳法30条の45): what the register holds of a foreign resident beside the common items.</summary>
public sealed class ForeignEntry
{
    public required Guid Person { get; init; }
    public required string Nationality { get; set; }
    public required ResidenceKind Kind { get; set; }

    /// <summary>在留資格, 在留期間 and its last day; none for special permanent residents.</summary>
    public string? Status { get; set; }
    public string? Period { get; set; }
    public DateOnly? Until { get; set; }

    /// <summary>Number of the residence card, or of the special permanent resident certificate.</summary>
    public string? CardNumber { get; set; }

    /// <summary>通称, as it is recorded (住民基本台帳法施行令30条の16).</summary>
    public string? Alias { get; set; }

    internal ForeignResident Face() => new(Nationality, Kind, Status, Period, Until, CardNumber, Alias);

    internal sealed class Map : IEntityTypeConfiguration<ForeignEntry>
    {
        public void Configure(EntityTypeBuilder<ForeignEntry> b)
        {
            b.ToTable("residents_foreign_entries");
            b.HasKey(x => x.Person);
            b.Property(x => x.Person).ValueGeneratedNever();
            b.Property(x => x.Nationality).HasMaxLength(60);
            b.Property(x => x.Status).HasMaxLength(60);
            b.Property(x => x.Period).HasMaxLength(40);
            b.Property(x => x.CardNumber).HasMaxLength(20);
            b.Property(x => x.Alias).HasMaxLength(100);
        }
    }
}
