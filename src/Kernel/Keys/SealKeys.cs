using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Keyaki.Kernel;

/// <summary>
/// The certificates of the seals, in a folder outside of database and backup: `<code>.pfx`, beside it `<code>.png` with the picture where
/// there is one. Only where practice is allowed does a seal that has none get one, of a certificate authority that nobody trusts.
/// </summary>
public sealed class SealKeys(string folder, string passwordFile, bool practice, TimeProvider clock)
{
    const string Practice = "Keyaki 練習用認証局";
    readonly Lock making = new();

    /// <summary>The seal of this code; null when its certificate is not there, or has run out.</summary>
    /// <param name="code">Lower-case letters, digits and hyphens, as the city's file names it.</param>
    public OfficialSeal? Of(string code, string name)
    {
        if (folder == "" || code.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')) return null;
        var (key, picture) = (Path.Combine(folder, code + ".pfx"), Path.Combine(folder, code + ".png"));
        if (practice && !File.Exists(key)) lock (making) if (!File.Exists(key)) Make(key, name);
        if (!File.Exists(key)) return null;
        var certificate = X509CertificateLoader.LoadPkcs12FromFile(key, Password());
        return certificate.NotAfter.ToUniversalTime() < clock.GetUtcNow().UtcDateTime ? null
            : new(name, File.Exists(picture) ? File.ReadAllBytes(picture) : null, certificate);
    }

    string Password() => passwordFile == "" ? "" : File.ReadAllText(passwordFile).Trim();

    void Make(string path, string name)
    {
        Directory.CreateDirectory(folder);
        var now = clock.GetUtcNow();
        using var rootKey = RSA.Create(3072);
        var root = new CertificateRequest($"CN={Practice}", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = root.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        using var key = RSA.Create(3072);
        var request = new CertificateRequest($"CN={name}（練習用）", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature
            | X509KeyUsageFlags.NonRepudiation, true));
        using var issued = request.Create(authority, now.AddDays(-1), now.AddYears(5), RandomNumberGenerator.GetBytes(16));
        using var whole = issued.CopyWithPrivateKey(key);
        var beside = path + ".new";
        using (var file = new FileStream(beside, new FileStreamOptions
        { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            file.Write(new X509Certificate2Collection { whole, authority }.Export(X509ContentType.Pkcs12, Password()));
        File.Move(beside, path, overwrite: true);
    }
}
