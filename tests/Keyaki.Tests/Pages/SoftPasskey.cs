using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Tests.Pages;

/// <summary>An authenticator in software: a passkey that was registered at an account, and answers what a page asks of it.</summary>
sealed class SoftPasskey(Guid account)
{
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    int used;

    /// <summary>The row that registering left behind.</summary>
    public Passkey Row(TimeProvider clock)
    {
        var at = key.ExportParameters(false).Q;
        // COSE: an elliptic key (1: 2) for ES256 (3: -7) on P-256 (-1: 1) at x (-2) and y (-3).
        byte[] cose = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. at.X ?? [], 0x22, 0x58, 32, .. at.Y ?? []];
        return new()
        {
            Id = clock.NewId(), Account = account, CredentialId = Base64Url.EncodeToString(id), PublicKey = cose, SignCount = 0,
            Transports = "", UserVerified = true, BackupEligible = false, BackedUp = false,
            Attestation = [1], ClientData = [1], AddedAt = clock.GetUtcNow(),
        };
    }

    /// <summary>What the page's script would post.</summary>
    public (string Credential, string State) Answer(string asked, string origin)
    {
        using var json = JsonDocument.Parse(asked);
        var options = json.RootElement.GetProperty("options");
        var client = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "webauthn.get", challenge = options.GetProperty("challenge")
            .GetString(), origin, crossOrigin = false
        });
        byte[] data = [.. SHA256.HashData(Encoding.UTF8.GetBytes(options.TryGetProperty("rpId", out var name) ? name.GetString() ?? ""
            : new Uri(origin).Host)), 0x05, 0, 0, 0, (byte)++used];
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence);
        static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
        var answer = JsonSerializer.Serialize(new
        {
            id = Text(id), rawId = Text(id), type = "public-key", clientExtensionResults = new { },
            response = new
            {
                clientDataJSON = Text(client), authenticatorData = Text(data), signature = Text(signature),
                userHandle = Text(Encoding.UTF8.GetBytes(account.ToString("N")))
            },
        });
        return (answer, json.RootElement.GetProperty("state").GetString() ?? "");
    }
}
