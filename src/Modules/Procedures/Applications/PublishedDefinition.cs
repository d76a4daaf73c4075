using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Procedures;

/// <summary>A version of a definition as it was published: never changed, never deleted while an application was decided by it.</summary>
public sealed class PublishedDefinition
{
    /// <summary>SHA-256 of the content; applications pin it.</summary>
    public required string Hash { get; init; }
    public required string Code { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required string Json { get; init; }
    public required DateTimeOffset ImportedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<PublishedDefinition>
    {
        public void Configure(EntityTypeBuilder<PublishedDefinition> b)
        {
            b.ToTable("procedures_definitions");
            b.HasKey(x => x.Hash);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.Property(x => x.Code).HasMaxLength(60);
            b.HasIndex(x => new { x.Code, x.ValidFrom });
        }
    }
}
