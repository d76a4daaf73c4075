using System.Text;
using System.Text.RegularExpressions;

namespace Keyaki.Website;

/// <summary>The text of an old HTML file, in whichever letters it was saved: as its first bytes or its head say, and else as it can be
/// read.</summary>
static partial class OldText
{
    static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    static readonly Encoding ShiftJis = Strict(932), EucJp = Strict(51932), Jis = Strict(50220);

    static Encoding Strict(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback) ?? throw new InvalidOperationException($"code page {page}");

    /// <summary>Null where it is no text.</summary>
    public static string? Read(byte[] bytes)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) return Try(Utf8, bytes[3..]);
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        if (bytes.AsSpan().Contains((byte)0)) return null;
        var said = Said().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length,
            4096))).Groups["name"].Value.ToLowerInvariant() switch
        {
            "shift_jis" or "shift-jis" or "x-sjis" or "sjis" or "windows-31j" or "cp932" or "ms932" or "ms_kanji" => ShiftJis,
            "euc-jp" or "x-euc-jp" => EucJp,
            "iso-2022-jp" => Jis,
            _ => Utf8,
        };
        return new[] { said, Utf8, ShiftJis, EucJp }.Select(e => Try(e, bytes)).FirstOrDefault(text => text is not null);
    }

    static string? Try(Encoding encoding, byte[] bytes)
    {
        try { return encoding.GetString(bytes); }
        catch (DecoderFallbackException) { return null; }
    }

    [GeneratedRegex(@"charset\s*=\s*[""']?\s*(?<name>[\w-]+)|<\?xml[^>]*encoding\s*=\s*[""'](?<name>[\w-]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex Said();
}
