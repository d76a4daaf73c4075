using System.IO.Compression;

namespace Keyaki.Reader;

/// <summary>What an Office file unpacks to is counted before a library opens it, whatever it says itself.</summary>
static class Packed
{
    const int MostParts = 2_000;
    const long Most = 200 * 1024 * 1024;

    /// <summary>Why it is not opened; null when it may be.</summary>
    internal static string? Why(string path)
    {
        using var file = File.OpenRead(path);
        if (file.ReadByte() == 0xD0) return "パスワードが付いているか、古い形式のため、文字を読み取れません。";
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts) return TooMuch;
        var (buffer, left) = (new byte[81920], Most);
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
                if ((left -= read) < 0) return TooMuch;
        }
        return null;
    }

    const string TooMuch = "開くと大きくなりすぎるファイルのため、読み取りません。";
}
