using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>What an account of an officer or a resident proves itself with: a password, an authenticator app, passkeys.</summary>
public sealed class Credential
{
    public const string LabelPurpose = "credential-label";
    const string TotpPurpose = "totp";
    static readonly PasswordHasher<Credential> Hasher = new();

    /// <summary>A hash that no password has: checking against it takes as long as checking a real one, so that nobody learns which
    /// accounts exist.</summary>
    static readonly string Nobody = Hasher.HashPassword(new Credential
    {
        Account = default, Kind = ActorKind.Anonymous, Label = "",
        At = default
    }, Convert.ToHexString(Totp.NewSecret()));

    public required Guid Account { get; init; }
    public required ActorKind Kind { get; init; }

    /// <summary>How the account calls itself to an authenticator (a login name, a mail address); sealed, because it may be
    /// personal.</summary>
    public required string Label { get; init; }
    public string? PasswordHash { get; private set; }
    /// <summary>How often the password was changed or taken away: what is bound to a password ends with it.</summary>
    public int PasswordChanges { get; private set; }
    public string? SealedTotp { get; private set; }
    public DateTimeOffset? TotpSince { get; private set; }

    /// <summary>The last step of the app that was accepted; it and all before it are used up.</summary>
    public long LastStep { get; private set; }
    public required DateTimeOffset At { get; set; }

    /// <summary>Hashing is slow on purpose: call it before the turn, never inside.</summary>
    public static string Hash(string password)
    {
        Instruments.Hashed.Add(1);
        return Hasher.HashPassword(Blank, password);
    }

    static Credential Blank => new() { Account = default, Kind = ActorKind.Anonymous, Label = "", At = default };

    /// <summary>Whether the password is this account's; takes equally long for an account that does not exist.</summary>
    public static bool Accepts(string? hash, string password)
    {
        Instruments.Hashed.Add(1);
        return Hasher.VerifyHashedPassword(Blank, hash ?? Nobody, password) is not PasswordVerificationResult.Failed && hash is not null;
    }

    public void Use(string passwordHash, DateTimeOffset now) =>
        (PasswordHash, PasswordChanges, At) = (passwordHash, PasswordChanges + 1, now);

    /// <summary>Takes a new authenticator app, once its first code was right.</summary>
    public void Use(byte[] secret, long step, MasterKey key, DateTimeOffset now) =>
        (SealedTotp, TotpSince, LastStep, At) = (Convert.ToBase64String(key.Seal(secret, TotpPurpose)), now, step, now);

    /// <summary>Accepts a code of the app once.</summary>
    public bool Accepts(string code, MasterKey key, DateTimeOffset now)
    {
        if (SealedTotp is null || Totp.Match(key.Open(Convert.FromBase64String(SealedTotp), TotpPurpose), code, now, LastStep)
            is not { } step) return false;
        LastStep = step;
        return true;
    }

    /// <summary>Takes password and app away, because they are lost: the account can only be entered by a new one-time link or
    /// proof.</summary>
    public void Reset(DateTimeOffset now) =>
        (PasswordHash, PasswordChanges, SealedTotp, TotpSince, At) = (null, PasswordChanges + 1, null, null, now);

    internal sealed class Map : IEntityTypeConfiguration<Credential>
    {
        public void Configure(EntityTypeBuilder<Credential> b)
        {
            b.ToTable("kernel_credentials");
            b.HasKey(x => x.Account);
            b.Property(x => x.Account).ValueGeneratedNever();
            b.Property(x => x.Label).HasMaxLength(1000).IsSealed(LabelPurpose);
            b.Property(x => x.PasswordHash).HasMaxLength(300);
            b.Property(x => x.SealedTotp).HasMaxLength(200).IsSealed(TotpPurpose);
        }
    }
}
