using System.Text;

namespace Keyaki.Kernel;

/// <summary>
/// Cuts text into overlapping pairs of characters, so that a full-text index without a Japanese dictionary finds words of two characters
/// and any part of a word: 清瀬市 is kept as 清瀬 瀬市 市, and 瀬市 is searched as the phrase 瀬市.
/// </summary>
public static class SearchGrams
{
    /// <summary>What to look for: tokens that stand side by side in this order; with <see cref="IsPrefix"/> the only token is the
    /// beginning of one.</summary>
    public sealed record Phrase(IReadOnlyList<string> Grams, bool IsPrefix);

    /// <summary>The text as tokens separated by spaces, in reading order, for a full-text index that keeps positions.</summary>
    public static string Index(string text) => string.Join(' ', Runs(text).SelectMany(Tokens));

    /// <summary>One phrase for each run of letters and digits in what a person typed; a hit contains them all. Empty when nothing can
    /// be searched.</summary>
    public static IReadOnlyList<Phrase> Query(string words) =>
        [.. Runs(words).Select(run => run.Length == 1 ? new Phrase(run, true) : new Phrase([.. Pairs(run)], false))];

    /// <summary>The folded text as runs of letters and digits; a phrase never reaches over a gap.</summary>
    internal static IEnumerable<string[]> Runs(string text)
    {
        var run = new List<string>();
        foreach (var rune in JapaneseText.Fold(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '々' or '〆') run.Add(rune.ToString());
            else if (run.Count > 0) { yield return [.. run]; run.Clear(); }
        }
        if (run.Count > 0) yield return [.. run];
    }

    // The last character stands alone at the end: so every character begins some token (one character is found as a prefix),
    // and the end of a run can never be mistaken for the middle of the next.
    internal static IEnumerable<string> Tokens(string[] run) => Pairs(run).Append(run[^1]);

    static IEnumerable<string> Pairs(string[] run) => run.Zip(run.Skip(1), string.Concat);
}
