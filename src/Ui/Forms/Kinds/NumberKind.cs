using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>A number between two limits. The value is a long, or a decimal when decimal places are allowed.</summary>
public sealed record NumberKind(decimal? Min = null, decimal? Max = null, int Decimals = 0, string? Unit = null) : Kind
{
    public override string Code => "number";
    public override object? Parse(Field field) => Numeral.Read(field.Raw()) is { } number && Fits(field, number) ? Decimals == 0
        ? (object)(long)number : number : null;

    public override string? Check(Field field) => Numeral.Read(field.Raw()) switch
    {
        null => field.Say($"{field.Named}は数字で入力してください。", $"「{field.Label}」は 数字で 書いて ください。", $"Fill in “{field.Label}” in digits."),
        { } number when !Fits(field, number) => Decimals == 0
            ? field.Say($"{field.Named}は整数で入力してください。", $"「{field.Label}」に 小数は つかえません。", $"“{field.Label}” must be a whole number.")
            : field.Say($"{field.Named}は小数点以下{Decimals}桁までで入力してください。", $"「{field.Label}」の 小数は {Decimals}けたまでです。",
                $"“{field.Label}” can have up to {Decimals} decimals."),
        var number when number < Min =>
            field.Say($"{field.Named}は{Min:#,0.####}{Unit}以上で入力してください。", $"「{field.Label}」は {Min:#,0.####}{Unit}か、それより 大きい 数を 書いて ください。",
            $"“{field.Label}” must be {Min:#,0.####}{Unit} or more."),
        var number when number > Max =>
            field.Say($"{field.Named}は{Max:#,0.####}{Unit}以下で入力してください。", $"「{field.Label}」は {Max:#,0.####}{Unit}までの 数を 書いて ください。",
            $"“{field.Label}” must be {Max:#,0.####}{Unit} or less."),
        _ => null,
    };

    bool Fits(Field field, decimal number) =>
        Decimals == 0 ? Numeral.ReadWhole(field.Raw()) is not null : decimal.Round(number, Decimals) == number;

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Raw("<span class=\"with-unit\">");
        Line(html, field, mode: Decimals > 0 ? "decimal" : "numeric", autocomplete: field.Question.Autocomplete ?? "off", size: "number");
        if (Unit is not null) html.Html($"<span class=\"unit\">{Unit}</span>");
        html.Raw("</span>");
    }

    public override void Print(HtmlWriter html, Field field) =>
        html.Text(Numeral.Read(field.Raw())?.ToString("#,0.####", CultureInfo.InvariantCulture) ?? field.Raw()).Text(Unit);

    public override JsonObject Schema(Question question)
    {
        var schema = new JsonObject { ["type"] = Decimals == 0 ? "integer" : "number" };
        if (Min is { } min) schema["minimum"] = min;
        if (Max is { } max) schema["maximum"] = max;
        return schema;
    }
}
