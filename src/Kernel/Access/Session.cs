using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A signed-in visit, kept on the server so that it can be ended at once. The cookie holds a random token; the row only its hash.</summary>
public sealed class Session
{
    public required Guid Id { get; init; }
    public required string TokenHash { get; init; }
    public required ActorKind Kind { get; init; }

    /// <summary>The account; for a guest a random id that owns what the guest saves.</summary>
    public required Guid Account { get; init; }

    /// <summary>The proven mail address of a guest, sealed with the master key; null for accounts, and for a guest who was not asked for one.</summary>
    public string? SealedMail { get; init; }

    /// <summary>What it came from, in plain words (<see cref="Kernel.Device"/>); null when unknown.</summary>
    public string? Device { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> b)
        {
            b.ToTable("kernel_sessions");
            b.Property(x => x.TokenHash).HasMaxLength(64);
            b.Property(x => x.SealedMail).HasMaxLength(1000).IsSealedMail();
            b.Property(x => x.Device).HasMaxLength(60);
            b.HasIndex(x => x.TokenHash).IsUnique();
            b.HasIndex(x => x.Account);
        }
    }
}

/// <summary>The two doors have separate cookies: residents' sessions never open an officer's page, and the other way round.</summary>
public static class Doors
{
    public const string ResidentCookie = "keyaki-visit";
    public const string OfficerCookie = "keyaki-office";
    public static readonly TimeSpan ResidentStay = TimeSpan.FromHours(12);
    public static readonly TimeSpan GuestStay = TimeSpan.FromHours(24);
    public static readonly TimeSpan OfficerStay = TimeSpan.FromHours(10);

    public static bool IsOffice(PathString path) => path.StartsWithSegments("/office");
    public static string Cookie(PathString path) => IsOffice(path) ? OfficerCookie : ResidentCookie;
    public static string SignInUrl(PathString path) => IsOffice(path) ? "/office/sign-in" : "/sign-in";

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Makes a session row and gives the token that its cookie will carry. Call <see cref="Give"/> after the commit (an Answer does).</summary>
    public static (Session Row, string Token) Open(TimeProvider clock, ActorKind kind, Guid account, string? sealedMail = null, string? device = null)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        var stay = kind switch { ActorKind.Officer => OfficerStay, ActorKind.Guest => GuestStay, _ => ResidentStay };
        return (new Session { Id = clock.NewId(), TokenHash = Hash(token), Kind = kind, Account = account, SealedMail = sealedMail, Device = device, StartedAt = now, ExpiresAt = now + stay }, token);
    }

    public static void Give(HttpContext http, ActorKind kind, string token) =>
        http.Response.Cookies.Append(kind is ActorKind.Officer ? OfficerCookie : ResidentCookie, token, Options(http, kind));

    public static void Take(HttpContext http, ActorKind kind) =>
        http.Response.Cookies.Delete(kind is ActorKind.Officer ? OfficerCookie : ResidentCookie, Options(http, kind));

    static CookieOptions Options(HttpContext http, ActorKind kind) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = kind is ActorKind.Officer ? "/office" : "/",
        IsEssential = true,
    };
}

/// <summary>Turns a session's account into an actor; the modules that own the accounts bring one each. Null when the account may no longer enter.</summary>
public interface IActorSource
{
    ActorKind Kind { get; }
    Task<Actor?> Load(CityDb db, Session session, CancellationToken ct);
}
