using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Keyaki.Payments;

/// <summary>The header `t=seconds,v1=hex` over `seconds.body` (HMAC-SHA256). The time keeps an old message from being played
/// again.</summary>
public static class WebhookSignature
{
    public const string Header = "Keyaki-Sim-Signature";

    /// <summary>True when one of the secrets (two while they are being changed) made the signature, and not too long ago.</summary>
    public static bool IsGood(string? header, string body, IReadOnlyList<string> secrets, DateTimeOffset now, TimeSpan tolerance)
    {
        var parts = (header ?? "").Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length is 2).ToList();
        var time = parts.Find(part => part[0] is "t")?[1];
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > tolerance.TotalSeconds) return false;
        return parts.Where(part => part[0] is "v1").Any(part => secrets.Any(secret => Same(part[1], Sign(secret, time, body))));
    }

    static string Sign(string secret, string? time, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")));

    static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(a), Encoding.ASCII.GetBytes(b));
}
