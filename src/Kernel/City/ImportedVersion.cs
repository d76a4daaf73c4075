using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A version of the city's files as this database has seen it: kept for ever, so that what decided a case can be read
/// again.</summary>
public sealed class ImportedVersion
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required string Hash { get; init; }
    public required string Json { get; init; }
    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>Takes in what is new; a file that has not changed is known by its hash.</summary>
    public static Task<int> Import(Turns turns, CityProfile profile, TimeProvider clock) => turns.Run(async (_, db, ct) =>
    {
        var known = (await db.Set<ImportedVersion>().Select(v => new { v.Kind, v.Code, v.Hash }).ToListAsync(ct))
            .Select(v => (v.Kind, v.Code, v.Hash)).ToHashSet();
        var fresh = profile.Versions.Where(v => !known.Contains((v.Kind, v.Code, v.Hash))).ToList();
        foreach (var v in fresh)
            db.Add(new ImportedVersion
            {
                Id = clock.NewId(), Kind = v.Kind, Code = v.Code, ValidFrom = v.ValidFrom, Hash = v.Hash,
                Json = v.Json, ImportedAt = clock.GetUtcNow()
            });
        return fresh.Count;
    });

    internal sealed class Map : IEntityTypeConfiguration<ImportedVersion>
    {
        public void Configure(EntityTypeBuilder<ImportedVersion> b)
        {
            b.ToTable("kernel_profile_versions");
            b.Property(x => x.Kind).HasMaxLength(40);
            b.Property(x => x.Code).HasMaxLength(80);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.HasIndex(x => new { x.Kind, x.Code, x.Hash }).IsUnique();
        }
    }
}
