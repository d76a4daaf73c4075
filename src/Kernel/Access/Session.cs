using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Kernel;

/// <summary>A signed-in visit, kept on the server so that it can be ended at once. The cookie holds a random token; the row only its
/// hash.</summary>
public sealed class Session
{
    public required Guid Id { get; init; }
    public required string TokenHash { get; init; }
    public required ActorKind Kind { get; init; }

    /// <summary>The account; for a guest a random id that owns what the guest saves.</summary>
    public required Guid Account { get; init; }

    /// <summary>The proven mail address of a guest, sealed with the master key; null for accounts, and for a guest who was not asked
    /// for one.</summary>
    public string? SealedMail { get; init; }

    /// <summary>What it came from, in plain words (<see cref="Kernel.Device"/>); null when unknown.</summary>
    public string? Device { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was last used, a few minutes exactly; unused too long it has ended.</summary>
    public required DateTimeOffset SeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When a factor was last asked for again in this visit (<see cref="Factors"/>); null when none was.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>When the person of this visit held up their card (sign-in by card); null when they did not.</summary>
    public DateTimeOffset? CardAt { get; set; }

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

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Makes a session row and gives the token that its cookie will carry. Call <see cref="Give"/> after the commit (an Answer
    /// does).</summary>
    public static (Session Row, string Token) Open(TimeProvider clock, ActorKind kind, Guid account, string? sealedMail = null,
        string? device = null)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        var stay = kind switch { ActorKind.Officer => OfficerStay, ActorKind.Guest => GuestStay, _ => ResidentStay };
        return (new Session
        {
            Id = clock.NewId(), TokenHash = Hash(token), Kind = kind, Account = account, SealedMail = sealedMail,
            Device = device, StartedAt = now, ExpiresAt = now + stay, SeenAt = now
        }, token);
    }

    public static void Give(HttpContext http, ActorKind kind, string token) =>
        http.Response.Cookies.Append(NameFor(http, kind), token, Options(http));

    public static void Take(HttpContext http, ActorKind kind) => http.Response.Cookies.Delete(NameFor(http, kind), Options(http));

    /// <summary>The token of the visit that the door's cookie carries; null when there is none.</summary>
    public static string? Token(HttpContext http) => http.Request.Cookies[Named(http.Door().Cookie, IsStrict(http))] is { Length: 64 } token
        ? token : null;

    /// <summary>A cookie's name. With the prefix a browser takes it only from this very host and over https, so that no sibling
    /// subdomain can put one in its place.</summary>
    public static string Named(string cookie, bool strict) => strict ? "__Host-" + cookie : cookie;

    /// <summary>Everywhere but in development, which has no https.</summary>
    public static bool IsStrict(HttpContext http) => !http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment();

    static string NameFor(HttpContext http, ActorKind kind) =>
        Named((kind is ActorKind.Officer ? Door.Office : Door.Public).Cookie, IsStrict(http));

    public static CookieOptions Options(HttpContext http, TimeSpan? lasts = null) => new()
    {
        HttpOnly = true,
        Secure = IsStrict(http) || http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = lasts,
        IsEssential = true,
    };
}

/// <summary>Turns a session's account into an actor; the modules that own the accounts bring one each. Null when the account may no
/// longer enter.</summary>
public interface IActorSource
{
    ActorKind Kind { get; }
    Task<Actor?> Load(CityDb db, Session session, CancellationToken ct);
}
