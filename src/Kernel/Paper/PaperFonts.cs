using System.Collections.Concurrent;
using PdfSharp.Fonts;

namespace Keyaki.Kernel;

/// <summary>The typefaces of the city's papers; behind them those of a folder for rare characters of names (such as IPAmj明朝), and two
/// of the program's own that have most others.</summary>
public sealed class PaperFonts
{
    // PDFsharp has one resolver for the whole process; it finds every typeface under its own name.
    static readonly ConcurrentDictionary<string, Typeface> Known = new();
    static readonly Lazy<(Typeface Mincho, Typeface Gothic, Typeface Bold)> Own = new(() =>
        (Register(Shipped("BIZUDMincho_400Regular")), Register(Shipped("BIZUDGothic_400Regular")),
            Register(Shipped("BIZUDGothic_700Bold"))));

    // Behind all others, and read only when a letter needs them: Vietnamese and the Latin of the rest of Europe, rare kanji of names (𠮷).
    static readonly Lazy<IReadOnlyList<Typeface>> Rare =
        new(() => [Register(Shipped("NotoSerifJP_400Regular")), Register(Shipped("NotoSerif_400Regular"))]);

    readonly IReadOnlyList<Typeface> extra;

    static PaperFonts()
    {
        PdfSharp.PdfSharpLicense.SetAgplLicense();
        GlobalFontSettings.FontResolver = new Resolver();
    }

    /// <summary>The program's own typefaces, then the .ttf files of the folder in the order of their names.</summary>
    public PaperFonts(string? extraFolder = null) => extra = extraFolder is null ? [] :
        [.. Directory.EnumerateFiles(extraFolder, "*.ttf").Order(StringComparer.Ordinal)
            .Select(path => Register(new(Path.GetFullPath(path), File.ReadAllBytes(path))))];

    public Typeface Mincho => Own.Value.Mincho;
    public Typeface Gothic => Own.Value.Gothic;
    public Typeface Bold => Own.Value.Bold;

    /// <summary>The first typeface that has a character, beginning with the wished one; null when none has.</summary>
    internal Typeface? For(int character, Typeface wished)
    {
        if (wished.Has(character)) return wished;
        foreach (var other in extra) if (other.Has(character)) return other;
        return Mincho.Has(character) ? Mincho : Gothic.Has(character) ? Gothic : Rare.Value.FirstOrDefault(face => face.Has(character));
    }

    /// <summary>The characters of a text that no typeface has, or of which it has another shape than asked for: told before it is
    /// printed.</summary>
    public IEnumerable<string> Lacks(string text) => PlainText.Of(text).EnumerateRunes()
        .Where(rune => PlainText.IsVariationSelector(rune.Value) || For(rune.Value, Mincho) is null)
        .Select(rune => $"U+{rune.Value:X4} {rune}").Distinct();

    static Typeface Register(Typeface face) => Known.GetOrAdd(face.Name, face);

    /// <summary>They lie beside the program, in `fonts`.</summary>
    static Typeface Shipped(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "fonts", $"{name}.ttf");
        return File.Exists(path) ? new(name, File.ReadAllBytes(path))
            : throw new FileNotFoundException($"紙のフォント {path} がありません。");
    }

    sealed class Resolver : IFontResolver
    {
        public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
            Known.ContainsKey(familyName) ? new(familyName) : null;
        public byte[]? GetFont(string faceName) => Known.TryGetValue(faceName, out var face) ? face.File : null;
    }
}
