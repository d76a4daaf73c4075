using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A word on a page.</summary>
/// <param name="Place">Left, top, right, bottom in ten thousandths of the page.</param>
/// <param name="Letters">The same of each of its signs; null where only the place of the whole word is known.</param>
public sealed record FileWord(string Text, int[] Place, IReadOnlyList<int[]>? Letters);

/// <summary>The words of a page, line by line.</summary>
public sealed record WordsOfPage(IReadOnlyList<IReadOnlyList<FileWord>> Lines);

/// <summary>The words of a file where they stand, page by page.</summary>
public sealed record FileWords(IReadOnlyList<WordsOfPage> Pages)
{
    public static readonly FileWords None = new([]);

    /// <summary>The lines of a page; none where no text can be read of it.</summary>
    public IReadOnlyList<IReadOnlyList<FileWord>> Lines(int page) => Pages.ElementAtOrDefault(page - 1)?.Lines ?? [];

    /// <summary>Everywhere a text stands, whatever its width, kana and blanks, also across lines and pages. Where a word is known only as
    /// a whole, it is the whole word.</summary>
    public IEnumerable<(int Page, int[] Place)> Find(string text)
    {
        var wanted = JapaneseText.Fold(text, removeSpaces: true);
        if (wanted.Length == 0) yield break;
        var (folded, from) = (new StringBuilder(), new List<(int Page, FileWord Word, int Letter)>());
        for (var page = 1; page <= Pages.Count; page++)
            foreach (var word in Lines(page).SelectMany(line => line))
                for (var i = 0; i < word.Text.Length; i++)
                {
                    // A half-width sound mark belongs to the letter before it, as a pair of surrogates is one.
                    var many = i + 1 < word.Text.Length && (word.Text[i + 1] is 'ﾞ' or 'ﾟ' || char.IsSurrogatePair(word.Text, i)) ? 2 : 1;
                    foreach (var c in JapaneseText.Fold(word.Text.Substring(i, many), removeSpaces: true))
                    {
                        folded.Append(c);
                        from.Add((page, word, i + many - 1));
                    }
                    i += many - 1;
                }
        var all = folded.ToString();
        int Next(int after) => all.IndexOf(wanted, after, StringComparison.Ordinal);
        for (var at = Next(0); at >= 0; at = Next(at + wanted.Length))
            foreach (var (page, word, letters) in from.GetRange(at, wanted.Length).GroupBy(f => (f.Page, f.Word), f => f.Letter)
                .Select(g => (g.Key.Page, g.Key.Word, g)))
                yield return (page, Around(word, letters.Min(), letters.Max()));
    }

    static int[] Around(FileWord word, int first, int last)
    {
        if (word.Letters is not { } each) return word.Place;
        var some = each.Skip(first).Take(last - first + 1).ToList();
        return [some.Min(s => s[0]), some.Min(s => s[1]), some.Max(s => s[2]), some.Max(s => s[3])];
    }
}

/// <summary>The size of a page in points as it is before it is turned, and whether it lies on its side.</summary>
sealed partial record PaperSide(double Wide, double High, bool Turned)
{
    const int Most = 5_000;

    internal static async Task<IReadOnlyList<PaperSide>> All(string paper, CancellationToken ct)
    {
        var said = Encoding.UTF8.GetString(await OtherProgram.Run("pdfinfo", ["-f", "1", "-l", $"{Most}", paper], TimeSpan.FromSeconds(30),
            5_000_000, ct) ?? []);
        return [.. Size().Matches(said).Select(m => m.Groups)
            .Select(g => new PaperSide(Number(g[1]), Number(g[2]), Number(g[3]) % 180 != 0))];
    }

    static double Number(Group found) => double.Parse(found.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Page +\d+ size: +([\d.]+) x ([\d.]+) pts.*\n(?:Page +\d+ rot: +(\d+))", RegexOptions.Multiline)]
    private static partial Regex Size();
}
