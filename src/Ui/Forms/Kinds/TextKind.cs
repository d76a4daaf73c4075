using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>One line of text, kept as it was typed. The value is a string.</summary>
public sealed record TextKind : Kind
{
    public override string Code => "text";
    public override object? Parse(Field field) => Typed.Line(field.Raw());
    public override string? Check(Field field) => TooLong(field, Typed.Line(field.Raw()));
    protected override void Input(HtmlWriter html, Field field) =>
        Line(html, field, autocomplete: field.Question.Autocomplete, max: field.Question.MaxLength, size: field.Question.MaxLength is <= 12
            ? "short" : null);
    public override JsonObject Schema(Question question) => Sized(question);

    internal static JsonObject Sized(Question question)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (question.MaxLength is { } max) schema["maxLength"] = max;
        return schema;
    }
}
