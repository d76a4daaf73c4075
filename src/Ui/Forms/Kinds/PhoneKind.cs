using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A Japanese phone number: 10 or 11 digits from 0, with or without dashes, in any width. The value is the digits.</summary>
public sealed record PhoneKind : Kind
{
    public override string Code => "phone";
    public override object? Parse(Field field) => Digits(field.Raw());
    public override string? Check(Field field) => Digits(field.Raw()) is null ? field.Say($"{field.Named}は、0から始まる10桁か11桁の数字で入力してください（例：03-0000-0000）。", $"「{field.Label}」は 0から はじまる 10か 11の 数字で 書いて ください（例：03-0000-0000）。", $"Fill in “{field.Label}”: 10 or 11 digits starting with 0 (for example 03-0000-0000).") : null;

    static string? Digits(string raw)
    {
        var text = Typed.Number(raw);
        if (text.StartsWith("+81", StringComparison.Ordinal)) text = "0" + text[3..].TrimStart('-', '0');
        return Typed.Digits(text) is { Length: 10 or 11 } digits && digits[0] == '0' ? digits : null;
    }

    protected override void Input(HtmlWriter html, Field field) => Line(html, field, type: "tel", autocomplete: field.Question.Autocomplete ?? "tel", size: "medium");
    public override void Print(HtmlWriter html, Field field) => html.Text(Typed.Number(field.Raw()));
    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["pattern"] = "^0[0-9]{9,10}$" };
}
