using System.Security.Cryptography;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>A link that works once and for three days: with it an officer sets password and second factor. A newer link ends the older ones.</summary>
public sealed class WelcomeLink
{
    public static readonly TimeSpan Good = TimeSpan.FromDays(3);

    public required Guid Id { get; init; }
    public required Guid Officer { get; init; }
    public required string TokenHash { get; init; }

    /// <summary>Who made it; null for the command on the server.</summary>
    public Guid? MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    public bool Works(DateTimeOffset now) => UsedAt is null && now - MadeAt < Good;

    /// <summary>Makes a link and takes the older ones out of use; the token is shown once and never stored.</summary>
    public static async Task<string> Make(CityDb db, TimeProvider clock, Guid officer, Guid? by, CancellationToken ct)
    {
        var (token, now) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), clock.GetUtcNow());
        foreach (var old in await db.Set<WelcomeLink>().AsTracking().Where(l => l.Officer == officer && l.UsedAt == null).ToListAsync(ct)) old.UsedAt = now;
        db.Add(new WelcomeLink { Id = clock.NewId(), Officer = officer, TokenHash = Doors.Hash(token), MadeBy = by, MadeAt = now });
        return token;
    }

    internal sealed class Map : IEntityTypeConfiguration<WelcomeLink>
    {
        public void Configure(EntityTypeBuilder<WelcomeLink> b)
        {
            b.ToTable("staff_welcome_links");
            b.Property(x => x.TokenHash).HasMaxLength(64);
            b.HasIndex(x => x.TokenHash).IsUnique();
            b.HasIndex(x => x.Officer);
        }
    }
}
