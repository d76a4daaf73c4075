using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kernel;

/// <summary>A passkey of an account: the public half, and what the authenticator told when it was made (WebAuthn).</summary>
public sealed class Passkey
{
    public required Guid Id { get; init; }
    public required Guid Account { get; init; }

    /// <summary>The authenticator's id of the key, base64url.</summary>
    public required string CredentialId { get; init; }
    public required byte[] PublicKey { get; init; }
    public required long SignCount { get; set; }
    public required string Transports { get; init; }
    public required bool UserVerified { get; set; }
    public required bool BackupEligible { get; init; }
    public required bool BackedUp { get; set; }
    public required byte[] Attestation { get; init; }
    public required byte[] ClientData { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    internal UserPasskeyInfo Info() =>
        new(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(CredentialId), PublicKey, AddedAt, (uint)SignCount,
        Transports.Length == 0 ? [] : Transports.Split(' '), UserVerified, BackupEligible, BackedUp, Attestation, ClientData);

    internal sealed class Map : IEntityTypeConfiguration<Passkey>
    {
        public void Configure(EntityTypeBuilder<Passkey> b)
        {
            b.ToTable("kernel_passkeys");
            b.Property(x => x.CredentialId).HasMaxLength(1400);
            b.Property(x => x.Transports).HasMaxLength(200);
            b.HasIndex(x => x.CredentialId).IsUnique()
                .Says("", new Text("このパスキーはすでに登録されています。", "この パスキーは もう あります。", "This passkey is registered already."));
            b.HasIndex(x => x.Account);
        }
    }
}

/// <summary>A challenge that was answered: the same answer is never taken twice.</summary>
public sealed class UsedChallenge
{
    public required string Hash { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<UsedChallenge>
    {
        public void Configure(EntityTypeBuilder<UsedChallenge> b)
        {
            b.ToTable("kernel_used_challenges");
            b.HasKey(x => x.Hash);
            b.Property(x => x.Hash).HasMaxLength(64);
        }
    }
}
