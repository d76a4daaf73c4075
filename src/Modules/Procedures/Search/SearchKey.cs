using System.Text;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>A word in the shapes by which what people type and what is written down can meet.</summary>
/// <param name="Whole">Width, case and kana folded.</param>
/// <param name="Loose">Also long vowels and small kana: ソファー, ソファ and ソフア are one.</param>
/// <param name="Stem">Also without okurigana: 引っ越し, 引越し and 引越 are one. Empty where too little would be left.</param>
sealed partial record SearchKey(string Whole, string Loose, string Stem)
{
    /// <summary>The least score of a word that fits, and not only a text that mentions it.</summary>
    public const int Fits = 45;

    /// <summary>What was typed stands in the word as it is.</summary>
    public const int Holds = 60;

    public static SearchKey Of(string text)
    {
        var whole = JapaneseText.Fold(text, removeSpaces: !text.Any(char.IsAsciiLetter));
        var stem = JapaneseText.Fold(Okurigana().Replace(text.Normalize(NormalizationForm.FormKC), "$1"), removeSpaces: true);
        return new(whole, Loosen(whole), stem.Count(IsKanji) < 2 ? "" : Loosen(stem));
    }

    /// <summary>How well what was typed fits this key: 100 for the same word, 0 for nothing in common.</summary>
    public int Score(SearchKey typed)
    {
        if (typed.Whole == Whole) return 100;
        if (typed.Loose == Loose || Stem.Length > 0 && typed.Stem == Stem) return 90;
        if (IsTooShort(typed.Loose)) return 0;
        if (StartsWith(Loose, typed.Loose)) return 70;
        if (Contains(Loose, typed.Loose)) return Holds;
        // 「冷蔵庫を捨てたい」: a sentence that holds the word. The longer the word, the surer.
        if (!IsTooShort(Loose) && Loose.Length > 1 && Contains(typed.Loose, Loose)) return 50 + Math.Min(Loose.Length, 9);
        return Stem.Length > 0 && typed.Stem.Length > 0 && (typed.Stem.Contains(Stem, StringComparison.Ordinal)
            || Stem.Contains(typed.Stem, StringComparison.Ordinal)) ? Fits + Math.Min(Stem.Length, 4) : 0;
    }

    /// <summary>
    /// What was typed half in kanji and half in kana (住民ひょう) as two patterns: of the word in kanji (住民票) and of its reading (じゅうみんひょう).
    /// Null for anything else, and for more changes than a word has.
    /// </summary>
    public (Regex Kanji, Regex Reading)? Mixed()
    {
        if (Loose.Length > LongestMixed || !Loose.Any(IsKanji) || !Loose.Any(IsKana)) return null;
        var parts = Runs().Matches(Loose).Select(m => m.Value).ToList();
        Regex Of(bool kanji) => new("^" + string.Concat(parts.Select(p => IsKanji(p[0]) == kanji ? Regex.Escape(p) : ".+")) + "$", Linear);
        return parts.Count > MostParts ? null : (Of(true), Of(false));
    }

    const int LongestMixed = 20, MostParts = 5;

    // What was typed is part of the pattern: this way of matching takes time in proportion to the text, whatever the pattern is.
    const RegexOptions Linear = RegexOptions.NonBacktracking;

    /// <summary>Written in kana alone.</summary>
    public bool IsReading { get; } = Loose.Length > 0 && Loose.All(IsKana);

    /// <summary>One letter too many, too few, wrong, or two changed about; only in words of three letters and more.</summary>
    public bool IsNear(SearchKey typed)
    {
        var (a, b) = (Loose.Length <= typed.Loose.Length ? Loose : typed.Loose, Loose.Length <= typed.Loose.Length ? typed.Loose : Loose);
        if (a.Length < 3 || b.Length - a.Length > 1) return false;
        var at = 0;
        while (at < a.Length && a[at] == b[at]) at++;
        if (a.Length < b.Length) return a.AsSpan(at).SequenceEqual(b.AsSpan(at + 1));
        return at == a.Length || a.AsSpan(at + 1).SequenceEqual(b.AsSpan(at + 1))
            || at + 1 < a.Length && a[at] == b[at + 1] && a[at + 1] == b[at] && a.AsSpan(at + 2).SequenceEqual(b.AsSpan(at + 2));
    }

    /// <summary>The share of neighbouring letters in common, from 0 to 1.</summary>
    public double Likeness(SearchKey typed)
    {
        var (mine, theirs) = (Pairs(Loose), Pairs(typed.Loose));
        return mine.Count + theirs.Count == 0 ? 0 : 2.0 * mine.Intersect(theirs).Count() / (mine.Count + theirs.Count);
    }

    static HashSet<string> Pairs(string text) => [.. text.Zip(text.Skip(1), (a, b) => $"{a}{b}")];

    static string Loosen(string text) =>
        new([.. text.Where(c => c != 'ー')
        .Select(c => c switch { 'ぁ' => 'あ', 'ぃ' => 'い', 'ぅ' => 'う', 'ぇ' => 'え', 'ぉ' => 'お', 'ゔ' => 'ぶ', _ => c })]);

    // One kana says nothing; one kanji (棚, 机) does.
    static bool IsTooShort(string text) => text.Length == 0 || text.Length == 1 && !IsKanji(text[0]);

    static bool StartsWith(string text, string part) => text.StartsWith(part, StringComparison.Ordinal) && EndsThere(text, 0, part);

    // Words in Latin letters are found from their beginning: `pan` is not in `company`.
    static bool Contains(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            if ((!char.IsAsciiLetterOrDigit(part[0]) || at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && EndsThere(text, at, part))
                return true;
        return false;
    }

    static bool EndsThere(string text, int at, string part) => part.Length > 3 || !char.IsAsciiLetterOrDigit(part[^1])
        || at + part.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + part.Length]);

    internal static bool IsKanji(char c) => c is >= '一' and <= '鿿' or '々';
    static bool IsKana(char c) => c is >= 'ぁ' and <= 'ゖ';

    // Hiragana after a kanji, at most two, before another kanji or the end.
    [GeneratedRegex("([一-鿿々])[ぁ-ん]{1,2}(?=[一-鿿々]|$)")]
    private static partial Regex Okurigana();

    [GeneratedRegex("[一-鿿々]+|[^一-鿿々]+")]
    private static partial Regex Runs();
}
