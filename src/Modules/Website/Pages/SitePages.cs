using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>The tables of the site by name, and what readers see of them.</summary>
public static class SitePages
{
    /// <summary>Which topics a live edition has: a row each, so that lists are asked and not read.</summary>
    public sealed class TopicOf
    {
        public required Guid Page { get; init; }
        public required string Topic { get; init; }

        internal sealed class Map : IEntityTypeConfiguration<TopicOf>
        {
            public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<TopicOf> b)
            {
                b.ToTable("website_topics");
                b.HasKey(x => new { x.Page, x.Topic });
                b.Property(x => x.Topic).HasMaxLength(60);
                b.HasIndex(x => x.Topic);
            }
        }
    }

    extension(CityDb db)
    {
        public DbSet<SitePage> Pages() => db.Set<SitePage>();
        public DbSet<Edition> Editions() => db.Set<Edition>();

        /// <summary>What stands in lists for readers: live, not ended, no drill.</summary>
        public IQueryable<SitePage> Readable() => db.Set<SitePage>().Where(p => p.Live != null && p.Ended == null && !p.Drill);
    }

    const int FirstNumber = 1_000_001;

    /// <summary>The number of the next page. Those that are set aside for pages of an old site are taken, too.</summary>
    public static async Task<int> NextNumber(CityDb db, CancellationToken ct) => Math.Max(
        await db.Pages().MaxAsync(p => (int?)p.Number, ct) ?? FirstNumber - 1,
        await db.Set<OldPage>().MaxAsync(o => (int?)o.Number, ct) ?? FirstNumber - 1) + 1;

    /// <summary>The newest notices, of one topic where it is named.</summary>
    public static Task<List<SitePage>> Notices(CityDb db, string? topic, int most, CancellationToken ct)
    {
        var pages = db.Readable().AsNoTracking().Where(p => p.Kind == PageKind.Notice);
        if (!string.IsNullOrEmpty(topic)) pages = pages.Where(p => db.Set<TopicOf>().Any(t => t.Page == p.Id && t.Topic == topic));
        return pages.OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id).Take(most).ToListAsync(ct);
    }
}
