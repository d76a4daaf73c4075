using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A text between the questions that asks nothing: there is no answer, on no page and in no record.</summary>
public sealed record ExplanationKind(params IReadOnlyList<string> Paragraphs) : Kind
{
    public override string Code => "explanation";
    public override bool Asks => false;
    public override IReadOnlyList<string> Parts => [];
    public override bool IsEmpty(Field field) => true;
    public override object? Parse(Field field) => null;
    public override string Anchor(Field field) => field.Name;

    public override void Show(HtmlWriter html, Field field)
    {
        html.Html($"<div class=\"field explanation\" data-q=\"{field.Name}\" id=\"{field.Name}\"><p class=\"label\">{field.Label}</p>");
        Input(html, field);
        html.Raw("</div>");
    }

    protected override void Input(HtmlWriter html, Field field)
    {
        if (field.Question.Hint is { } hint) html.Html($"<p class=\"hint\">{hint}</p>");
        foreach (var paragraph in Paragraphs) html.Html($"<p class=\"lines\">{paragraph}</p>");
    }

    public override IReadOnlyList<CellHead> Columns(Question question) => [];
    public override IReadOnlyList<string> Cells(Field field) => [];
    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) => [];
    public override string Masked(Field field) => "";
    public override JsonObject Schema(Question question) => [];
}
