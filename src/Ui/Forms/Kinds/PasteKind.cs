using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>What was copied in another program. A textarea; with scripting the HTML of what is pasted is taken, so that headings, lists and
/// tables stay. The value is the text or HTML as it came: whoever takes it cleans it.</summary>
public sealed record PasteKind(int Rows = 14) : Kind
{
    /// <summary>So many characters; a long text of a text program has less once its styles are off, which the page's script does.</summary>
    public const int Longest = Form.LongestAnswer;
    public override string Code => "paste";
    public override object? Parse(Field field) => field.Raw();
    public override string? Check(Field field) => TooLong(field, field.Raw());

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Html($"<textarea class=\"input\" id=\"{field.Name}\" name=\"{field.Name}\" rows=\"{Rows}\" data-paste");
        Describe(html, field);
        html.Html($">\n{field.Raw()}</textarea>");
    }

    public override void Print(HtmlWriter html, Field field) => html.Html($"<span class=\"lines\">{field.Raw()}</span>");
    public override JsonObject Schema(Question question) => TextKind.Sized(question);
}
