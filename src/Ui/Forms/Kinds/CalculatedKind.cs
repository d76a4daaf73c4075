using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A value that the form counts from its other answers: shown and kept with them, never typed. What a browser sends for it is not
/// read.</summary>
/// <param name="As">The kind that prints, keeps and describes the value.</param>
/// <param name="Counted">The value by the answers of this form; null while they do not give one.</param>
public sealed record CalculatedKind(Kind As, Func<Form, object?> Counted) : Kind
{
    public override string Code => "calculated";
    public override IReadOnlyList<string> Parts => [];
    public override string Anchor(Field field) => field.Name;
    public override bool IsEmpty(Field field) => Parse(field) is null;

    // In a record stands what was counted when it was sent.
    public override object? Parse(Field field) => As.IsEmpty(field) ? Counted(field.Form) : As.Parse(field);

    public override void Show(HtmlWriter html, Field field)
    {
        html.Html($"<div class=\"field\" data-q=\"{field.Name}\" data-counted id=\"{field.Name}\"><p class=\"label\">{field.Label}</p>");
        if (field.Question.Hint is { } hint) html.Html($"<p class=\"hint\">{hint}</p>");
        Input(html, field);
        html.Raw("</div>");
    }

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Raw("<output>");
        if (IsEmpty(field))
            html.Raw("<span class=\"none\">").Text(field.Say("ほかの質問に答えると、ここに出ます。", "ほかの しつもんに 答えると、ここに 出ます。",
                "It appears here once the other questions are answered.")).Raw("</span>");
        else Print(html, field);
        html.Raw("</output>");
    }

    public override void Print(HtmlWriter html, Field field) => As.Print(html, Told(field));

    /// <summary>The value as an answer of its kind.</summary>
    Field Told(Field field) =>
        new Form([new Question("q", As, field.Label)]) { Language = field.Form.Language }.Fill("q", Parse(field)).Field("q");

    public override IReadOnlyList<CellHead> Columns(Question question) => As.Columns(question);
    public override IReadOnlyList<string> Cells(Field field) => As.Cells(Told(field));
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) => As.Back(field, cells);

    public override IEnumerable<(string Part, string Text)> Write(object value) => As.Write(value);

    public override JsonObject Schema(Question question)
    {
        var schema = As.Schema(question);
        schema["readOnly"] = true;
        return schema;
    }
}
