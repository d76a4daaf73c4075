using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A random secret of the city, sealed in the database: what people hold in their hands (a link) is proved by it, and so
/// outlives a new master key.</summary>
public sealed class CitySecret
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Sealed { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<CitySecret>
    {
        public void Configure(EntityTypeBuilder<CitySecret> b)
        {
            b.ToTable("kernel_secrets");
            b.Property(x => x.Name).HasMaxLength(40);
            b.Property(x => x.Sealed).HasMaxLength(200).IsSealed(Proofs.Purpose);
            b.HasIndex(x => x.Name).IsUnique();
        }
    }
}

/// <summary>Codes in links that the program gave out itself and stored nowhere.</summary>
public sealed class Proofs(IDatabase database, MasterKey key, TimeProvider clock)
{
    internal const string Purpose = "city-secret";
    const string Name = "links";
    byte[]? secret;

    /// <summary>Makes the secret when there is none; before the doors open, because it is a turn of its own.</summary>
    public Task Prepare() => database.Turn(async (db, ct) =>
    {
        if (await db.Set<CitySecret>().AnyAsync(s => s.Name == Name, ct)) return false;
        db.Add(new CitySecret
        {
            Id = clock.NewId(), Name = Name,
            Sealed = Convert.ToBase64String(key.Seal(RandomNumberGenerator.GetBytes(32), Purpose))
        });
        return true;
    });

    /// <summary>The code for what the link leads to: 32 letters that nobody else can make.</summary>
    public string Of(Guid what, string kind)
    {
        secret ??= Read();
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{kind} {what:N}")))[..32];
    }

    byte[] Read()
    {
        using var db = database.OpenReader();
        return key.Open(Convert.FromBase64String(db.Set<CitySecret>().Single(s => s.Name == Name).Sealed), Purpose);
    }
}
