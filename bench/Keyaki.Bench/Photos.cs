using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Website;

namespace Keyaki.Bench;

/// <summary>How long a photo of 12 million pixels takes in all the widths and both kinds in which pages show it, through the reader's
/// process (one thread) as the hall does it.</summary>
static class Photos
{
    const int Wide = 4000, High = 3000, Turns = 3;

    sealed record Made(int Width, IReadOnlyList<One> All, string? Why);
    sealed record One(string Path);

    public static async Task Measure(string folder)
    {
        using var reader = new LimitedReader();
        var drawn = Path.Combine(folder, "drawn.png");
        await File.WriteAllBytesAsync(drawn, Png());
        async Task<Made> Draw(string picture, string type, IReadOnlyList<int> widths) => await reader.Ask<Made>("variants", new
        {
            Picture = picture, Type = type, Folder = folder, Widths = widths, Material.MostPixels,
        }, default) is { Why: null } made ? made : throw new InvalidOperationException("no picture");
        var photo = Path.Combine(folder, "photo.jpg");
        File.Move((await Draw(drawn, FileBytes.Png, [Wide])).All[^1].Path, photo);
        var took = new List<double>();
        for (var i = 0; i < Turns; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await Draw(photo, FileBytes.Jpeg, Material.Widths);
            took.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        var size = new FileInfo(photo).Length / 1024;
        Figures.Say($"a photo of 12 million pixels ({size:#,0} KB) in {Material.Widths.Count} widths, WebP and JPEG",
            $"{took.Max():0.00} s", took.Max(), 10, atLeast: false);
    }

    /// <summary>Shades with the noise of a camera: a plain surface would be too easy.</summary>
    static byte[] Png()
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Wide);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), High);
        (head[8], head[9]) = (8, 2);
        Chunk(png, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var (line, seed) = (new byte[1 + Wide * 3], 12345u);
            for (var y = 0; y < High; y++)
            {
                for (var x = 0; x < Wide; x++)
                {
                    seed = seed * 1664525 + 1013904223;
                    var noise = (int)(seed >> 28);
                    for (var c = 0; c < 3; c++)
                        line[1 + x * 3 + c] = (byte)(x * (c + 1) / 40 + y * (3 - c) / 30 + noise + x * y / 90_000 % 60);
                }
                zip.Write(line);
            }
        }
        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    static void Chunk(Stream png, ReadOnlySpan<byte> name, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        byte[] whole = [.. name, .. content];
        png.Write(whole);
        var crc = 0xFFFFFFFFu;
        foreach (var b in whole)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        png.Write(number);
    }
}
