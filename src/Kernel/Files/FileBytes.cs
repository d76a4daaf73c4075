using System.Buffers.Binary;

namespace Keyaki.Kernel;

/// <summary>Knows a file by its first bytes, proves that it is whole, and removes what a photo tells about place and device.</summary>
public static class FileBytes
{
    public const string Jpeg = "image/jpeg", Png = "image/png", Pdf = "application/pdf", Csv = "text/csv", Json = "application/json";

    static ReadOnlySpan<byte> PngMark => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The kind that the bytes tell; null when they tell none. A text has no mark of its own: it is one only where a text is asked for.</summary>
    public static string? Of(string path, IReadOnlyCollection<string> asked)
    {
        Span<byte> head = stackalloc byte[512];
        using var file = File.OpenRead(path);
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..read];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        if (head.StartsWith(PngMark)) return Png;
        if (head.StartsWith("%PDF-"u8)) return Pdf;
        return asked.FirstOrDefault(a => a is Csv or Json) is { } text && head.IndexOfAnyInRange((byte)0, (byte)8) < 0 ? text : null;
    }

    public static string Words(IEnumerable<string> types) => string.Join("・", types.Select(t => t switch { Jpeg => "写真（JPEG）", Png => "画像（PNG）", Pdf => "PDF", Csv => "CSVの表", Json => "JSONのファイル", _ => t }));

    /// <summary>The same for who reads no Japanese: JPEG, PNG, PDF.</summary>
    public static string Codes(IEnumerable<string> types) => string.Join(", ", types.Select(t => t[(t.IndexOf('/', StringComparison.Ordinal) + 1)..].ToUpperInvariant()));

    /// <summary>False when the file is broken; otherwise its metadata is gone.</summary>
    public static bool Clean(string path, string type)
    {
        var bytes = File.ReadAllBytes(path);
        var clean = type switch { Jpeg => CleanJpeg(bytes), Png => CleanPng(bytes), Csv or Json => bytes, _ => WholePdf(bytes) ? bytes : null };
        if (clean is null) return false;
        if (clean.Length != bytes.Length) File.WriteAllBytes(path, clean);
        return true;
    }

    static bool WholePdf(byte[] b) => b.AsSpan(Math.Max(0, b.Length - 2048)).IndexOf("%%EOF"u8) >= 0;

    /// <summary>Keeps the picture's segments; drops APP1-APP15 but APP14 (colour transform), and comments. Orientation is kept as a minimal EXIF.</summary>
    static byte[]? CleanJpeg(byte[] b)
    {
        using var clean = new MemoryStream(b.Length);
        clean.Write(b, 0, 2);
        var i = 2;
        while (i + 4 <= b.Length && b[i] == 0xFF)
        {
            var marker = b[i + 1];
            if (marker == 0xDA)
            {
                if (b.AsSpan(i).LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < 0) return null;
                clean.Write(b, i, b.Length - i);
                return clean.ToArray();
            }
            var length = BinaryPrimitives.ReadUInt16BigEndian(b.AsSpan(i + 2)) + 2;
            if (i + length > b.Length) return null;
            if (marker == 0xE1 && Orientation(b.AsSpan(i + 4, length - 4)) is > 1 and <= 8 and var turn) clean.Write(OrientationOnly(turn));
            if (marker is not ((> 0xE0 and <= 0xEF and not 0xEE) or 0xFE)) clean.Write(b, i, length);
            i += length;
        }
        return null;
    }

    static int Orientation(ReadOnlySpan<byte> app1)
    {
        if (!app1.StartsWith("Exif\0\0"u8) || app1.Length < 20) return 0;
        var tiff = app1[6..];
        var little = tiff[0] == (byte)'I';
        ushort Short(ReadOnlySpan<byte> s) => little ? BinaryPrimitives.ReadUInt16LittleEndian(s) : BinaryPrimitives.ReadUInt16BigEndian(s);
        var start = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start + 2 > tiff.Length) return 0;
        var count = Short(tiff[(int)start..]);
        for (var n = 0; n < count && start + 2 + n * 12 + 12 <= tiff.Length; n++)
        {
            var entry = tiff.Slice((int)start + 2 + n * 12, 12);
            if (Short(entry) == 0x0112) return Short(entry[8..]);
        }
        return 0;
    }

    /// <summary>An EXIF block with nothing but which way is up.</summary>
    static byte[] OrientationOnly(int turn) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turn, 0, 0, 0, 0, 0, 0,
    ];

    static byte[]? CleanPng(byte[] b)
    {
        using var clean = new MemoryStream(b.Length);
        clean.Write(PngMark);
        var i = 8;
        while (i + 12 <= b.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(b.AsSpan(i));
            if (length > b.Length - i - 12) return null;
            var name = b.AsSpan(i + 4, 4);
            var whole = (int)length + 12;
            if (!(name.SequenceEqual("eXIf"u8) || name.SequenceEqual("tEXt"u8) || name.SequenceEqual("iTXt"u8) || name.SequenceEqual("zTXt"u8) || name.SequenceEqual("tIME"u8)))
                clean.Write(b, i, whole);
            if (name.SequenceEqual("IEND"u8)) return clean.ToArray();
            i += whole;
        }
        return null;
    }
}
