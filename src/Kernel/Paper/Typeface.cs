using System.Buffers.Binary;
using System.Collections.Concurrent;
using PdfSharp.Drawing;

namespace Keyaki.Kernel;

/// <summary>One TrueType file: which characters it has and how wide they are. It is read once and kept for the life of the
/// program.</summary>
public sealed class Typeface
{
    readonly Dictionary<int, ushort> glyphs = [];
    readonly ushort[] advances;
    readonly double unitsPerEm;
    readonly ConcurrentDictionary<double, XFont> sizes = new();

    /// <summary>Reads a TrueType file; throws <see cref="InvalidDataException"/> when it is none.</summary>
    public Typeface(string name, byte[] file)
    {
        (Name, File) = (name, file);
        try
        {
            unitsPerEm = U16(Table("head") + 18);
            advances = new ushort[U16(Table("hhea") + 34)];
            var hmtx = Table("hmtx");
            for (var i = 0; i < advances.Length; i++) advances[i] = U16(hmtx + 4 * i);
            ReadCharacters(Table("cmap"));
        }
        catch (Exception fault) when (fault is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"フォント {name} を読めません。TrueType形式のファイルか確かめてください。", fault);
        }
    }

    public string Name { get; }
    internal byte[] File { get; }

    public bool Has(int character) => glyphs.ContainsKey(character);

    /// <summary>The width of a character as a part of the type size.</summary>
    public double Width(int character) =>
        glyphs.TryGetValue(character, out var glyph) ? advances[Math.Min(glyph, advances.Length - 1)] / unitsPerEm : 1;

    internal XFont At(double points) =>
        sizes.GetOrAdd(points, size => new XFont(Name, size, XFontStyleEx.Regular, XPdfFontOptions.UnicodeDefault));

    int U16At(int at) => BinaryPrimitives.ReadUInt16BigEndian(File.AsSpan(at, 2));
    ushort U16(int at) => (ushort)U16At(at);
    int U32(int at) => checked((int)BinaryPrimitives.ReadUInt32BigEndian(File.AsSpan(at, 4)));

    int Table(string tag)
    {
        for (int i = 0, count = U16(4); i < count; i++)
            if (File.AsSpan(12 + 16 * i, 4).SequenceEqual(System.Text.Encoding.ASCII.GetBytes(tag))) return U32(12 + 16 * i + 8);
        throw new InvalidDataException($"フォント {Name} に表 {tag} がありません。");
    }

    // Windows Unicode tables only: format 12 (all planes) where there is one, else format 4.
    void ReadCharacters(int cmap)
    {
        var tables = Enumerable.Range(0, U16(cmap + 2)).Select(i => cmap + U32(cmap + 4 + 8 * i + 4)).Distinct().ToLookup(at => U16(at));
        if (tables[12].FirstOrDefault() is > 0 and var full) ReadGroups(full);
        else if (tables[4].FirstOrDefault() is > 0 and var basic) ReadSegments(basic);
        else throw new InvalidDataException($"フォント {Name} にUnicodeの文字表がありません。");
    }

    void ReadGroups(int at)
    {
        for (int i = 0, count = U32(at + 12); i < count; i++)
        {
            var (first, last, glyph) = (U32(at + 16 + 12 * i), U32(at + 20 + 12 * i), U32(at + 24 + 12 * i));
            for (var c = first; c <= last && c <= 0x10FFFF; c++) glyphs[c] = (ushort)(glyph + c - first);
        }
    }

    void ReadSegments(int at)
    {
        var doubled = U16(at + 6);
        for (var i = 0; i < doubled; i += 2)
        {
            var (last, first, delta, range) =
                (U16(at + 14 + i), U16(at + 16 + doubled + i), U16(at + 16 + 2 * doubled + i), U16(at + 16 + 3 * doubled + i));
            for (int c = first; c <= last && c != 0xFFFF; c++)
            {
                int glyph = range == 0 ? c : U16(at + 16 + 3 * doubled + i + range + 2 * (c - first));
                if (glyph != 0 && (ushort)(glyph + delta) is not 0 and var mapped) glyphs[c] = mapped;
            }
        }
    }
}
