using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Staff;

/// <summary>A link that works once and for three days: with it an officer sets password and second factor. A newer link ends the older
/// ones.</summary>
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

    /// <summary>Makes a link and takes the older ones out of use. What opens it is shown once and never stored.</summary>
    public static async Task Make(CityDb db, TimeProvider clock, Guid officer, Guid? by, string hash, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var old in await db.Set<WelcomeLink>().AsTracking().Where(l => l.Officer == officer && l.UsedAt == null).ToListAsync(ct))
            old.UsedAt = now;
        db.Add(new WelcomeLink { Id = clock.NewId(), Officer = officer, TokenHash = hash, MadeBy = by, MadeAt = now });
    }

    // A link has two halves that come by two ways: whoever asked for it (or the mail) brings the first, the second person the second.
    // Neither can use it alone.
    const string Purpose = "welcome", Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A first half, or a whole link of the command on the machine.</summary>
    public static string Half() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>A second half: twelve letters and digits that are not taken for one another.</summary>
    public static string Number() => RandomNumberGenerator.GetString(Letters, 12);

    /// <summary>The number as people read it.</summary>
    public static string Words(string number) => $"{number[..4]}-{number[4..8]}-{number[8..]}";

    /// <summary>The number as it was typed: small letters, blanks and dashes do not matter.</summary>
    public static string Typed(string number) =>
        new([.. number.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)
        .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })]);

    /// <summary>What is kept of a link: a keyed hash, so that nobody tries numbers on a copy of the database. Of the first half only
    /// its hash needs to be known; the command's link has no number.</summary>
    public static string HashOf(string firstHash, string number, MasterKey key) => key.Blind($"{firstHash} {number}", Purpose);

    public static string BeginUrl(string first) => $"/office/welcome/{first}/begin";

    internal sealed class Map : IEntityTypeConfiguration<WelcomeLink>
    {
        public void Configure(EntityTypeBuilder<WelcomeLink> b)
        {
            b.ToTable("staff_welcome_links");
            b.Property(x => x.TokenHash).HasMaxLength(64).IsKeyedHash(Purpose, Dropped.Row);
            b.HasIndex(x => x.TokenHash).IsUnique();
            b.HasIndex(x => x.Officer);
        }
    }
}
