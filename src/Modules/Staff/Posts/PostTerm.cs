using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>What a post gives from a day on, until its next term begins: its department, its rank and its powers, as they were agreed
/// to.</summary>
public sealed class PostTerm
{
    public required string Post { get; init; }
    public required DateOnly Since { get; init; }
    public string? Department { get; set; }

    /// <summary>A lower number is higher in the house.</summary>
    public required int Rank { get; set; }

    /// <summary>Codes of the permissions, in order, with blanks between.</summary>
    public string Permissions { get; private set; } = "";

    public IReadOnlySet<string> Powers => Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    public PostTerm Give(IEnumerable<string> permissions)
    {
        Permissions = string.Join(' ', permissions.Distinct().Order(StringComparer.Ordinal));
        return this;
    }

    internal sealed class Map : IEntityTypeConfiguration<PostTerm>
    {
        public void Configure(EntityTypeBuilder<PostTerm> b)
        {
            b.ToTable("staff_post_terms");
            b.HasKey(x => new { x.Post, x.Since });
            b.Property(x => x.Post).HasMaxLength(80);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Ignore(x => x.Powers);
        }
    }
}
