using System.Globalization;

namespace Keyaki.Kits;

/// <summary>How a piece of a compared text is shown: kept as it is, deleted (struck), inserted (red).</summary>
public enum Ink { Kept, Deleted, Inserted }

/// <summary>A piece of a compared text.</summary>
public sealed record RedRun(Ink Ink, string Text);

/// <summary>Splits a text before and after into pieces that a person can read: words of one kind of letters, not single strokes.</summary>
public static class Redline
{
    // Beyond this many word pairs the texts are shown whole, one after the other: nobody reads so long a patchwork.
    const long Most = 4_000_000;

    /// <summary>The pieces in order; kept and deleted ones are the text before, kept and inserted ones the text after.</summary>
    public static IReadOnlyList<RedRun> Between(string? before, string? after)
    {
        var (old, now) = (Words(before ?? ""), Words(after ?? ""));
        var head = 0;
        while (head < old.Count && head < now.Count && old[head] == now[head]) head++;
        var tail = 0;
        while (tail < old.Count - head && tail < now.Count - head && old[^(tail + 1)] == now[^(tail + 1)]) tail++;
        var (was, has) = (old[head..^tail], now[head..^tail]);
        List<(Ink Ink, string Word)> middle = (long)was.Count * has.Count > Most
            ? [.. was.Select(w => (Ink.Deleted, w)), .. has.Select(w => (Ink.Inserted, w))] : Aligned(was, has);
        return Joined([.. old[..head].Select(w => (Ink.Kept, w)), .. middle, .. old[^tail..].Select(w => (Ink.Kept, w))]);
    }

    /// <summary>The longest common row of words (LCS), read from its table.</summary>
    static List<(Ink, string)> Aligned(List<string> was, List<string> has)
    {
        var common = new int[was.Count + 1, has.Count + 1];
        for (var i = was.Count - 1; i >= 0; i--)
            for (var j = has.Count - 1; j >= 0; j--)
                common[i, j] = was[i] == has[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var found = new List<(Ink, string)>();
        for (var (i, j) = (0, 0); i < was.Count || j < has.Count;)
            if (i < was.Count && j < has.Count && was[i] == has[j]) { found.Add((Ink.Kept, was[i])); i++; j++; }
            else if (j == has.Count || i < was.Count && common[i + 1, j] >= common[i, j + 1]) found.Add((Ink.Deleted, was[i++]));
            else found.Add((Ink.Inserted, has[j++]));
        return found;
    }

    /// <summary>Words of one ink in one piece. A particle that stays alone between two changes goes with them: 「を」 between red pieces
    /// is harder to read than not kept.</summary>
    static List<RedRun> Joined(List<(Ink Ink, string Word)> words)
    {
        var runs = new List<RedRun>();
        for (var at = 0; at < words.Count;)
        {
            var (deleted, inserted) = ("", "");
            for (; at < words.Count && (words[at].Ink is not Ink.Kept || IsLone(words, at)); at++)
            {
                if (words[at].Ink is not Ink.Inserted) deleted += words[at].Word;
                if (words[at].Ink is not Ink.Deleted) inserted += words[at].Word;
            }
            if (deleted.Length > 0) runs.Add(new(Ink.Deleted, deleted));
            if (inserted.Length > 0) runs.Add(new(Ink.Inserted, inserted));
            var kept = "";
            for (; at < words.Count && words[at].Ink is Ink.Kept && !IsLone(words, at); at++) kept += words[at].Word;
            if (kept.Length > 0) runs.Add(new(Ink.Kept, kept));
        }
        return WholeSentences(runs);
    }

    /// <summary>A new sentence behind another one ends alike (です。): it is shown from its own beginning, not from the ending of the one
    /// before.</summary>
    static List<RedRun> WholeSentences(List<RedRun> runs)
    {
        for (var i = 1; i + 1 < runs.Count; i++)
            if (runs[i].Ink is not Ink.Kept && runs[i - 1].Ink is Ink.Kept && runs[i + 1].Ink is Ink.Kept
                && Sentence(runs[i].Text, runs[i + 1].Text) is var end and > 0)
                (runs[i - 1], runs[i], runs[i + 1]) = (runs[i - 1] with { Text = runs[i - 1].Text + runs[i].Text[..end] },
                    runs[i] with { Text = runs[i].Text[end..] + runs[i].Text[..end] }, runs[i + 1] with { Text = runs[i + 1].Text[end..] });
        runs.RemoveAll(r => r.Text.Length == 0);
        return runs;
    }

    /// <summary>How far both begin alike up to the end of a sentence; 0 when they do not.</summary>
    static int Sentence(string run, string next)
    {
        for (var at = 0; at < run.Length && at < next.Length && run[at] == next[at]; at++)
            if (run[at] is '。' or '\n') return at + 1;
        return 0;
    }

    static bool IsLone(List<(Ink Ink, string Word)> words, int at) =>
        at > 0 && at + 1 < words.Count && words[at].Word is [not '\n'] && words[at - 1].Ink is not Ink.Kept
            && words[at + 1].Ink is not Ink.Kept;

    /// <summary>A number, a word in Latin letters, a word in katakana; kanji and hiragana letter by letter, as they carry
    /// endings.</summary>
    static List<string> Words(string text)
    {
        var (words, kind) = (new List<string>(), Letters.Other);
        var all = StringInfo.GetTextElementEnumerator(text);
        while (all.MoveNext())
        {
            var letter = all.GetTextElement();
            var now = Of(letter[0]);
            if (words.Count > 0 && now == kind && now is not Letters.Other) words[^1] += letter;
            else words.Add(letter);
            kind = now;
        }
        return words;
    }

    enum Letters { Other, Digit, Latin, Katakana }

    static Letters Of(char c) => char.IsAsciiDigit(c) || c is ',' or '.' ? Letters.Digit : char.IsAsciiLetter(c) ? Letters.Latin
        : c is (>= 'ァ' and <= 'ヺ') or 'ー' ? Letters.Katakana : Letters.Other;
}
