using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>よくある質問: one of a live page, in one language. Rows follow the page (<see cref="SiteIndex"/>), so that all of them can be
/// listed and found without reading the pages.</summary>
public sealed class SiteQuestion
{
    public const int Longest = 200;

    public required Guid Id { get; init; }
    public required Guid Page { get; init; }

    /// <summary>The code of its language.</summary>
    public required string Language { get; init; }

    /// <summary>Its place among the questions of the page.</summary>
    public required int Spot { get; init; }
    public required string Question { get; init; }

    /// <summary>With inline marks, as it was written.</summary>
    public required string Answer { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<SiteQuestion>
    {
        public void Configure(EntityTypeBuilder<SiteQuestion> b)
        {
            b.ToTable("website_questions");
            b.Property(x => x.Language).HasMaxLength(10);
            b.Property(x => x.Question).HasMaxLength(Longest);
            b.HasIndex(x => new { x.Page, x.Language, x.Spot }).IsUnique();
        }
    }
}
