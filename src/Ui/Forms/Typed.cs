using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>Makes what a person typed comparable: full width to half, dashes and blanks unified.</summary>
public static class Typed
{
    /// <summary>One line, trimmed; blanks inside stay, and what shows nothing is empty.</summary>
    public static string Line(string raw)
    {
        var text = PlainText.Of(raw).Trim();
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0) text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return PlainText.IsBlank(text) ? "" : text;
    }

    /// <summary>Half width (NFKC), trimmed, without unseen signs: for numbers, codes, mail addresses. Names are never folded so, a name
    /// is kept as it was typed.</summary>
    public static string Narrow(string raw) => PlainText.WithoutUnseen(PlainText.Of(raw).Normalize(NormalizationForm.FormKC)).Trim();

    /// <summary>Half width without blanks, and with every kind of dash as '-' (a long vowel mark between digits is a dash).</summary>
    public static string Number(string raw)
    {
        var text = new StringBuilder();
        foreach (var c in Narrow(raw))
            if (!char.IsWhiteSpace(c)) text.Append(JapaneseText.IsDash(c) ? '-' : c);
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

    /// <summary>The digits of a postal code, with or without its sign (〒204-8511).</summary>
    public static string? Postal(string raw) => Digits(Narrow(raw).TrimStart('〒', '〶'));

    /// <summary>Katakana in full width, from hiragana or half width; blanks become one full-width blank.</summary>
    public static string Kana(string raw)
    {
        var text = new StringBuilder();
        foreach (var c in Narrow(raw))
            text.Append(c switch
            {
                >= 'ぁ' and <= 'ゖ' => (char)(c + 0x60),
                ' ' or '\u3000' => '\u3000',
                _ when JapaneseText.IsDash(c) => 'ー',
                _ => c,
            });
        return text.ToString();
    }
}
