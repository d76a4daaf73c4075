using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Keyaki.Kernel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Drafting;

/// <summary>The seals' certificates and pictures: files of a folder that the keeper of the machine fills, by the code of the seal. A
/// practice city makes itself an authority of its own, which nobody believes.</summary>
sealed class Seals(IConfiguration configuration, IHostEnvironment environment, TimeProvider clock)
{
    public const string Folder = "Keyaki:Drafting:Seals", Password = "Keyaki:Drafting:SealPassword";

    readonly Lock making = new();

    string Place => configuration[Folder] is { Length: > 0 } folder ? folder
        : Path.Combine(configuration["Keyaki:Data"] ?? ".run/data", "seals");

    /// <exception cref="OutboxFault">there is no certificate for it.</exception>
    public OfficialSeal Of(CitySeal seal)
    {
        var (key, picture) = (Path.Combine(Place, seal.Code + ".pfx"), Path.Combine(Place, seal.Code + ".png"));
        lock (making) if (!File.Exists(key) && environment.IsDevelopment()) Practise(seal, key);
        if (!File.Exists(key)) throw new OutboxFault($"「{seal.Title}」の証明書（{seal.Code}.pfx）が、公印のフォルダーにありません");
        var certificate = X509CertificateLoader.LoadPkcs12FromFile(key, configuration[Password], X509KeyStorageFlags.EphemeralKeySet);
        return new(seal.Title, File.Exists(picture) ? File.ReadAllBytes(picture) : null, certificate);
    }

    void Practise(CitySeal seal, string key)
    {
        Directory.CreateDirectory(Place);
        var (from, until) = (clock.GetUtcNow().AddYears(-1), clock.GetUtcNow().AddYears(5));
        using var authority = RSA.Create(2048);
        var root = new CertificateRequest("CN=Practice authority (nobody believes it)", authority, HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = root.CreateSelfSigned(from, until);
        using var pair = RSA.Create(2048);
        var leaf = new CertificateRequest($"CN={seal.Title} (practice)", pair, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        leaf.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
            true));
        using var issued = leaf.Create(issuer, from, until.AddDays(-1), RandomNumberGenerator.GetBytes(12));
        using var whole = issued.CopyWithPrivateKey(pair);
        File.WriteAllBytes(key, whole.Export(X509ContentType.Pkcs12, configuration[Password]));
    }
}
