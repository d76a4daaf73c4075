using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Keyaki.Kernel;

/// <summary>
/// Cuts text into overlapping pairs of characters, so that a full-text index without a Japanese dictionary finds words of two characters
/// and any part of a word: 清瀬市 is kept as 清瀬 瀬市 市, and 瀬市 is searched as the phrase 瀬市. Numbers are kept whole as well, because
/// the pairs of digits of one stand in half of all others. With or without hyphens they are the same: 042-491-0001, ０４２４９１０００１.
/// </summary>
public static partial class SearchGrams
{
    /// <summary>What to look for: tokens that stand side by side in this order; with <see cref="IsPrefix"/> the only token is the
    /// beginning of one.</summary>
    public sealed record Phrase(IReadOnlyList<string> Grams, bool IsPrefix);

    /// <summary>The text as tokens separated by spaces, in reading order, for a full-text index that keeps positions.</summary>
    public static string Index(string text) => string.Join(' ', Runs(text).SelectMany(Tokens).Concat(Numbers(text)));

    /// <summary>A name in parts, and as it is typed by whoever leaves the blanks between them out: 清瀬 花子, 清瀬花子.</summary>
    public static string Name(string name) =>
        name.Any(char.IsWhiteSpace) ? $"{name}\n{string.Concat(name.Where(c => !char.IsWhiteSpace(c)))}" : name;

    /// <summary>One phrase for each run of letters and digits in what a person typed; a hit contains them all. Empty when nothing can
    /// be searched.</summary>
    public static IReadOnlyList<Phrase> Query(string words) =>
        [.. Runs(words).Select(run => run.Length == 1 ? new Phrase(run, true)
            : IsLong(string.Concat(run)) ? new Phrase([Whole + string.Concat(run)], true) : new Phrase([.. Pairs(run)], false))];

    /// <summary>A token that no text and no question can hold: by it a record is found only together with others of its kind, or of its
    /// kind and scope.</summary>
    public static string Mark(string kind, string? scope = null) => Kept + string.Concat(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{kind}\n{scope}")).Take(8).SelectMany(b => new[] { (char)('a' + b / 16), (char)('a' + b % 16) }));

    // Folded text has no katakana: what begins with one was not written by anybody.
    const string Whole = "ン", Kept = "ア";

    static bool IsLong(string run) => run.Length >= 5 && run.All(char.IsAsciiLetterOrDigit) && run.Any(char.IsAsciiDigit);

    /// <summary>Long numbers as one token, from their beginning, from the first digit that is not 0, and from each part on: 491-0001
    /// finds 042-491-0001.</summary>
    static IEnumerable<string> Numbers(string text) =>
        from Match number in Number().Matches(JapaneseText.Fold(text))
        let parts = number.Value.Split('ー')
        from tail in Enumerable.Range(0, parts.Length).Select(i => string.Concat(parts[i..])).Append(string.Concat(parts).TrimStart('0'))
            .Distinct()
        where IsLong(tail)
        select Whole + tail;

    [GeneratedRegex(@"(?<![\p{L}\p{N}])[a-z0-9]+(?:ー[a-z0-9]+)*(?![\p{L}\p{N}])")]
    private static partial Regex Number();

    [GeneratedRegex("(?<=[a-z0-9])ー(?=[a-z0-9])")]
    private static partial Regex Hyphen();

    /// <summary>The folded text as runs of letters and digits; a phrase never reaches over a gap.</summary>
    internal static IEnumerable<string[]> Runs(string text)
    {
        var run = new List<string>();
        foreach (var rune in Hyphen().Replace(JapaneseText.Fold(text), "").EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '々' or '〆') run.Add(rune.ToString());
            else if (run.Count > 0)
            {
                if (IsSaid(run)) yield return [.. run];
                run.Clear();
            }
        }
        if (IsSaid(run)) yield return [.. run];
    }

    // A dash between blanks is no word.
    static bool IsSaid(List<string> run) => run.Exists(letter => letter != "ー");

    // The last character stands alone at the end: so every character begins some token (one character is found as a prefix),
    // and the end of a run can never be mistaken for the middle of the next.
    internal static IEnumerable<string> Tokens(string[] run) => Pairs(run).Append(run[^1]);

    static IEnumerable<string> Pairs(string[] run) => run.Zip(run.Skip(1), string.Concat);
}
