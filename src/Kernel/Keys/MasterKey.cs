using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Keyaki.Kernel;

/// <summary>
/// The one key that lies outside database and backup (32 bytes, base64, one line of a file; the first line is current, older ones only open).
/// It wraps the Data Protection keys, TOTP secrets, the journal's signing key and sealed columns. Losing it loses those.
/// </summary>
public sealed class MasterKey
{
    readonly byte[][] keys;
    readonly ConcurrentDictionary<(int, string), byte[]> derived = new();

    MasterKey(byte[][] keys) => this.keys = keys;

    /// <summary>Reads the key file; <paramref name="create"/> makes one for a city of one's own (development, `keyaki key create`).</summary>
    public static MasterKey Load(string file, bool create)
    {
        if (!File.Exists(file))
        {
            if (!create) throw new FileNotFoundException($"鍵のファイル {file} がありません。`keyaki key create` で作り、データベースとは別の場所に控えてください。");
            Write(file, []);
        }
        byte[][] keys = [.. File.ReadAllLines(file).Where(l => l.Length > 0).Select(Convert.FromBase64String)];
        return keys.Length > 0 && keys.All(k => k.Length == 32) ? new MasterKey(keys) : throw new InvalidDataException($"{file}: 32バイトの鍵（base64）が1行に1つ必要です。");
    }

    /// <summary>Puts a new key in front; what older keys sealed still opens.</summary>
    public static void Rotate(string file) => Write(file, File.Exists(file) ? File.ReadAllLines(file) : []);

    static void Write(string file, IEnumerable<string> older)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".");
        var next = file + ".new";
        File.WriteAllLines(next, [Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), .. older]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(next, file, overwrite: true);
    }

    public string Seal(string text, string purpose) => Convert.ToBase64String(Seal(Encoding.UTF8.GetBytes(text), purpose));
    public string Open(string text, string purpose) => Encoding.UTF8.GetString(Open(Convert.FromBase64String(text), purpose));

    /// <summary>AES-256-GCM under a key derived for the purpose: nonce, tag, cipher text.</summary>
    public byte[] Seal(byte[] plain, string purpose)
    {
        var box = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        using var aes = new AesGcm(Derive(keys[0], purpose), 16);
        aes.Encrypt(box.AsSpan(0, 12), plain, box.AsSpan(28), box.AsSpan(12, 16));
        return box;
    }

    /// <exception cref="CryptographicException">No key opens it, or it was altered.</exception>
    public byte[] Open(byte[] box, string purpose)
    {
        if (box.Length < 28) throw new CryptographicException("too short");
        var plain = new byte[box.Length - 28];
        foreach (var key in keys)
        {
            using var aes = new AesGcm(Derive(key, purpose), 16);
            try
            {
                aes.Decrypt(box.AsSpan(0, 12), box.AsSpan(28), box.AsSpan(12, 16), plain);
                return plain;
            }
            catch (AuthenticationTagMismatchException) when (key != keys[^1]) { }
        }
        throw new CryptographicException("no key opens this");
    }

    /// <summary>A keyed hash, for finding a sealed value again (mail addresses) without storing it in the clear.</summary>
    public string Blind(string text, string purpose) => Convert.ToHexStringLower(HMACSHA256.HashData(Derive(keys[^1], "blind:" + purpose), Encoding.UTF8.GetBytes(text)));

    // Purposes are words of the program, never of a person: there are few of them.
    byte[] Derive(byte[] key, string purpose) => derived.GetOrAdd((Array.IndexOf(keys, key), purpose), static (of, keys) => HKDF.DeriveKey(HashAlgorithmName.SHA256, keys[of.Item1], 32, info: Encoding.UTF8.GetBytes(of.Item2)), keys);
}
