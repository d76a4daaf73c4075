using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>Consent to a text: one box to tick. The raw answer is the text itself, so that what was agreed to stands in the record word
/// for word; the value is true.</summary>
/// <param name="Words">What is agreed to, in the language of the page.</param>
/// <param name="Elsewhere">The same text in the other languages: whoever agreed in one goes on in another.</param>
public sealed record ConsentKind(string Words, params IReadOnlyList<string> Elsewhere) : Kind
{
    public override string Code => "consent";
    public override bool IsFieldset => true;
    public override object? Parse(Field field) => Agreed(field) ? true : null;
    public override string Anchor(Field field) => field.Name + "-0";

    public override string Missing(Field field) =>
        field.Say($"{field.Named}を読んで、同意するときはチェックを付けてください。", $"「{field.Label}」を 読んで、よければ しるしを つけて ください。",
            $"Read “{field.Label}” and tick the box if you agree.");

    // Only the words that were shown are agreed to, whatever a browser sends.
    public override string? Check(Field field) => Agreed(field) ? null
        : field.Say($"{field.Named}の文が変わりました。もう一度読んで、同意するときはチェックを付けてください。",
            $"「{field.Label}」の 文が かわりました。もういちど 読んで ください。", $"The text of “{field.Label}” has changed. Please read it again.");

    bool Agreed(Field field) => field.Raw() is { Length: > 0 } raw && Elsewhere.Prepend(Words).Any(words => Kept(words) == raw);

    // As an answer is kept when it was posted.
    static string Kept(string words) => PlainText.Of(words.ReplaceLineEndings("\n"));

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Html($"<p class=\"lines\" id=\"{field.Name}-words\">{Words}</p><div class=\"choices\">");
        ChoiceKind.Item(html, field, "checkbox", 0, new(Kept(Words), field.Say("上の文に同意します", "上の 文の とおりで いいです", "I agree to this text")),
            Agreed(field));
        html.Raw("</div>");
    }

    public override void Print(HtmlWriter html, Field field) =>
        html.Html($"{field.Say("同意しました", "いいと 答えました", "Agreed")}<br><span class=\"lines\">{field.Raw()}</span>");

    public override IReadOnlyList<string> Cells(Field field) => [field.Raw()];
    public override IEnumerable<(string Part, string Text)> Write(object value) => [("", value is true ? Kept(Words) : "")];
    public override JsonObject Schema(Question question) => new() { ["type"] = "boolean", ["const"] = true };
}
