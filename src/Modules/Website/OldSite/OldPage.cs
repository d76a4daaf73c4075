using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Website;

/// <summary>A page of the old site: which address became which page. Its number is set aside before its text comes, so that pages can name
/// each other; taken in once, it is never taken in again.</summary>
public sealed class OldPage
{
    /// <summary>As <see cref="SiteAddress.Key"/> spells it.</summary>
    public required string Address { get; init; }
    public required int Number { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string Hash { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The page; null until it is there.</summary>
    public Guid? Page { get; private set; }

    public void Become(Guid page) => Page = page;

    internal sealed class Map : IEntityTypeConfiguration<OldPage>
    {
        public void Configure(EntityTypeBuilder<OldPage> b)
        {
            b.ToTable("website_old_pages");
            b.HasKey(x => x.Address);
            b.Property(x => x.Address).HasMaxLength(SiteAddress.Longest);
            b.Property(x => x.Hash).HasMaxLength(64);
            b.HasIndex(x => x.Number).IsUnique();
        }
    }
}
