using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A reading in katakana; hiragana and half width are taken and changed. The value is a string in full-width katakana.</summary>
public sealed record KanaKind : Kind
{
    public override string Code => "kana";
    public override object? Parse(Field field) => Typed.Kana(field.Raw());

    public override string? Check(Field field)
    {
        var kana = Typed.Kana(field.Raw());
        return IsKana(kana) ? TooLong(field, kana)
            : field.Say($"{field.Named}はカタカナで入力してください（ひらがなでもかまいません）。", $"「{field.Label}」は カタカナか ひらがなで 書いて ください。",
                $"Fill in “{field.Label}” in katakana (hiragana will do).");
    }

    internal const string Pattern = "^[ァ-ヺー・ヽヾ\u3000]*$";

    /// <summary>Whether it is a reading in full-width katakana.</summary>
    internal static bool IsKana(string kana) => kana.All(c => c is >= 'ァ' and <= 'ヺ' or 'ー' or '・' or 'ヽ' or 'ヾ' or '\u3000');

    protected override void Input(HtmlWriter html, Field field) => Line(html, field, autocomplete: field.Question.Autocomplete);
    public override void Print(HtmlWriter html, Field field) => html.Text(Typed.Kana(field.Raw()));
    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["pattern"] = Pattern };
}
