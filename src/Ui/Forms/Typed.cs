using System.Text;

namespace Keyaki.Ui;

/// <summary>Makes what a person typed comparable: full width to half, dashes and blanks unified.</summary>
public static class Typed
{
    /// <summary>Trimmed, without control characters; blanks inside stay.</summary>
    public static string Line(string raw)
    {
        var text = raw.AsSpan().Trim();
        return text.IndexOfAnyInRange('\0', '\u001f') < 0 ? text.ToString() : string.Concat(text.ToString().Where(c => !char.IsControl(c)));
    }

    /// <summary>Half width (NFKC), trimmed: for numbers, codes, mail addresses. Names are never folded so, a name is kept as it was typed.</summary>
    public static string Narrow(string raw) => raw.Normalize(NormalizationForm.FormKC).Trim();

    /// <summary>Half width without blanks, and with every kind of dash as '-' (a long vowel mark between digits is a dash).</summary>
    public static string Number(string raw)
    {
        var text = new StringBuilder();
        foreach (var c in Narrow(raw))
            if (!char.IsWhiteSpace(c)) text.Append(IsDash(c) ? '-' : c);
        return text.ToString();
    }

    /// <summary>Only the digits, when there is nothing else but dashes, brackets and blanks; null otherwise.</summary>
    public static string? Digits(string raw)
    {
        var text = new StringBuilder();
        foreach (var c in Number(raw))
            if (char.IsAsciiDigit(c)) text.Append(c);
            else if (c is not ('-' or '(' or ')')) return null;
        return text.ToString();
    }

    /// <summary>Katakana in full width, from hiragana or half width; blanks become one full-width blank.</summary>
    public static string Kana(string raw)
    {
        var text = new StringBuilder();
        foreach (var c in Narrow(raw))
            text.Append(c switch
            {
                >= 'ぁ' and <= 'ゖ' => (char)(c + 0x60),
                ' ' or '\u3000' => '\u3000',
                _ when IsDash(c) => 'ー',
                _ => c,
            });
        return text.ToString();
    }

    static bool IsDash(char c) => c is '-' or 'ー' or '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '－' or 'ｰ' or '─';
}
