using System.IO.Compression;

namespace Keyaki.Reader;

/// <summary>Blackens places of a picture in its pixels: what lay beneath is not in what is written.</summary>
static class Paint
{
    /// <summary>The whole of a side, in which places are given.</summary>
    const int Whole = 10_000;
    const int Ink = 0, White = 255, Tall = 5, Broad = 3, Step = Broad + 1;

    /// <summary>Digits of three by five dots, the upper row first; what the reasons are numbered with.</summary>
    static readonly Dictionary<char, int> Dots = new()
    {
        ['0'] = 0b111101101101111, ['1'] = 0b010110010010111, ['2'] = 0b111001111100111, ['3'] = 0b111001111001111,
        ['4'] = 0b101101111001001, ['5'] = 0b111100111001111, ['6'] = 0b111100111101111, ['7'] = 0b111001010010010,
        ['8'] = 0b111101111101111, ['9'] = 0b111101111001111, ['-'] = 0b000000111000000,
    };

    /// <param name="Picture">A PPM file (P6), as poppler writes it.</param>
    /// <param name="To">Where the pixels go, squeezed as a PDF keeps them.</param>
    internal sealed record Order(string Picture, string To, IReadOnlyList<Box> Boxes);
    internal sealed record Box(int Left, int Top, int Right, int Bottom, string Mark);
    internal sealed record Done(int Wide, int High, bool Grey);

    internal static Done Do(Order order)
    {
        var file = File.ReadAllBytes(order.Picture);
        var (wide, high, at) = Head(file);
        var pixels = file.AsSpan(at, checked(wide * high * 3));
        foreach (var box in order.Boxes) Cover(pixels, wide, high, box);
        var grey = IsGrey(pixels);
        using var to = File.Create(order.To);
        using var squeezed = new ZLibStream(to, CompressionLevel.Optimal);
        squeezed.Write(grey ? Grey(pixels) : pixels);
        return new(wide, high, grey);
    }

    static void Cover(Span<byte> pixels, int wide, int high, Box box)
    {
        // Outwards, so that no half pixel of a letter stays.
        var (left, right) = (Math.Max(0, (int)Math.Floor(box.Left * (double)wide / Whole)), Math.Min(wide, Up(box.Right, wide)));
        var (top, bottom) = (Math.Max(0, (int)Math.Floor(box.Top * (double)high / Whole)), Math.Min(high, Up(box.Bottom, high)));
        if (right <= left) return;
        for (var y = top; y < bottom; y++) pixels.Slice((y * wide + left) * 3, (right - left) * 3).Fill(Ink);
        Number(pixels, wide, (left, top, right - left, bottom - top), box.Mark);
    }

    static int Up(int place, int side) => (int)Math.Ceiling(place * (double)side / Whole);

    /// <summary>The number of the reason in white, where there is room for it.</summary>
    static void Number(Span<byte> pixels, int wide, (int Left, int Top, int Wide, int High) box, string mark)
    {
        var size = Math.Min(Math.Min((box.High - 2) / (Tall + 1), (box.Wide - 2) / (Step * Math.Max(1, mark.Length))), wide / 250);
        if (size < 2 || mark.Length == 0 || !mark.All(Dots.ContainsKey)) return;
        var (x, y) = (box.Left + (box.Wide - (Step * mark.Length - 1) * size) / 2, box.Top + (box.High - Tall * size) / 2);
        for (var i = 0; i < mark.Length; i++)
            for (var dot = 0; dot < Tall * Broad; dot++)
                if ((Dots[mark[i]] >> (Tall * Broad - 1 - dot) & 1) == 1)
                    for (var row = y + dot / Broad * size; row < y + (dot / Broad + 1) * size; row++)
                        pixels.Slice((row * wide + x + (i * Step + dot % Broad) * size) * 3, size * 3).Fill(White);
    }

    static bool IsGrey(ReadOnlySpan<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i += 3)
            if (pixels[i] != pixels[i + 1] || pixels[i] != pixels[i + 2]) return false;
        return true;
    }

    static byte[] Grey(ReadOnlySpan<byte> pixels)
    {
        var grey = new byte[pixels.Length / 3];
        for (var i = 0; i < grey.Length; i++) grey[i] = pixels[i * 3];
        return grey;
    }

    /// <summary>Wide, high, and where the pixels begin.</summary>
    static (int Wide, int High, int At) Head(byte[] file)
    {
        var at = 0;
        if (Word(file, ref at) != "P6") throw new InvalidDataException();
        var (wide, high) = (int.Parse(Word(file, ref at)), int.Parse(Word(file, ref at)));
        return Word(file, ref at) == "255" ? (wide, high, at) : throw new InvalidDataException();
    }

    static string Word(byte[] file, ref int at)
    {
        var begin = at;
        while (file[at] > ' ') at++;
        return System.Text.Encoding.ASCII.GetString(file, begin, at++ - begin);
    }
}
