using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>Several lines of text; the value is a string with \n between lines.</summary>
public sealed record LongTextKind(int Rows = 4) : Kind
{
    public override string Code => "longtext";
    public override object? Parse(Field field) => Text(field);
    public override string? Check(Field field) => TooLong(field, Text(field));
    static string Text(Field field) => field.Raw().ReplaceLineEndings("\n").Trim();

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Html($"<textarea class=\"input\" id=\"{field.Name}\" name=\"{field.Name}\" rows=\"{Rows}\"");
        if (field.Question.MaxLength is { } max) html.Html($" data-max=\"{max}\"");
        Describe(html, field);
        // A first line break right after the tag is eaten by browsers: one is given so that the person's own stays.
        html.Html($">\n{field.Raw()}</textarea>");
    }

    public override void Print(HtmlWriter html, Field field) => html.Html($"<span class=\"lines\">{Text(field)}</span>");
    public override JsonObject Schema(Question question) => TextKind.Sized(question);
}
