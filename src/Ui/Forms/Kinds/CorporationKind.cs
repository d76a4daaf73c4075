using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>法人番号: 13 digits in any width, the first of which is made of the others. The value is the digits. The number is public: it is
/// never hidden.</summary>
public sealed record CorporationKind : Kind
{
    const int Length = 13;

    public override string Code => "corporation";
    public override object? Parse(Field field) => Typed.Digits(field.Raw()) is { Length: Length } digits && IsRight(digits) ? digits : null;

    public override string? Check(Field field) => Typed.Digits(field.Raw()) switch
    {
        { Length: Length } digits => IsRight(digits) ? null : field.Say(
            $"{field.Named}の数字が正しくありません。13桁の数字を、もう一度確かめてください。",
            $"「{field.Label}」の 数字が ちがいます。もういちど 見て ください。", $"“{field.Label}” is not right. Check its 13 digits."),
        _ => field.Say($"{field.Named}は13桁の数字で入力してください。", $"「{field.Label}」は 13の 数字で 書いて ください。",
            $"“{field.Label}” is 13 digits."),
    };

    // 9 - (Σ Pn·Qn mod 9): n counts from the right of the 12 digits, Q is 1 at an odd place and 2 at an even one
    // (法人番号の指定等に関する省令2条).
    static bool IsRight(string digits) =>
        digits[0] - '0' == 9 - digits[1..].Reverse().Select((digit, n) => (digit - '0') * (1 + n % 2)).Sum() % 9;

    protected override void Input(HtmlWriter html, Field field) => Line(html, field, mode: "numeric", autocomplete: "off", size: "medium");
    public override void Print(HtmlWriter html, Field field) => html.Text(Parse(field) as string ?? field.Raw().Trim());
    public override string Masked(Field field) => Parse(field) as string ?? "…";
    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["pattern"] = "^[1-9][0-9]{12}$" };
}
