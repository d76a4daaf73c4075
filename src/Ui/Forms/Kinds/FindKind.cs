using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>Words to look something up by, with a button of its own: the form is shown again with what was typed and what was found, and
/// nothing is checked or sent. The value is a string.</summary>
public sealed record FindKind : Kind
{
    public override string Code => "find";
    public override object? Parse(Field field) => Typed.Line(field.Raw());
    public override string? Check(Field field) => TooLong(field, Typed.Line(field.Raw()));
    protected override void Input(HtmlWriter html, Field field)
    {
        Line(html, field, max: field.Question.MaxLength);
        html.Raw(" <button class=\"button button-plain\"")
            .Html($" name=\"{FormRoutes.Then}\" value=\"{FormRoutes.Speak}\" formaction=\"#{field.Name}\">")
            .Text(field.Say("探す", "さがす", "Find")).Raw("</button>");
    }
    public override JsonObject Schema(Question question) => TextKind.Sized(question);
}
