using System.Buffers.Text;
using PdfSharp.Pdf.IO;

namespace Keyaki.Kernel;

/// <summary>Where a PDF ends, and whether anybody can open it.</summary>
static class PdfEnd
{
    // What readers forgive behind the end, as in the handbook of the format (ISO 32000-2, annex C).
    const int Forgiven = 1024;

    /// <summary>The file without what stands behind its last end; null when it has none.</summary>
    internal static byte[]? Cut(byte[] b)
    {
        var whole = b.AsSpan();
        var end = whole.LastIndexOf("%%EOF"u8);
        if (end < 0) return null;
        var behind = whole[(end + 5)..];
        // A file that broke off in the middle may have an earlier end: of its first page, or of the version before its last change.
        if (behind.TrimStart("\0\r\n\t "u8).Length > Forgiven && !EndsAt(whole, end)) return null;
        return behind.Length <= 2 ? b : [.. whole[..(end + 5)], (byte)'\n'];
    }

    /// <summary>True when the table that this end names is there.</summary>
    static bool EndsAt(ReadOnlySpan<byte> b, int end)
    {
        var named = b[..end].LastIndexOf("startxref"u8);
        if (named < 0 || end - named > 64 || !Utf8Parser.TryParse(b[(named + 9)..end].TrimStart("\r\n\t "u8), out long at, out _)
            || at <= 0) return false;
        at += Math.Max(0, b.IndexOf("%PDF-"u8));
        return at < named && (b[(int)at..].StartsWith("xref"u8) || char.IsAsciiDigit((char)b[(int)at]));
    }

    /// <summary>True when it opens only with a password. One that merely forbids printing or copying opens for everybody.</summary>
    internal static bool IsLocked(byte[] b)
    {
        if (b.AsSpan().IndexOf("/Encrypt"u8) < 0) return false;
        try
        {
            using var opened = PdfReader.Open(new MemoryStream(b), PdfDocumentOpenMode.Import);
            return false;
        }
        catch (Exception fault) { return IsPassword(fault); }
    }

    // A file that this reader does not understand may open elsewhere; one that asks for a password or a certificate does not.
    static bool IsPassword(Exception fault) => fault.Message.Contains("password", StringComparison.OrdinalIgnoreCase)
        || fault.Message.Contains("encrypt", StringComparison.OrdinalIgnoreCase)
        || fault.Message.Contains("security handler", StringComparison.OrdinalIgnoreCase);
}
