using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Keyaki.Kernel;

/// <summary>
/// The one key that lies outside database and backup (32 bytes, base64, one line of a file). It wraps the Data Protection keys, TOTP
/// secrets, the journal's signing key and sealed columns. Losing it loses those. The first line is the key; a second one is there only
/// while <see cref="Rotation"/> re-seals: it opens and is asked for, and nothing new comes under it.
/// </summary>
public sealed class MasterKey
{
    readonly string file;
    Line[] lines;

    MasterKey(string file, Line[] lines) => (this.file, this.lines) = (file, lines);

    /// <summary>The names of the keys, first the one that seals. A name tells nothing of its key, and may be written down
    /// anywhere.</summary>
    public IReadOnlyList<string> Ids => [.. lines.Select(l => l.Id)];

    /// <summary>Reads the key file; <paramref name="create"/> makes one for a city of one's own (development, `keyaki key
    /// create`).</summary>
    public static MasterKey Load(string file, bool create)
    {
        if (!File.Exists(file))
        {
            if (!create) throw new FileNotFoundException($"鍵のファイル {file} がありません。`keyaki key create` で作り、データベースとは別の場所に控えてください。");
            Write(file, [Fresh()]);
        }
        return new(file, Read(file));
    }

    static Line[] Read(string file)
    {
        var whole = File.ReadAllLines(file).Where(l => l.Length > 0).ToList();
        try
        {
            Line[] lines = [.. whole.Select(l => new Line(Convert.FromBase64String(l)))];
            if (lines.Length > 0 && lines.All(l => l.Key.Length == 32)) return lines;
        }
        catch (FormatException) { /* said below */ }
        throw new InvalidDataException($"{file}: 32バイトの鍵（base64）が1行に1つ必要です。");
    }

    /// <summary>Puts a new key in front, in the file and here. Nobody else may be using the file.</summary>
    internal void Renew()
    {
        Write(file, [Fresh(), .. File.ReadAllLines(file).Where(l => l.Length > 0)]);
        lines = Read(file);
    }

    static string Fresh() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    static void Write(string file, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".");
        var next = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(next, options))
        {
            foreach (var line in lines) writer.WriteLine(line);
            writer.Flush();
            (writer.BaseStream as FileStream)?.Flush(flushToDisk: true); // what is sealed next must not outlive its key
        }
        File.Move(next, file, overwrite: true);
    }

    public string Seal(string text, string purpose) => Convert.ToBase64String(Seal(Encoding.UTF8.GetBytes(text), purpose));
    public string Open(string text, string purpose) => Encoding.UTF8.GetString(Open(Convert.FromBase64String(text), purpose));

    /// <summary>AES-256-GCM under a key derived for the purpose: nonce, tag, cipher text.</summary>
    public byte[] Seal(byte[] plain, string purpose)
    {
        var box = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        using var aes = new AesGcm(lines[0].For(purpose), 16);
        aes.Encrypt(box.AsSpan(0, 12), plain, box.AsSpan(28), box.AsSpan(12, 16));
        return box;
    }

    /// <exception cref="CryptographicException">No key opens it, or it was altered.</exception>
    public byte[] Open(byte[] box, string purpose)
    {
        foreach (var line in lines) if (line.Open(box, purpose) is { } plain) return plain;
        throw new CryptographicException("no key opens this");
    }

    /// <summary>The same under the key of today alone, for what lives for minutes: a key that was replaced proves nothing any
    /// more.</summary>
    /// <exception cref="CryptographicException">The key does not open it, or it was altered.</exception>
    public byte[] OpenFresh(byte[] box, string purpose) =>
        lines[0].Open(box, purpose) ?? throw new CryptographicException("the key does not open this");

    /// <summary>The same, sealed under the key of today; null when it is already.</summary>
    /// <exception cref="CryptographicException">No key opens it, or it was altered.</exception>
    internal byte[]? Reseal(byte[] box, string purpose) => lines[0].Open(box, purpose) is null ? Seal(Open(box, purpose), purpose) : null;

    /// <summary>A keyed hash, for finding a sealed value again (mail addresses) without storing it in the clear: as it is written
    /// today.</summary>
    public string Blind(string text, string purpose) => lines[0].Blind(text, purpose);

    /// <summary>Every form in which the hash may still be stored: one, or two while a rotation goes on. Whoever looks for a stored hash
    /// asks for these.</summary>
    public string[] Blinds(string text, string purpose) => [.. lines.Select(l => l.Blind(text, purpose))];

    sealed class Line(byte[] key)
    {
        readonly ConcurrentDictionary<string, byte[]> derived = new();

        public byte[] Key => key;
        public string Id { get; } = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 8, info: "key-id"u8.ToArray()));

        // Purposes are words of the program, never of a person: there are few of them.
        public byte[] For(string purpose) =>
            derived.GetOrAdd(purpose, static (p, key) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(p)),
            key);

        public string Blind(string text, string purpose) =>
            Convert.ToHexStringLower(HMACSHA256.HashData(For("blind:" + purpose), Encoding.UTF8.GetBytes(text)));

        public byte[]? Open(byte[] box, string purpose)
        {
            if (box.Length < 28) throw new CryptographicException("too short");
            var plain = new byte[box.Length - 28];
            using var aes = new AesGcm(For(purpose), 16);
            try
            {
                aes.Decrypt(box.AsSpan(0, 12), box.AsSpan(28), box.AsSpan(12, 16), plain);
                return plain;
            }
            catch (AuthenticationTagMismatchException) { return null; }
        }
    }
}
