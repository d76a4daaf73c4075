using System.Text;

namespace Keyaki.Kernel;

/// <summary>How sure it is that an account holder and a person's reading are one name.</summary>
public enum Likeness { Same, Unsure, Other }

/// <summary>
/// 口座名義 as banks keep and transfer it (全銀 規定文字): large kana, capital letters, digits, blanks and a few marks, a hyphen for the long
/// vowel, 30 places in which ゛ and ゜ count.
/// What a person writes elsewhere of the same name differs from it in many ways that nobody can be blamed for.
/// </summary>
public static class HolderName
{
    /// <summary>The places of a name in a transfer file; banks cut the rest off.</summary>
    public const int Places = 30;

    const string Small = "ァィゥェォッャュョヮヵヶ", Large = "アイウエオツヤユヨワカケ", Voiced = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴパピプペポ";

    /// <summary>The name in the shape that banks keep, in full width without blanks, not cut.</summary>
    public static string Kept(string name)
    {
        var kept = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormKC).ToUpperInvariant())
            kept.Append(c switch
            {
                ' ' or '\u3000' or '・' or '.' or ',' or '\'' => "",
                'ー' or '-' => "-",
                'ヲ' => "オ",
                >= 'ぁ' and <= 'ゖ' => Kept(((char)(c + 0x60)).ToString()),
                _ => Small.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? Large[at].ToString() : c.ToString(),
            });
        return kept.ToString();
    }

    /// <summary>Whether a mark may stand in a holder's name as a person types it; the bank's own file has fewer.</summary>
    public static bool Allows(char c) => c is >= 'ァ' and <= 'ヶ' or 'ー' or '・' or ' ' or '\u3000' or >= 'A' and <= 'Z' or >= 'a' and <= 'z'
        or >= '0' and <= '9' or '(' or ')' or '.' or ',' or '-' or '\'' or '/' or '「' or '」';

    /// <summary>How many places a kept name takes.</summary>
    static int Width(string kept) => kept.Length + kept.Count(c => Voiced.Contains(c));

    /// <summary>Compares the holder of an account with the reading of a name.</summary>
    public static Likeness Compare(string holder, string reading)
    {
        var (kept, read) = (Kept(holder), Kept(reading));
        if (kept == read) return Likeness.Same;
        if (kept.Length == 0 || read.Length == 0) return Likeness.Other;
        // Written in two scripts, or cut at the end of the bank's field: a person must look.
        if (kept.Any(char.IsAsciiLetter) != read.Any(char.IsAsciiLetter)) return Likeness.Unsure;
        if (Width(kept) >= Places - 1 && read.StartsWith(kept, StringComparison.Ordinal)) return Likeness.Same;
        // The same words in another order: given name first, as in many passports.
        if (Words(holder).SequenceEqual(Words(reading)) || string.Concat(kept.Order()) == string.Concat(read.Order()) && Turned(kept, read))
            return Likeness.Unsure;
        return Loose(kept) == Loose(read) ? Likeness.Unsure : Likeness.Other;
    }

    static IEnumerable<string> Words(string name) => name.Split([' ', '\u3000', '・', '.', ','], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => Loose(Kept(word))).Order(StringComparer.Ordinal);

    static bool Turned(string a, string b) => a.Length == b.Length && (a + a).Contains(b, StringComparison.Ordinal);

    /// <summary>Folds what sounds alike and is written differently: ヅ ズ, ヂ ジ, ヴァ バ, long vowels.</summary>
    static string Loose(string kept)
    {
        var text = kept.Replace("ヴア", "バ").Replace("ヴイ", "ビ").Replace("ヴエ", "ベ").Replace("ヴオ", "ボ").Replace('ヴ', 'ブ').Replace('ヅ', 'ズ')
            .Replace('ヂ', 'ジ').Replace('ヱ', 'エ').Replace('ヰ', 'イ');
        var loose = new StringBuilder();
        foreach (var c in text)
        {
            if (c == '-') continue;
            // オウ, オオ, ウウ, エイ after a sound that they only make longer.
            if (loose.Length > 0 && (c is 'ウ' && "オコソトノホモヨロゴゾドボポウクスツヌフムユルグズブプ".Contains(loose[^1])
                || c is 'オ' && "オコソトノホモヨロゴゾドボポ".Contains(loose[^1]) || c is 'イ' && "エケセテネヘメレゲゼデベペ".Contains(loose[^1]))) continue;
            loose.Append(c);
        }
        return loose.ToString();
    }
}
