using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>Yes or no. The raw answer is yes or no, the value a bool.</summary>
public sealed record YesNoKind(string Yes = "はい", string No = "いいえ") : Kind
{
    public static YesNoKind In(Language language) => language == Language.English ? new("Yes", "No") : new();

    public override string Code => "yesno";
    public override bool IsFieldset => true;
    public override object? Parse(Field field) => field.Raw() switch { "yes" => true, "no" => false, _ => null };
    public override string Missing(Field field) =>
        field.Say($"{field.Named}は「{Yes}」か「{No}」を選んでください。", $"「{field.Label}」は「{Yes}」か「{No}」を えらんで ください。",
        $"Choose “{Yes}” or “{No}” at “{field.Label}”.");
    public override string? Check(Field field) => Parse(field) is null ? Missing(field) : null;
    public override string Anchor(Field field) => field.Name + "-0";

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Raw("<div class=\"choices choices-inline\">");
        ChoiceKind.Item(html, field, "radio", 0, new("yes", Yes), field.Raw() == "yes");
        ChoiceKind.Item(html, field, "radio", 1, new("no", No), field.Raw() == "no");
        html.Raw("</div>");
    }

    public override void Print(HtmlWriter html, Field field) =>
        html.Text(Parse(field) switch { true => Yes, false => No, _ => field.Raw() });
    public override IReadOnlyList<string> Cells(Field field) => [Parse(field) switch { true => Yes, false => No, _ => field.Raw() }];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) =>
        [("", cells[0] == Yes ? "yes" : cells[0] == No ? "no" : cells[0])];
    public override IEnumerable<(string Part, string Text)> Write(object value) => [("", value is true ? "yes" : "no")];
    public override JsonObject Schema(Question question) => new() { ["type"] = "boolean" };
}
