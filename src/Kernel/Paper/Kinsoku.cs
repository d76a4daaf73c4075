namespace Keyaki.Kernel;

/// <summary>Breaks Japanese text into lines (JIS X 4051): no closing sign begins a line, no opening sign ends one, numbers and Latin
/// words stay whole.</summary>
public static class Kinsoku
{
    const string NeverFirst = "、。，．,.・：；:;？！?!゛゜ヽヾゝゞ々〻ー～〜‐–）)〕］]｝}〉》」』】〙〗’”»ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ…‥％%℃円";
    const string NeverLast = "（(〔［[｛{〈《「『【〘〖‘“«￥¥＄$№";
    const string Hangs = "、。，．";

    /// <summary>
    /// The lines of a text in a column of a width, in the unit that <paramref name="measure"/> gives; a line feed always ends a line.
    /// With hanging, a comma or full stop may stand just outside the column. A word wider than the column is cut where it must be.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, double width, Func<string, double> measure, bool hanging = false)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n')) Fill(paragraph, width, measure, hanging, lines);
        return lines;
    }

    static void Fill(string paragraph, double width, Func<string, double> measure, bool hanging, List<string> lines)
    {
        var (line, used) = ("", 0.0);
        foreach (var piece in Pieces(paragraph).SelectMany(piece => Fits(piece) ? [piece] : Characters(piece)))
        {
            var wide = measure(piece);
            if (used + wide > width + 0.001 && line.Length > 0
                && !(hanging && Hangs.Contains(piece[^1]) && used + measure(piece[..^1]) <= width + 0.001))
            {
                lines.Add(line.TrimEnd(' '));
                (line, used) = ("", 0);
                if (piece == " ") continue;
            }
            (line, used) = (line + piece, used + wide);
        }
        lines.Add(line.TrimEnd(' '));

        bool Fits(string piece) => measure(piece) <= width;
    }

    /// <summary>The text in pieces between which a line may end.</summary>
    internal static IEnumerable<string> Pieces(string text)
    {
        var piece = "";
        foreach (var character in Characters(text))
        {
            if (piece.Length > 0 && MayBreak(piece, character)) { yield return piece; piece = ""; }
            piece += character;
        }
        if (piece.Length > 0) yield return piece;
    }

    static bool MayBreak(string before, string next)
    {
        if (next == " " || before == " ") return true;
        if (NeverFirst.Contains(next[0]) || NeverLast.Contains(before[^1])) return false;
        return !(IsWord(before[^1]) && IsWord(next[0]));
    }

    // Signs inside a number or word (1,200 / 5-842 / 2026.11) hold it together; they stand between two of these.
    static bool IsWord(char c) => c < 0x2000 && (char.IsLetterOrDigit(c) || "-./,:'@_&+#".Contains(c));

    static IEnumerable<string> Characters(string text) => PlainText.Letters(text);
}
