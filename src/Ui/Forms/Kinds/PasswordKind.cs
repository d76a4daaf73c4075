using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A password: kept exactly as typed, never shown again. The value is a string.</summary>
public sealed record PasswordKind(bool New = false) : Kind
{
    public override string Code => "password";
    public override bool IsEmpty(Field field) => field.Raw().Length == 0;
    public override object? Parse(Field field) => field.Raw();
    protected override void Input(HtmlWriter html, Field field) =>
        Line(html, field, type: "password", autocomplete: field.Question.Autocomplete ?? (New ? "new-password" : "current-password"),
        size: "medium");
    public override void Print(HtmlWriter html, Field field) => html.Text(field.Say("（表示しません）", "（見せません）", "(not shown)"));
    public override IReadOnlyList<CellHead> Columns(Question question) => [];
    public override IReadOnlyList<string> Cells(Field field) => [];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) => [];
    public override JsonObject Schema(Question question) => new() { ["type"] = "string", ["writeOnly"] = true };
}
