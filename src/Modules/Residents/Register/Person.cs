using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Residents;

/// <summary>世帯: people who live together, with one address.</summary>
public sealed class Household
{
    public required Guid Id { get; init; }
    public required string HeadName { get; set; }
    public string? Postal { get; set; }
    public required string Town { get; set; }
    public required string Street { get; set; }
    public string? Building { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Household>
    {
        public void Configure(EntityTypeBuilder<Household> b)
        {
            b.ToTable("residents_households");
            b.Property(x => x.HeadName).HasMaxLength(100);
            b.Property(x => x.Postal).HasMaxLength(7);
            b.Property(x => x.Town).HasMaxLength(100);
            b.Property(x => x.Street).HasMaxLength(100);
            b.Property(x => x.Building).HasMaxLength(100);
        }
    }
}

/// <summary>A person of the register, only as much as identity and prefilling need.</summary>
public sealed class Person
{
    public required Guid Id { get; init; }

    /// <summary>宛名番号: how the city's systems name a person, never shown to others.</summary>
    public required string AddressNumber { get; init; }
    public required string Name { get; set; }
    public required string Kana { get; set; }
    public required DateOnly Birth { get; init; }

    /// <summary>male, female or null.</summary>
    public string? Sex { get; init; }
    public required Guid Household { get; set; }

    /// <summary>続柄, as it is printed.</summary>
    public required string Relationship { get; set; }

    /// <summary>Order within the household, the head first.</summary>
    public required int Place { get; set; }

    /// <summary>本籍 and 筆頭者; none for foreign residents.</summary>
    public string? Domicile { get; set; }
    public string? HeadOfRegister { get; set; }
    public required DateOnly ResidentSince { get; init; }

    /// <summary>The day the record was closed (除票); null while the person lives here.</summary>
    public DateOnly? ClosedOn { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> b)
        {
            b.ToTable("residents_persons");
            b.Property(x => x.AddressNumber).HasMaxLength(15);
            b.Property(x => x.Name).HasMaxLength(100);
            b.Property(x => x.Kana).HasMaxLength(100);
            b.Property(x => x.Sex).HasMaxLength(6);
            b.Property(x => x.Relationship).HasMaxLength(40);
            b.Property(x => x.Domicile).HasMaxLength(200);
            b.Property(x => x.HeadOfRegister).HasMaxLength(100);
            b.HasIndex(x => x.AddressNumber).IsUnique();
            b.HasIndex(x => x.Household);
            b.HasIndex(x => x.Birth);
        }
    }
}
