using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>A sentence in 日本語, やさしい日本語 and English, side by side where there is room. The value is a Text; what is not written
/// yet is
/// null in it.</summary>
public sealed record SpokenKind(int Rows = 1) : Kind
{
    const string Ja = ".ja", Easy = ".easy", En = ".en";
    static readonly IReadOnlyList<string> Three = [Ja, Easy, En];

    public override string Code => "spoken";
    public override IReadOnlyList<string> Parts => Three;

    public override object? Parse(Field field) => new Text(Typed(field, Ja) ?? "", Typed(field, Easy), Typed(field, En));

    static string? Typed(Field field, string part) =>
        PlainText.IsBlank(field.Raw(part)) ? null : field.Raw(part).ReplaceLineEndings("\n").Trim();

    protected override void Input(HtmlWriter html, Field field)
    {
        html.Raw("<div class=\"spoken\">");
        foreach (var (part, label, lang) in new[] { (Ja, "日本語", "ja"), (Easy, "やさしい日本語", "ja"), (En, "English", "en") })
        {
            html.Raw("<div>");
            Part(html, field, part, label);
            if (Rows == 1) Line(html, field, part);
            else
            {
                var name = field.Name + part;
                html.Html($"<textarea class=\"input\" id=\"{name}\" name=\"{name}\" rows=\"{Rows}\" lang=\"{lang}\"");
                Describe(html, field, part);
                html.Html($">\n{field.Raw(part)}</textarea>");
            }
            html.Raw("</div>");
        }
        html.Raw("</div>");
    }

    public override void Print(HtmlWriter html, Field field) =>
        html.Html($"<span class=\"lines\">{string.Join('\n', Parts.Select(field.Raw).Where(said => !PlainText.IsBlank(said)))}</span>");

    public override IEnumerable<(string Part, string Text)> Write(object value) =>
        value is Text text ? [(Ja, text.Ja), (Easy, text.Easy ?? ""), (En, text.En ?? "")] : [];

    public override JsonObject Schema(Question question) => new()
    {
        ["type"] = "object", ["properties"] = new JsonObject(Parts.Select(part =>
            KeyValuePair.Create<string, JsonNode?>(part[1..], new JsonObject { ["type"] = "string" }))),
    };
}
