using System.Security.Cryptography;
using System.Text;

namespace Keyaki.Simulator;

/// <summary>Identifiers, secrets and signatures of the simulator.</summary>
public static class Code
{
    /// <summary>A fresh identifier such as `co_9f2c...`, as the provider gives its objects.</summary>
    public static string Id(string prefix) => $"{prefix}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";

    public static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>The value of `Keyaki-Sim-Signature` for a body sent at this second (Unix time).</summary>
    public static string Sign(string secret, long timestamp, string body)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}"));
        return $"t={timestamp},v1={Convert.ToHexStringLower(mac)}";
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Compares two secrets without telling by the time it takes where they differ.</summary>
    public static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(a)), SHA256.HashData(Encoding.UTF8.GetBytes(b)));
}
