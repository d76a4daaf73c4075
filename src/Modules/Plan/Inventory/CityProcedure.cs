using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Plan;

/// <summary>手続 of the inventory: what the city does for people today, by whatever door, and what one of them costs in time and visits
/// now and online. A figure that nobody knows is null.</summary>
public sealed class CityProcedure : INumbered
{
    public required Guid Id { get; init; }

    public required string Code { get; init; }
    public string CodeKey { get => Spoilt.Of(Code); private set { } } // follows from the number; the column is for its index
    public required string Name { get; init; }

    /// <summary>Code of the department.</summary>
    public required string Department { get; init; }

    /// <summary>Law, ordinance or notes.</summary>
    public string? Basis { get; init; }
    public bool Online { get; init; }
    public bool Counter { get; init; }
    public bool Post { get; init; }
    public DateOnly? OnlineSince { get; init; }

    /// <summary>How many in the fiscal year, and where that stands.</summary>
    public int? Count { get; init; }
    public int? CountYear { get; init; }
    public string? CountSource { get; init; }

    /// <summary>Minutes of an officer for one, at the counter and online; of the resident, with the way, now and online.</summary>
    public decimal? OfficerNow { get; init; }
    public decimal? OfficerOnline { get; init; }
    public decimal? ResidentNow { get; init; }
    public decimal? ResidentOnline { get; init; }
    public decimal? VisitsNow { get; init; }
    public decimal? VisitsOnline { get; init; }
    public int? Seals { get; init; }
    public int? Attachments { get; init; }

    /// <summary>Code of the initiative that brings it online.</summary>
    public string? Initiative { get; init; }
    public required long Version { get; init; }

    /// <summary>Hours of officers in a year, hours of residents, and visits, if this share of all goes online.</summary>
    public Saved If(decimal share) =>
        new(Saving.Hours(OfficerNow, OfficerOnline, Count * share), Saving.Hours(ResidentNow, ResidentOnline, Count * share),
        Saving.Of(VisitsNow, VisitsOnline, Count * share));

    internal sealed class Map : IEntityTypeConfiguration<CityProcedure>
    {
        public void Configure(EntityTypeBuilder<CityProcedure> b)
        {
            b.ToTable("plan_procedures");
            b.Property(x => x.Code).HasMaxLength(40);
            b.Property(x => x.CodeKey).HasMaxLength(40);
            b.HasIndex(x => x.CodeKey);
            b.Property(x => x.Name).HasMaxLength(200);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Basis).HasMaxLength(300);
            b.Property(x => x.CountSource).HasMaxLength(300);
            b.Property(x => x.Initiative).HasMaxLength(80);
            b.HasIndex(x => x.Code).IsUnique().Says("code", "この番号は、もう使われています。別の番号にしてください。");
        }
    }
}

/// <summary>What a year would save; null where a figure is missing.</summary>
public sealed record Saved(decimal? OfficerHours, decimal? ResidentHours, decimal? Visits);
