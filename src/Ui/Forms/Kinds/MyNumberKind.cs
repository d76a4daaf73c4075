using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>個人番号: 12 digits in any width, the last of which is made of the others. The value goes to whoever asked and nowhere else: it
/// is no answer of a form, stands in no record, table, list or message, and is not shown again.</summary>
public sealed record MyNumberKind : Kind
{
    const int Length = 12;

    public override string Code => "mynumber";
    public override bool Keeps(string part) => false;
    public override object? Parse(Field field) => Typed.Digits(field.Raw()) is { Length: Length } digits && IsRight(digits) ? digits : null;

    public override string? Check(Field field) => Parse(field) is not null ? null
        : field.Say($"{field.Named}の12桁の数字を、カードや通知を見て、もう一度確かめてください。",
            $"「{field.Label}」は 12の 数字です。カードを 見て、もういちど 書いて ください。",
            $"Check the 12 digits of “{field.Label}” against your card.");

    // 11 - (Σ Pn·Qn mod 11), 0 where the rest is 0 or 1: n counts from the right of the 11 digits, Q is n + 1 up to the sixth and
    // n - 5 from the seventh on (検査用数字、平成26年総務省令85号5条).
    static bool IsRight(string digits)
    {
        var rest = digits[..^1].Reverse().Select((digit, at) => (digit - '0') * (at < 6 ? at + 2 : at - 4)).Sum() % 11;
        return digits[^1] - '0' == (rest <= 1 ? 0 : 11 - rest);
    }

    protected override void Input(HtmlWriter html, Field field) => Line(html, field, mode: "numeric", autocomplete: "off", size: "medium");
    public override void Print(HtmlWriter html, Field field) => html.Text(Masked(field));
    public override IReadOnlyList<CellHead> Columns(Question question) => [];
    public override IReadOnlyList<string> Cells(Field field) => [];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) => [];
    public override string Masked(Field field) => field.Say("（表示しません）", "（見せません）", "(not shown)");
    public override JsonObject Schema(Question question) =>
        new() { ["type"] = "string", ["pattern"] = "^[0-9]{12}$", ["writeOnly"] = true };
}
