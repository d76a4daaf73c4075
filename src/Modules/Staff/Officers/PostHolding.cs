using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>発令: an officer holds a post from a day until a day (both included; without an end it goes on). Given and ended by a person,
/// at a time.</summary>
public sealed class PostHolding
{
    public required Guid Id { get; init; }
    public required Guid Officer { get; init; }

    /// <summary>Code of the city's profile.</summary>
    public required string Post { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; private set; }

    /// <summary>Who wrote it down; null for the program (the first officer).</summary>
    public Guid? GivenBy { get; init; }
    public required DateTimeOffset GivenAt { get; init; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Ends the holding with a last day; a holding that has not begun is over at once.</summary>
    /// <exception cref="Rule">It ends already on an earlier day.</exception>
    public void End(DateOnly last, Guid? by, DateTimeOffset now)
    {
        if (Until is { } until && until <= last) throw new Rule("until", "この職は、それより前の日に終わることになっています。");
        (Until, EndedBy, EndedAt) = (last, by, now);
    }

    /// <summary>Looks whether the officer has the post in that span already.</summary>
    /// <exception cref="Rule">they have.</exception>
    public static async Task Free(CityDb db, Guid officer, string post, DateOnly from, DateOnly? until, CancellationToken ct)
    {
        if (await db.Set<PostHolding>().AnyAsync(h => h.Officer == officer && h.Post == post && (h.Until == null || h.Until >= from)
            && (until == null || h.From <= until), ct))
            throw new Rule("post", "この職は、その期間にすでに割り当てられています。");
    }

    internal sealed class Map : IEntityTypeConfiguration<PostHolding>
    {
        public void Configure(EntityTypeBuilder<PostHolding> b)
        {
            b.ToTable("staff_post_holdings");
            b.Property(x => x.Post).HasMaxLength(80);
            b.HasIndex(x => x.Officer);
            b.HasIndex(x => x.Post);
        }
    }
}

/// <summary>Which holdings count on a day.</summary>
static class Holdings
{
    public static IQueryable<PostHolding> On(this IQueryable<PostHolding> holdings, DateOnly day) =>
        holdings.Where(h => h.From <= day && (h.Until == null || h.Until >= day));
}
