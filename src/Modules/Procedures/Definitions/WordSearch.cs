using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>Finds procedures by what a person types: title, words and lead in three languages, with width, kana and case folded.</summary>
public sealed class WordSearch
{
    readonly List<(ProcedureVersion Version, string[] Titles, string[] Words, string Text)> index;

    public WordSearch(Catalogue catalogue) => index =
    [
        .. catalogue.InOrder.Select(v => (v, Fold(All(v.Definition.Title)), Fold(v.Definition.Words),
            string.Join(' ', Fold([.. All(v.Definition.Lead), .. All(v.Definition.Who)])))),
    ];

    /// <summary>The best first; empty when nothing fits.</summary>
    public IReadOnlyList<ProcedureVersion> Find(string typed, DateOnly today)
    {
        var terms = JapaneseText.Fold(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8).ToArray();
        if (terms.Length == 0) return [];
        return [.. index.Where(p => p.Version.ValidFrom <= today).Select(p => (p.Version, Score: terms.Sum(t => Score(t, p.Titles, p.Words, p.Text)))).Where(p => p.Score > 0).OrderByDescending(p => p.Score).Select(p => p.Version)];
    }

    static int Score(string term, string[] titles, string[] words, string text)
    {
        if (words.Contains(term)) return 12;
        if (titles.Any(t => t.Contains(term, StringComparison.Ordinal))) return 10;
        if (words.Any(w => w.Contains(term, StringComparison.Ordinal))) return 8;
        // 「粗大ごみを捨てたい」: a whole sentence that holds one of our words.
        if (words.Any(w => w.Length >= 2 && term.Contains(w, StringComparison.Ordinal))) return 7;
        return term.Length >= 2 && text.Contains(term, StringComparison.Ordinal) ? 3 : 0;
    }

    static IEnumerable<string> All(Text text) => new[] { text.Ja, text.Easy, text.En }.OfType<string>();
    static string[] Fold(IEnumerable<string> texts) => [.. texts.Select(t => JapaneseText.Fold(t, removeSpaces: t.All(c => c > 127 || char.IsWhiteSpace(c))))];
}
