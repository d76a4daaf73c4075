using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A one-time code of digits, in any width and with blanks. The value is the digits.</summary>
public sealed record CodeKind(int Length = 6) : Kind
{
    public override string Code => "code";
    public override object? Parse(Field field) => Typed.Digits(field.Raw()) is { } digits && digits.Length == Length ? digits : null;
    public override string? Check(Field field) => Parse(field) is null
        ? field.Say($"{field.Named}は{Length}桁の数字で入力してください。", $"「{field.Label}」は {Length}つの 数字で 書いて ください。",
        $"“{field.Label}” is {Length} digits.") : null;
    protected override void Input(HtmlWriter html, Field field) =>
        Line(html, field, mode: "numeric", autocomplete: "one-time-code", size: "short");
    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["pattern"] = $"^[0-9]{{{Length}}}$" };
}
