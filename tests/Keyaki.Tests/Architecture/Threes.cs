using System.Text.RegularExpressions;

namespace Keyaki.Tests.Architecture;

/// <summary>Finds Japanese in the program's text that does not stand beside its やさしい日本語 and its English.</summary>
static partial class Threes
{
    /// <summary>Each line with Japanese that is no argument of a text of three, with its number.</summary>
    public static IEnumerable<(int Line, string Words)> Alone(string source)
    {
        var text = Comments().Replace(source, m => Blank().Replace(m.Value, " "));
        var lines = text.Split('\n');
        return Japanese().Matches(text).Where(m => !InThree(text, m.Index)).Select(m => text.AsSpan(0, m.Index).Count('\n')).Distinct()
            .Where(line => !lines[line].Contains("English = \"", StringComparison.Ordinal) && !lines[line]
                .Contains(" En=\"", StringComparison.Ordinal)).Select(line => (line + 1, lines[line].Trim()));
    }

    static bool InThree(string text, int at)
    {
        for (var open = Opening(text, at); open >= 0; open = Opening(text, open - 1))
        {
            var head = Head().Match(text[Math.Max(0, open - 40)..open]).Groups[1].Value;
            if (head is "Pick" or "Say") return true;
            if (head is not ("Text" or "new" or "Ask")) continue;
            var said = Literal().Matches(Inside(text, open)).Select(m => m.Groups[1].Value).ToList();
            if (said.Count >= 3 && said.Any(s => !Japanese().IsMatch(s) && Sentence().IsMatch(s))) return true;
        }
        return false;
    }

    /// <summary>The bracket around that place; -1 at the start of the statement.</summary>
    static int Opening(string text, int at)
    {
        for (var (i, depth) = (at, 0); i >= 0; i--)
            if (text[i] == ')') depth++;
            else if (text[i] == '(' && depth-- == 0) return i;
            else if (text[i] == ';' && depth == 0 && text.AsSpan(i + 1).StartsWith("\n")) return -1;
        return -1;
    }

    internal static string Inside(string text, int open)
    {
        for (var (i, depth) = (open, 0); i < text.Length; i++)
            if (text[i] == '(') depth++;
            else if (text[i] == ')' && --depth == 0) return text[open..i];
        return text[open..];
    }

    [GeneratedRegex("[ぁ-んァ-ヶ一-龥]+")]
    private static partial Regex Japanese();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|(?<![:""])//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("[^\n]")]
    private static partial Regex Blank();

    [GeneratedRegex(@"(\w+)\s*$")]
    private static partial Regex Head();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literal();

    // English as people read it, and not the name of a field.
    [GeneratedRegex("^[A-Z“{]|[a-z] [a-zA-Z]")]
    private static partial Regex Sentence();
}
