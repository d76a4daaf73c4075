using System.Collections.Frozen;
using System.Text;

namespace Keyaki.Kernel;

/// <summary>Passwords that guessers try first (NIST SP 800-63B-4, 3.1.1.2): those of a list, and names of the person, the service and
/// the city, also with digits, marks or a repetition around them.</summary>
public static class RefusedPasswords
{
    static readonly Lazy<FrozenSet<string>> Common = new(() => Read().ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The list, in lower case: whole passwords, and the words that common ones are made of. Where it comes from stands at its
    /// head.</summary>
    public static IEnumerable<string> Read()
    {
        using var stream = typeof(RefusedPasswords).Assembly.GetManifestResourceStream("refused-passwords.txt")
            ?? throw new InvalidOperationException("the list of refused passwords was not built in");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line is not ['#', ' ', ..]) yield return line;
    }

    /// <summary>True for a password of the list, whole or once what is added around it is taken off.</summary>
    public static bool Knows(string password) => Bare(password).Any(p => p.Length < 4 || Common.Value.Contains(p));

    /// <summary>True for a password that is nothing but these names, with digits and marks anywhere between and around them.</summary>
    public static bool NamesOnly(string password, IEnumerable<string> names)
    {
        var letters = Letters(password);
        string[] known = [.. names.Select(Letters).Where(n => n.Length > 1).Distinct()];
        var reached = new bool[letters.Length + 1];
        reached[0] = true;
        for (var at = 0; at < letters.Length; at++)
            if (reached[at])
                foreach (var name in known)
                    if (letters.AsSpan(at).StartsWith(name, StringComparison.Ordinal)) reached[at + name.Length] = true;
        return letters.Length > 0 && reached[^1];
    }

    /// <summary>The password and what is left of it without repetition, without marks at the ends, without digits and marks at the
    /// ends, in any order.</summary>
    static HashSet<string> Bare(string password)
    {
        var all = new HashSet<string>();
        var open = new Stack<string>([Folded(password)]);
        while (open.TryPop(out var one))
        {
            if (one.Length == 0 || !all.Add(one)) continue;
            open.Push(Once(one));
            open.Push(Within(one, char.IsLetterOrDigit));
            open.Push(Within(one, char.IsLetter));
        }
        return all;
    }

    static string Within(string text, Func<char, bool> counts)
    {
        var (first, end) = (0, text.Length);
        while (first < end && !counts(text[first])) first++;
        while (first < end && !counts(text[end - 1])) end--;
        return text[first..end];
    }

    /// <summary>The piece that the text repeats at least twice, also when the last time is cut short; else the text.</summary>
    static string Once(string text)
    {
        for (var n = 1; n <= text.Length / 2; n++)
            if (text.AsSpan(n).SequenceEqual(text.AsSpan(0, text.Length - n))) return text[..n];
        return text;
    }

    static string Folded(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    static string Letters(string text) => string.Concat(Folded(text).Where(char.IsLetter));
}
