using System.Text;

namespace Keyaki.Kernel;

/// <summary>Ways to bring Japanese text into one shape, so that what people type and what is stored can meet.</summary>
public static class JapaneseText
{
    const string Dashes = "-‐‑‒–—―−－ーｰ─━﹣➖";
    const string Waves = "~〜～";

    // Pairs that registers and applicants mix freely in names and that Unicode keeps apart. Only for finding, never for showing.
    static readonly Dictionary<int, string> Variants = Pairs(
        "髙高 﨑崎 嵜崎 碕崎 𠮷吉 德徳 濵浜 濱浜 邊辺 邉辺 齋斉 齊斉 斎斉 廣広 澤沢 櫻桜 眞真 龍竜 惠恵 國国 嶋島 嶌島 藏蔵 " +
        "瀨瀬 淸清 槇槙 彥彦 穗穂 關関 學学 會会 榮栄 圓円 假仮 莊荘 壽寿 實実 條条 靜静 萬万 與与 淵渕 瀧滝 黑黒 黃黄 增増 冨富 舘館");

    /// <summary>
    /// One shape for searching: width, case and kana folded (to hiragana), dashes and long vowels one sign, name variants merged,
    /// variation selectors dropped, white space reduced to single spaces or removed. Invalid Unicode is replaced, never thrown at.
    /// </summary>
    public static string Fold(string text, bool removeSpaces = false)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Normal(text).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (!removeSpaces && folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
            }
            else if (IsVariationSelector(rune.Value)) continue;
            else if (Variants.TryGetValue(rune.Value, out var common)) folded.Append(common);
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

    static bool IsVariationSelector(int value) => value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF;

    static string Normal(string text)
    {
        // A lone surrogate (half of a pasted character) would make Normalize throw.
        var valid = text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes()) : text;
        return valid.Normalize(NormalizationForm.FormKC);
    }

    static Dictionary<int, string> Pairs(string pairs) => pairs.Split(' ')
        .Select(pair => pair.EnumerateRunes().ToArray())
        .ToDictionary(pair => pair[0].Value, pair => pair[1].ToString());
}
