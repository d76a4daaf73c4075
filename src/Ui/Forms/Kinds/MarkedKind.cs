using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>A long text with simple marks (headings, lists, tables). It is a textarea; with scripting it has buttons above it, and what is
/// pasted from a text program becomes marks. The value is the text as it is typed.</summary>
public sealed record MarkedKind(int Rows = 12) : Kind
{
    public override string Code => "marked";
    public override object? Parse(Field field) => field.Raw().ReplaceLineEndings("\n");
    public override string? Check(Field field) => TooLong(field, field.Raw().ReplaceLineEndings("\n"));

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Html($"<textarea class=\"input\" id=\"{field.Name}\" name=\"{field.Name}\" rows=\"{Rows}\" data-marks");
        if (field.Question.MaxLength is { } max) html.Html($" data-max=\"{max}\"");
        Describe(html, field);
        html.Html($">\n{field.Raw()}</textarea>");
    }

    public override void Print(HtmlWriter html, Field field) => html.Html($"<span class=\"lines\">{field.Raw()}</span>");
    public override JsonObject Schema(Question question) => TextKind.Sized(question);
}
