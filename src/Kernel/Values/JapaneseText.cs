using System.Text;

namespace Keyaki.Kernel;

/// <summary>Ways to bring Japanese text into one shape, so that what people type and what is stored can meet.</summary>
public static class JapaneseText
{
    const string Dashes = "-‐‑‒–—―−－ーｰ─━﹣➖";
    const string Waves = "~〜～";

    /// <summary>
    /// One shape for searching: width, case and kana folded (to hiragana), dashes and long vowels one sign, variants of kanji and Latin
    /// letters with marks merged (<see cref="Variants"/>), unseen signs dropped, white space reduced to single spaces or removed.
    /// Invalid Unicode is replaced, never thrown at.
    /// </summary>
    public static string Fold(string text, bool removeSpaces = false)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Normal(PlainText.WithoutUnseen(text)).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (!removeSpaces && folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
            }
            else if (rune.Value is >= 0x0300 and <= 0x036F && folded.Length > 0 && char.IsAsciiLetter(folded[^1])) continue;
            else if ((Variants.Common(rune) ?? Variants.Bare(rune)) is { } common) folded.Append(common);
            else if (rune.IsBmp && (IsDash((char)rune.Value) || Waves.Contains((char)rune.Value))) folded.Append('ー');
            else if (rune.IsBmp) folded.Append(char.ToLowerInvariant(ToHiragana((char)rune.Value)));
            else folded.Append(Rune.ToLowerInvariant(rune).ToString());
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>True for a hyphen, minus, dash or long-vowel sign of any kind.</summary>
    public static bool IsDash(char c) => Dashes.Contains(c);

    /// <summary>True when the text is made of full-width katakana (with ー, ・ and spaces between words) and is not blank.</summary>
    public static bool IsKatakana(string text) =>
        text.Any(c => c is >= 'ァ' and <= 'ヺ') && text.All(c => c is >= 'ァ' and <= 'ヺ' or 'ー' or '・' or 'ヽ' or 'ヾ' or ' ' or '　');

    /// <summary>Hiragana and half-width katakana written as full-width katakana; everything else stays.</summary>
    public static string ToKatakana(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            // Half-width sound marks join the character before them, so a run is normalized as a whole.
            var start = i;
            while (i < text.Length && text[i] is >= '･' and <= 'ﾟ') i++;
            if (i > start) result.Append(text[start..i].Normalize(NormalizationForm.FormKC));
            if (i < text.Length) result.Append(text[i] is >= 'ぁ' and <= 'ゖ' or 'ゝ' or 'ゞ' ? (char)(text[i] + 0x60) : text[i]);
        }
        return result.ToString();
    }

    /// <summary>The tokens under which a text is found by any two neighbouring characters; see <see cref="SearchGrams"/>.</summary>
    public static IEnumerable<string> Bigrams(string text) => SearchGrams.Runs(text).SelectMany(SearchGrams.Tokens);

    static char ToHiragana(char c) => c is >= 'ァ' and <= 'ヶ' or 'ヽ' or 'ヾ' ? (char)(c - 0x60) : c;

    static string Normal(string text)
    {
        // A lone surrogate (half of a pasted character) would make Normalize throw.
        var valid = text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes()) : text;
        return valid.Normalize(NormalizationForm.FormKC);
    }
}
