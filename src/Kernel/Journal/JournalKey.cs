using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>The journal's signing key: the private half is sealed by the master key, the public half is what verifies. A retired one
/// has no private half.</summary>
public sealed class JournalKey
{
    const string Purpose = "journal";

    public required Guid Id { get; init; }
    public required string Public { get; init; }
    public required string SealedPrivate { get; init; }

    /// <summary>When it was said that somebody else may have the private half.</summary>
    public DateTimeOffset? LeakedAt { get; init; }

    internal static JournalKey Make(MasterKey master, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            Id = clock.NewId(), Public = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
            SealedPrivate = Convert.ToBase64String(master.Seal(key.ExportPkcs8PrivateKey(), Purpose)),
        };
    }

    /// <summary>The key that signs now; null before the first batch.</summary>
    public static Task<JournalKey?> Standing(CityDb db, CancellationToken ct = default) =>
        db.Set<JournalKey>().AsNoTracking().FirstOrDefaultAsync(k => k.SealedPrivate != "", ct);

    /// <summary>The key that signs now; made in this turn when there is none.</summary>
    public static async Task<JournalKey> Current(CityDb db, MasterKey master, TimeProvider clock, CancellationToken ct)
    {
        if (await Standing(db, ct) is { } key) return key;
        var made = Make(master, clock);
        db.Add(made);
        return made;
    }

    /// <summary>A signature in base64.</summary>
    public string Sign(byte[] text, MasterKey master)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(master.Open(Convert.FromBase64String(SealedPrivate), Purpose), out _);
        return Convert.ToBase64String(key.SignData(text, HashAlgorithmName.SHA256));
    }

    /// <summary>Whether the holder of this public key (base64) signed the text; false also for what is no key or no signature.</summary>
    public static bool Signed(string publicKey, byte[] text, string signature)
    {
        using var key = Read(publicKey);
        try { return key?.VerifyData(text, Convert.FromBase64String(signature), HashAlgorithmName.SHA256) is true; }
        catch (FormatException) { return false; }
    }

    /// <summary>The public key, ready to verify; null for what is none.</summary>
    internal static ECDsa? Read(string publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>Whether this master key opens what is sealed in the database; a city that sealed nothing yet takes any.</summary>
    public static async Task<bool> Opens(CityDb db, MasterKey master, CancellationToken ct = default)
    {
        if (await Standing(db, ct) is not { } key) return true;
        try
        {
            master.Open(Convert.FromBase64String(key.SealedPrivate), Purpose);
            return true;
        }
        catch (CryptographicException) { return false; }
    }

    internal sealed class Map : IEntityTypeConfiguration<JournalKey>
    {
        public void Configure(EntityTypeBuilder<JournalKey> b)
        {
            b.ToTable("kernel_journal_keys");
            b.Property(x => x.SealedPrivate).IsSealed(Purpose);
        }
    }
}
