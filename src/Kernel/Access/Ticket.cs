using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Keyaki.Kernel;

/// <summary>Something that was proven a moment ago, sealed for the next step: it can be carried in an address, and neither read nor
/// changed.</summary>
public sealed class Tickets(MasterKey key, TimeProvider clock)
{
    sealed record Sealed<T>(T What, DateTimeOffset Until);

    public string Make<T>(string purpose, T what, TimeSpan good) =>
        WebEncoders.Base64UrlEncode(key.Seal(JsonSerializer.SerializeToUtf8Bytes(new Sealed<T>(what, clock.GetUtcNow() + good)),
            "ticket:" + purpose));

    /// <summary>What was sealed; default when it is not ours, for another purpose, or too old.</summary>
    public T? Read<T>(string purpose, string? ticket) where T : class
    {
        if (string.IsNullOrEmpty(ticket)) return null;
        try
        {
            var read = JsonSerializer.Deserialize<Sealed<T>>(key.OpenFresh(WebEncoders.Base64UrlDecode(ticket), "ticket:" + purpose));
            return read is not null && read.Until > clock.GetUtcNow() ? read.What : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException) { return null; }
    }
}
