using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>男 or 女, where a law asks for it; 記載しない where the form allows that. The value is the option's code.</summary>
/// <param name="Law">Why it is asked, in the language of the page; it stands with the question.</param>
public sealed record SexKind(string Law) : ChoiceKind
{
    public const string Male = "male", Female = "female", Unsaid = "unsaid";

    public override string Code => "sex";

    /// <summary>The answers there are, by code.</summary>
    public static IReadOnlyList<(string Code, Text Label)> Answers(bool mayLeaveOut) =>
    [
        (Male, new("男", "男", "Male")), (Female, new("女", "女", "Female")),
        .. mayLeaveOut ? [(Unsaid, new Text("記載しない", "書かない", "Not to be stated"))] : Array.Empty<(string, Text)>(),
    ];

    protected override void Input(HtmlWriter html, Field field)
    {
        if (Law.Length > 0)
            html.Raw("<p class=\"hint\">")
                .Text(field.Say($"{Law}により、うかがいます。", $"{Law}で ききます。", $"Asked because of {Law}."))
                .Raw("</p>");
        base.Input(html, field);
    }

    public override JsonObject Schema(Question question) => question.Options.Count > 0 ? base.Schema(question)
        : new() { ["type"] = "string", ["enum"] = new JsonArray(Male, Female, Unsaid) };
}
