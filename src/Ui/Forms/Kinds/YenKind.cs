using System.Globalization;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>An amount of money in yen. The value is a long.</summary>
public sealed record YenKind(long Min = 0, long Max = 999_999_999_999) : Kind
{
    public override string Code => "yen";
    public override object? Parse(Field field) => Read(field.Raw());

    public override string? Check(Field field) => Read(field.Raw()) switch
    {
        null => field.Say($"{field.Named}は、1円単位の数字で入力してください（例：30000、30,000）。", $"「{field.Label}」は 数字で 書いて ください（例：30000、30,000）。",
            $"Fill in “{field.Label}” as whole yen (for example 30000 or 30,000)."),
        var yen when yen < Min => field.Say($"{field.Named}は{Min:#,0}円以上で入力してください。", $"「{field.Label}」は {Min:#,0}円か、それより 大きい 数を 書いて ください。",
            $"“{field.Label}” must be {Min:#,0} yen or more."),
        var yen when yen > Max => field.Say($"{field.Named}は{Max:#,0}円以下で入力してください。", $"「{field.Label}」は {Max:#,0}円までの 数を 書いて ください。",
            $"“{field.Label}” must be {Max:#,0} yen or less."),
        _ => null,
    };

    static long? Read(string raw) => Yen.TryParse(raw, out var yen) ? yen.Amount : null;

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Raw("<span class=\"with-unit\">");
        Line(html, field, mode: "numeric", autocomplete: "off", size: "number");
        html.Html($"<span class=\"unit\">{field.Say("円", "円", "yen")}</span></span>");
    }

    public override void Print(HtmlWriter html, Field field)
    {
        if (Read(field.Raw()) is { } yen) html.Text(yen.ToString("#,0", CultureInfo.InvariantCulture)).Text(field.Say("円", "円", " yen"));
        else html.Text(field.Raw());
    }

    public override JsonObject Schema(Question question) => new() { ["type"] = "integer", ["minimum"] = Min, ["maximum"] = Max };
}
