using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>版: a drafted file as it is to count from a day on. One person asks for it; with the yes of a second one it is a version like
/// those of the city's folder, and nobody changes it any more.</summary>
public sealed class DraftedVersion : TwoPersons
{
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required string Department { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required string Hash { get; init; }
    public required string Json { get; init; }

    /// <summary>The drafted file that it was made from.</summary>
    public required Guid File { get; init; }

    protected override string Own => "自分が申し出た公開は、ほかの人が確認します。";

    /// <summary>The file as it stands now, to count from a day on.</summary>
    public static DraftedVersion Of(DraftedFile file, DateOnly validFrom, string json, Turn turn)
    {
        using var whole = JsonDocument.Parse(json);
        var version = ProfileVersion.Of(file.Kind, file.Code, validFrom, whole.RootElement);
        return new()
        {
            Id = turn.NewId(), By = turn.Me, At = turn.Now, Kind = file.Kind, Code = file.Code, Title = file.Title,
            Department = file.Department, ValidFrom = validFrom, Hash = version.Hash, Json = version.Json, File = file.Id,
        };
    }

    internal sealed class Map : IEntityTypeConfiguration<DraftedVersion>
    {
        public void Configure(EntityTypeBuilder<DraftedVersion> b)
        {
            b.ToTable("kits_drafted_versions");
            b.Property(x => x.Kind).HasMaxLength(40);
            b.Property(x => x.Code).HasMaxLength(80);
            b.Property(x => x.Title).HasMaxLength(DraftedFile.LongestTitle);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.HasIndex(x => x.File).IsUnique().HasFilter("\"Agreed\" IS NULL").Says("", "この案は、もう公開の確認を待っています。");
            b.HasIndex(x => new { x.Kind, x.Code, x.ValidFrom }).IsUnique().HasFilter("\"Agreed\"")
                .Says("", "同じ日から始まる版が、もうあります。始まる日を変えてください。");
        }
    }
}
