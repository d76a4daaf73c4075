using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Kits;

/// <summary>
/// 連携システム: another system of the city (基幹系) that calls with a token of its own (OAuth 2.0 client credentials, RFC 6749 4.4). It
/// counts once a second person agreed and a secret was made, until its last day or its end; ended, its tokens stop at once.
/// </summary>
public sealed class LinkedSystem : TwoPersons
{
    public const string Kind = "linked-system";
    public const int LongestName = 80, LongestPurpose = 500, LongestPowers = 4000;

    public required string Name { get; init; }

    /// <summary>The department that answers for it.</summary>
    public required string Department { get; init; }

    /// <summary>What it is for, and whom to call when it does something odd.</summary>
    public required string Purpose { get; init; }

    /// <summary>What it may do: codes of powers by token with their part, each after a blank
    /// (`applications.read@dog-registration`).</summary>
    public required string Powers { get; init; }

    /// <summary>The last day on which it may call.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>SHA-256 of its secret, which has 256 bits of chance and is kept nowhere; null until one was made.</summary>
    public string? SecretHash { get; private set; }
    public DateTimeOffset? SecretAt { get; private set; }
    public Guid? EndedBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The name by which it signs in (client_id).</summary>
    public string ClientId => Id.ToString("N");

    public IReadOnlyList<string> Allowed => Powers.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it may call on this day.</summary>
    public bool Counts(DateOnly day) => Agreed is true && EndedAt is null && day <= Until;

    /// <summary>Whether this is its secret, in a time that tells nothing.</summary>
    public bool Knows(string secret) => SecretHash is { } hash
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(HashOf(secret)));

    /// <summary>Makes its secret anew; the one before opens nothing any more.</summary>
    /// <exception cref="Rule">it does not count.</exception>
    public string NewSecret(DateOnly today, DateTimeOffset now)
    {
        if (!Counts(today)) throw new Rule("", "この連携は使われていないため、鍵を作れません。");
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        (SecretHash, SecretAt) = (HashOf(secret), now);
        return secret;
    }

    /// <summary>From now on it gets nothing.</summary>
    /// <exception cref="Rule">it has ended before.</exception>
    public void End(Guid by, DateTimeOffset now)
    {
        if (EndedAt is not null) throw new Rule("", "この連携は、すでに止められています。");
        (EndedBy, EndedAt, SecretHash) = (by, now, null);
    }

    static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    protected override string Own => "自分が申し込んだ連携は、ほかの人が確認します。";

    internal sealed class Map : IEntityTypeConfiguration<LinkedSystem>
    {
        public void Configure(EntityTypeBuilder<LinkedSystem> b)
        {
            b.ToTable("kits_systems");
            b.Property(x => x.Remark).HasMaxLength(LongestRemark);
            b.Property(x => x.Name).HasMaxLength(LongestName);
            b.Property(x => x.Department).HasMaxLength(80);
            b.Property(x => x.Purpose).HasMaxLength(LongestPurpose);
            b.Property(x => x.Powers).HasMaxLength(LongestPowers);
            b.Property(x => x.SecretHash).HasMaxLength(64);
            b.Ignore(x => x.ClientId);
            b.Ignore(x => x.Allowed);
        }
    }
}
