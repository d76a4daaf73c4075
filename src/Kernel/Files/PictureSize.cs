using System.Buffers.Binary;

namespace Keyaki.Kernel;

/// <summary>How many pixels a picture says that it has, read from its first bytes: nothing is decoded for it.</summary>
public readonly record struct PictureSize(int Width, int Height)
{
    const int Head = 1024 * 1024;

    public long Pixels => (long)Width * Height;

    /// <summary>Null where the bytes do not say it.</summary>
    public static PictureSize? Of(string path, string type)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Math.Min(Head, file.Length)];
        var head = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        return (type switch
        {
            FileBytes.Jpeg => OfJpeg(head),
            FileBytes.Png when head.Length >= 24 => new(Big(head[16..]), Big(head[20..])),
            FileBytes.Gif when head.Length >= 10 => new(Little(head[6..]), Little(head[8..])),
            FileBytes.WebP => OfWebP(head),
            FileBytes.Avif => OfAvif(head),
            _ => (PictureSize?)null,
        }) is { Width: > 0, Height: > 0 } size ? size : null;
    }

    static int Big(ReadOnlySpan<byte> at) => (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(at));
    static int Little(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at);
    static int Three(ReadOnlySpan<byte> at) => at[0] | at[1] << 8 | at[2] << 16;

    // The frame header: C0 to CF without the tables (C4, CC) and the reserved one (C8).
    static PictureSize? OfJpeg(ReadOnlySpan<byte> b)
    {
        for (var i = 2; i + 9 < b.Length && b[i] == 0xFF;)
        {
            if (b[i + 1] == 0xFF) { i++; continue; }
            if (b[i + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new(BinaryPrimitives.ReadUInt16BigEndian(b[(i + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(b[(i + 5)..]));
            i += 2 + BinaryPrimitives.ReadUInt16BigEndian(b[(i + 2)..]);
        }
        return null;
    }

    static PictureSize? OfWebP(ReadOnlySpan<byte> b)
    {
        if (b.Length < 30) return null;
        var kind = b[12..16];
        if (kind.SequenceEqual("VP8X"u8)) return new(Three(b[24..]) + 1, Three(b[27..]) + 1);
        if (kind.SequenceEqual("VP8 "u8)) return new(Little(b[26..]) & 0x3FFF, Little(b[28..]) & 0x3FFF);
        if (!kind.SequenceEqual("VP8L"u8)) return null;
        var packed = BinaryPrimitives.ReadUInt32LittleEndian(b[21..]);
        return new((int)(packed & 0x3FFF) + 1, (int)(packed >> 14 & 0x3FFF) + 1);
    }

    // Each part of it says its size; the whole is the largest.
    static PictureSize? OfAvif(ReadOnlySpan<byte> b)
    {
        PictureSize? largest = null;
        for (int at; (at = b.IndexOf("ispe"u8)) >= 0 && at + 16 <= b.Length; b = b[(at + 4)..])
            if (new PictureSize(Big(b[(at + 8)..]), Big(b[(at + 12)..])) is var one && one.Pixels > (largest?.Pixels ?? 0)) largest = one;
        return largest;
    }
}
