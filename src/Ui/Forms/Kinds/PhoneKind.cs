using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>
/// A phone number with or without dashes, in any width. The value is the digits of a Japanese number (10 or 11 from 0), or of one
/// abroad + and the digits of its country and number (E.164: at most 15).
/// </summary>
public sealed record PhoneKind : Kind
{
    const string Japan = "+81";
    public override string Code => "phone";
    public override object? Parse(Field field) => Read(field.Raw());

    public override string? Check(Field field) => Read(field.Raw()) is not null ? null : field.Say(
        $"{field.Named}は、0から始まる10桁か11桁の数字で入力してください（例：03-0000-0000）。外国の番号は、+と国番号から入力してください。",
        $"「{field.Label}」は 0から はじまる 10か 11の 数字で 書いて ください（例：03-0000-0000）。外国の 番号は +から 書いて ください。",
        $"Fill in “{field.Label}”: 10 or 11 digits starting with 0 (for example 03-0000-0000), or + and the country code for a number abroad.");

    static string? Read(string raw)
    {
        var text = Typed.Number(raw).Replace('.', '-');
        // 00 and 010 are what is dialled before a country.
        if (text.StartsWith("00", StringComparison.Ordinal)) text = "+" + text[2..].TrimStart('-');
        else if (text.StartsWith("010", StringComparison.Ordinal) && Typed.Digits(text) is { Length: > 11 })
            text = "+" + text[3..].TrimStart('-');
        // +81 (0)90-…: the 0 in brackets is dialled only inside the country.
        if (text.StartsWith(Japan, StringComparison.Ordinal)) text = "0" + text[Japan.Length..].TrimStart('-', '(', '0', ')');
        var abroad = text.StartsWith('+');
        return Typed.Digits(abroad ? text[1..] : text) switch
        {
            { Length: >= 7 and <= 15 } digits when abroad && digits[0] != '0' => "+" + digits,
            { Length: 10 or 11 } digits when !abroad && digits[0] == '0' => digits,
            _ => null,
        };
    }

    protected override void Input(HtmlWriter html, Field field) =>
        Line(html, field, type: "tel", autocomplete: field.Question.Autocomplete ?? "tel", size: "medium");
    public override void Print(HtmlWriter html, Field field) => html.Text(Typed.Number(field.Raw()));
    public override string Masked(Field field) => Read(field.Raw()) is { } digits ? $"…{digits[^2..]}" : "…";
    public override JsonObject Schema(Question question) =>
        new() { ["type"] = "string", ["pattern"] = "^(0[0-9]{9,10}|[+][1-9][0-9]{6,14})$" };
}
