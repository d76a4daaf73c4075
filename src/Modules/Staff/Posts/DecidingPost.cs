using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>A post that may decide what a file of the city says: because the house began so, or because a second person agreed. What
/// was decided by it once it may go on deciding.</summary>
public sealed class DecidingPost
{
    public required string Source { get; init; }
    public required string Post { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>What the files name and nobody has agreed to yet.</summary>
    public static async Task<List<Deciding>> Missing(CityDb db, IEnumerable<Deciding> named, CancellationToken ct)
    {
        var known = (await db.Set<DecidingPost>().AsNoTracking().Select(d => new { d.Source, d.Post }).ToListAsync(ct))
            .Select(d => (d.Source, d.Post)).ToHashSet();
        return [.. named.Select(n => n with { Posts = [.. n.Posts.Distinct().Where(p => !known.Contains((n.Source, p)))] })
            .Where(n => n.Posts.Count > 0).OrderBy(n => n.Source, StringComparer.Ordinal)];
    }

    internal sealed class Map : IEntityTypeConfiguration<DecidingPost>
    {
        public void Configure(EntityTypeBuilder<DecidingPost> b)
        {
            b.ToTable("staff_deciding_posts");
            b.HasKey(x => new { x.Source, x.Post });
            b.Property(x => x.Source).HasMaxLength(120);
            b.Property(x => x.Post).HasMaxLength(80);
        }
    }
}

/// <summary>Posts that may decide because two persons published what they decide.</summary>
sealed class HearDeciders(TimeProvider clock) : IHear<DecidersAgreed>
{
    public async Task Hear(DecidersAgreed announced, CityDb db, CancellationToken ct) =>
        db.AddRange((await DecidingPost.Missing(db, announced.All, ct)).SelectMany(d => d.Posts.Select(post =>
            new DecidingPost { Source = d.Source, Post = post, Since = clock.GetUtcNow() })));
}
