using System.Buffers.Binary;

namespace Keyaki.Kernel;

/// <summary>
/// A picture with nothing but the picture: only what is needed to draw it is copied. Metadata (place, device, author), thumbnails and
/// whatever stands behind its end (phones put a second picture or a film there) stay behind.
/// </summary>
static class Photo
{
    internal static ReadOnlySpan<byte> PngMark => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, Jfif = 0xE0, Exif = 0xE1, Adobe = 0xEE;

    /// <summary>Null when no picture can be drawn of it. Which way is up is kept as a minimal EXIF.</summary>
    internal static byte[]? CleanJpeg(ReadOnlySpan<byte> b)
    {
        using var clean = new MemoryStream(b.Length);
        clean.Write([0xFF, Start]);
        var (i, turned, drawn) = (2, false, false);
        while (NextMarker(b, ref i) is { } marker && marker != End)
        {
            if (i + 2 > b.Length) break;
            var length = BinaryPrimitives.ReadUInt16BigEndian(b[i..]);
            if (length < 2 || i + length > b.Length) break;
            var body = b.Slice(i + 2, length - 2);
            i += length;
            if (marker is Exif && !turned && Orientation(body) is > 1 and <= 8 and var turn)
            {
                clean.Write(OrientationOnly(turn));
                turned = true;
            }
            if (Needed(marker, body) is { IsEmpty: false } needed) Segment(clean, marker, needed);
            if (marker is not Scan) continue;
            var end = ScanEnd(b, i);
            clean.Write(b[i..end]);
            drawn |= end > i;
            i = end;
        }
        // A picture that was cut in its last lines can still be seen.
        clean.Write([0xFF, End]);
        return drawn ? clean.ToArray() : null;
    }

    /// <summary>The marker at or behind a place, which is then moved behind it; any number of fill bytes may stand before it. Null at
    /// the end.</summary>
    static byte? NextMarker(ReadOnlySpan<byte> b, ref int at)
    {
        if (at >= b.Length || b[at] != 0xFF) return null;
        while (at < b.Length && b[at] == 0xFF) at++;
        return at < b.Length ? b[at++] : null;
    }

    // Inside the data of a scan FF 00 is a byte FF, and FF D0 to FF D7 count its parts.
    static int ScanEnd(ReadOnlySpan<byte> b, int at)
    {
        for (; at + 1 < b.Length; at++)
            if (b[at] == 0xFF && b[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7))) return at;
        return b.Length;
    }

    /// <summary>The part of a segment that is needed to draw; empty for the others.</summary>
    static ReadOnlySpan<byte> Needed(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        >= 0xC0 and <= 0xDF => body,
        // Density without thumbnail; the colours as Adobe's programs mean them.
        Jfif when body.StartsWith("JFIF\0"u8) && body.Length >= 14 => (byte[])[.. body[..12], 0, 0],
        Adobe when body.StartsWith("Adobe"u8) && body.Length >= 12 => body[..12],
        _ => [],
    };

    static void Segment(MemoryStream clean, byte marker, ReadOnlySpan<byte> body)
    {
        clean.Write([0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)]);
        clean.Write(body);
    }

    static int Orientation(ReadOnlySpan<byte> exif)
    {
        if (!exif.StartsWith("Exif\0\0"u8) || exif.Length < 20) return 0;
        var tiff = exif[6..];
        var little = tiff[0] == (byte)'I';
        ushort Short(ReadOnlySpan<byte> s) => little ? BinaryPrimitives.ReadUInt16LittleEndian(s) : BinaryPrimitives.ReadUInt16BigEndian(s);
        var start = (long)(little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]));
        if (start + 2 > tiff.Length) return 0;
        var (count, at) = (Short(tiff[(int)start..]), (int)start + 2);
        for (var n = 0; n < count && at + 12 <= tiff.Length; n++, at += 12)
            if (Short(tiff[at..]) == 0x0112) return Short(tiff[(at + 8)..]);
        return 0;
    }

    /// <summary>An EXIF block with nothing but which way is up.</summary>
    static byte[] OrientationOnly(int turn) =>
    [
        0xFF, Exif, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turn, 0, 0, 0, 0, 0, 0,
    ];

    // What a PNG is drawn with (ISO/IEC 15948); texts, times, EXIF, colour profiles of a device and other programs' chunks are not.
    static readonly HashSet<string> Chunks = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "sRGB", "sBIT", "bKGD", "pHYs"];

    /// <summary>Null when it is broken.</summary>
    internal static byte[]? CleanPng(ReadOnlySpan<byte> b)
    {
        using var clean = new MemoryStream(b.Length);
        clean.Write(PngMark);
        var (i, drawn) = (PngMark.Length, false);
        while (i + 12 <= b.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(b[i..]);
            if (length > b.Length - i - 12) return null;
            var name = System.Text.Encoding.Latin1.GetString(b.Slice(i + 4, 4));
            var whole = (int)length + 12;
            if (name == "IEND") break;
            if (Chunks.Contains(name)) clean.Write(b.Slice(i, whole));
            drawn |= name == "IDAT";
            i += whole;
        }
        // The last chunk says nothing but that it is the last: it is always the same.
        clean.Write([0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82]);
        return drawn ? clean.ToArray() : null;
    }
}
