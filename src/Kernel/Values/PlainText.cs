using System.Buffers;
using System.Globalization;
using System.Text;

namespace Keyaki.Kernel;

/// <summary>What a person typed or copied, as it may be kept: nothing in it works unseen, and no letter of it is half a letter.</summary>
public static class PlainText
{
    // Signs that show nothing and only steer: reading direction, soft hyphens, byte order marks, controls. Tab and the ends of lines
    // are text.
    static readonly SearchValues<char> Steering = SearchValues.Create(string.Concat(
        Range(0x00, 0x08), "\u000B\u000C", Range(0x0E, 0x1F), Range(0x7F, 0x9F), "\u00AD\u061C\u180E\u200B\u200E\u200F\uFEFF",
        Range(0x202A, 0x202E), Range(0x2060, 0x206F), Range(0xFFF9, 0xFFFB), "\uFFFE\uFFFF"));

    /// <summary>
    /// The text without steering signs and half letters, marks joined to their letters (か and ゛ to が). Nothing of a name is lost:
    /// joiners and chosen variants (IVS, compatibility ideographs) stay.
    /// </summary>
    public static string Of(string text)
    {
        var kept = text.AsSpan().IndexOfAny(Steering) < 0 ? text : string.Concat(text.Where(c => !Steering.Contains(c)));
        if (kept.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0) kept = string.Concat(kept.EnumerateRunes());
        return kept.AsSpan().IndexOfAnyExceptInRange('\0', '\u02FF') < 0 || kept.IsNormalized(NormalizationForm.FormC) ? kept
            : string.Concat(Letters(kept).Select(Joined));
    }

    /// <summary>True when a reader would see nothing: empty, blanks, or only signs that have no shape.</summary>
    public static bool IsBlank(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return true;
        foreach (var rune in text.EnumerateRunes())
            if (!IsUnseen(rune) && !Rune.IsWhiteSpace(rune)) return false;
        return true;
    }

    /// <summary>The text without any sign that has no shape: for numbers, dates, addresses and codes, which have none.</summary>
    public static string WithoutUnseen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (IsUnseen(rune)) return string.Concat(text.EnumerateRunes().Where(r => !IsUnseen(r)));
        return text;
    }

    /// <summary>The beginning of a text, at most so many UTF-16 units long, ending with a whole letter as a reader sees it.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var length = 0;
        foreach (var letter in Letters(text))
        {
            if (length + letter.Length > most) break;
            length += letter.Length;
        }
        return text[..length];
    }

    /// <summary>The end of a text, at most so many UTF-16 units long, beginning with a whole letter: a file keeps its ending.</summary>
    public static string CutFront(string text, int most)
    {
        var start = 0;
        foreach (var letter in Letters(text))
        {
            if (text.Length - start <= most) break;
            start += letter.Length;
        }
        return text[start..];
    }

    /// <summary>The letters of a text as a reader sees them: surrogate pairs, variants and joined signs stay whole.</summary>
    public static IEnumerable<string> Letters(string text)
    {
        var all = StringInfo.GetTextElementEnumerator(text);
        while (all.MoveNext()) yield return all.GetTextElement();
    }

    /// <summary>True for U+FE00 and its like, which choose a shape of the character before them.</summary>
    public static bool IsVariationSelector(int value) => value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF;

    // Besides format signs: fillers of Hangul and Braille, Mongolian and Khmer marks without a shape, and what only changes its neighbour.
    static bool IsUnseen(Rune rune) => IsVariationSelector(rune.Value)
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0xE0000 and <= 0xE0FFF)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format && !Rune.IsWhiteSpace(rune);

    // A letter that Unicode itself would replace by another one was chosen (神 in its old shape, Å): it stays.
    static string Joined(string letter) => letter.EnumerateRunes().All(r => r.ToString().IsNormalized(NormalizationForm.FormC))
        ? letter.Normalize(NormalizationForm.FormC) : letter;

    static string Range(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(c => (char)c));
}
