using System.Buffers.Binary;
using System.IO.Compression;

namespace Keyaki.Tests.Rules;

/// <summary>Pictures made for tests, byte by byte.</summary>
public static class PictureFiles
{
    /// <summary>A picture with a shade of colours from corner to corner, left half of its top row red.</summary>
    public static byte[] Png(int width, int height)
    {
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = new byte[1 + width * 3];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var red = y < height / 2 && x < width / 2;
                    (line[1 + x * 3], line[2 + x * 3], line[3 + x * 3]) = red ? ((byte)230, (byte)10, (byte)10)
                        : ((byte)(40 + x % 30), (byte)(90 + y % 60), (byte)(x * 200 / width));
                }
                packed.Write(line);
            }
        }
        return Png(width, height, pixels.ToArray());
    }

    /// <summary>A PNG that says that it is so large, whatever stands in it.</summary>
    public static byte[] Png(int width, int height, byte[] packed)
    {
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, packed),
            .. Chunk("IEND"u8, [])];
    }

    static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        name.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }

    /// <summary>What a camera writes behind the beginning of a JPEG: which way is up, and where it stood.</summary>
    public static byte[] WithExif(byte[] jpeg, byte turn) =>
    [
        .. jpeg[..2], 0xFF, 0xE1, 0, 64, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0,
        .. "GPS 35.7856 139.5263 PLACE NAMES"u8[..30], .. jpeg[2..],
    ];

    public static readonly byte[] Svg =
        [.. "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8];

    /// <summary>A paper that was scanned: a page without text.</summary>
    public static byte[] Scan()
    {
        var (pdf, at) = ("%PDF-1.4\n", new List<int>());
        foreach (var thing in new[] { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>" })
        {
            at.Add(pdf.Length);
            pdf += $"{at.Count} 0 obj\n{thing}\nendobj\n";
        }
        var table = pdf.Length;
        pdf += $"xref\n0 {at.Count + 1}\n0000000000 65535 f \n" + string.Concat(at.Select(a => $"{a:0000000000} 00000 n \n"))
            + $"trailer\n<</Root 1 0 R/Size {at.Count + 1}>>\nstartxref\n{table}\n%%EOF\n";
        return System.Text.Encoding.Latin1.GetBytes(pdf);
    }
}
