using System.Text;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>全銀の規定文字: one byte each (JIS X 0201). Large kana whose ゛ and ゜ take a place of their own, capital letters, digits,
/// blanks and ( ) - . only.</summary>
static class BankText
{
    const string Small = "ァィゥェォッャュョヮヵヶ", Large = "アイウエオツヤユヨワカケ";

    // The order of JIS X 0201 from 0xB1 (ｱ) to 0xDD (ﾝ).
    const string Full = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    const char First = 'ｱ', Voiced = 'ﾞ', HalfVoiced = 'ﾟ';

    /// <exception cref="Rule">a character that banks do not have; it is said which.</exception>
    internal static string Of(string text, string name, string title)
    {
        var written = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Normalize(NormalizationForm.FormD))
            written.Append(Half(letter) ?? throw new Rule(name,
                $"{title}「{text}」の「{letter}」は、銀行のファイルで使えません。"
                + "カタカナ、英大文字、数字、空白、( ) - . で書いてください。"));
        return written.ToString();
    }

    static char? Half(char letter) => letter switch
    {
        >= 'ぁ' and <= 'ゖ' => Half((char)(letter + 0x60)),
        'ヲ' => 'ｵ',
        'ヰ' => 'ｲ',
        'ヱ' => 'ｴ',
        '\u3099' or '゛' => Voiced,
        '\u309A' or '゜' => HalfVoiced,
        'ー' or '‐' or '‑' or '–' or '—' or '−' => '-',
        '・' => '.',
        '\u3000' => ' ',
        >= 'A' and <= 'Z' or >= '0' and <= '9' or ' ' or '(' or ')' or '-' or '.' => letter,
        _ when Small.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 => Half(Large[at]),
        _ when Full.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 => (char)(First + at),
        _ => null,
    };
}
