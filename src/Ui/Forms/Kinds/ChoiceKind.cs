using System.Text.Json.Nodes;

namespace Keyaki.Ui;

/// <summary>One of several. Radio buttons; a list to open when there are more than seven without a line of their own. The value is the
/// option's code.</summary>
public record ChoiceKind : Kind
{
    /// <summary>A list to open, however few there are: where many questions of this kind stand together.</summary>
    public bool Folded { get; init; }

    public override string Code => "choice";
    public override bool IsFieldset => true;
    public override object? Parse(Field field) => field.Raw();
    public override string Missing(Field field) => field.Nothing ??
        field.Say($"{field.Named}を選んでください。", $"「{field.Label}」を えらんで ください。", $"Choose an answer to “{field.Label}”.");
    public override string Anchor(Field field) => AsList(field) ? field.Name : field.Name + "-0";

    public override string? Check(Field field)
    {
        var raw = field.Raw();
        // A question whose options come only while asking (an officer, a free day) is checked by whoever accepts it.
        if (field.Options.Count == 0) return null;
        return field.Options.FirstOrDefault(o => o.Value == raw) switch
        {
            null => Again(field),
            { Closed: true } closed => Closed(field, closed),
            _ => null,
        };
    }

    internal static string Again(Field field) =>
        field.Say($"{field.Named}は、一覧の中から選び直してください。", $"「{field.Label}」を もういちど えらんで ください。",
            $"Choose again from the list at “{field.Label}”.");

    internal static string Closed(Field field, Option closed)
    {
        var why = closed.Hint?.TrimEnd('。', '.');
        return field.Say($"「{closed.Label}」は今は選べません{(why is null ? "" : $"（{why}）")}。ほかのものを選んでください。",
            $"「{closed.Label}」は えらべません{(why is null ? "" : $"（{why}）")}。ほかの ものを えらんで ください。",
            $"“{closed.Label}” cannot be chosen now{(why is null ? "" : $" ({why})")}. Choose something else.");
    }

    bool AsList(Field field) => (Folded || field.Options.Count > 7) && field.Options.All(o => o.Hint is null);

    public override void Show(HtmlWriter html, Field field)
    {
        if (AsList(field)) List.Show(html, field);
        else base.Show(html, field);
    }

    static readonly Kind List = new ListKind();

    protected override void Input(HtmlWriter html, Field field)
    {
        if (field.Options.Count == 0)
            html.Html($"<p class=\"hint\">{field.Nothing ?? Later(field)}</p>");
        html.Raw("<div class=\"choices\">");
        for (var i = 0; i < field.Options.Count; i++)
            Item(html, field, "radio", i, field.Options[i], field.Raw() == field.Options[i].Value);
        html.Raw("</div>");
    }

    static string Later(Field field) => field.Say("まだ選べるものがありません。ほかの質問に答えて進むと、ここに表示されます。",
        "まだ えらべません。ほかの しつもんに 答えると、ここに 出ます。",
        "Nothing to choose yet. Answer the other questions and go on; the choices then appear here.");

    internal static void Item(HtmlWriter html, Field field, string type, int index, Option option, bool on)
    {
        var id = $"{field.Name}-{index}";
        html.Html($"<div class=\"choice\"><input type=\"{type}\" id=\"{id}\" name=\"{field.Name}\" value=\"{option.Value}\"")
            .Attribute("checked", on).Attribute("disabled", option.Closed && !on).Attribute("autofocus", field.Form.Focus == id);
        html.Attribute("aria-describedby", option.Hint is null ? null : id + "-hint").Html($"><label for=\"{id}\"");
        if (option.Words is { } words) html.Attribute("data-words", words);
        html.Raw(">");
        if (option.Picture is { } picture)
            html.Html($"<img class=\"picture\" src=\"{picture}\" alt=\"\" width=\"96\" height=\"80\" loading=\"lazy\">");
        html.Html($"<span>{option.Label}</span></label>");
        if (option.Hint is { } hint) html.Html($"<p class=\"hint\" id=\"{id}-hint\">{hint}</p>");
        html.Raw("</div>");
        var under = field.Form.Under(field.Question, option).ToList();
        if (under.Count == 0) return;
        html.Raw("<div class=\"under\">");
        foreach (var question in under) question.Kind.Show(html, new(field.Form, question));
        html.Raw("</div>");
    }

    public override void Print(HtmlWriter html, Field field) =>
        html.Text(field.Options.FirstOrDefault(o => o.Value == field.Raw())?.Label ?? field.Raw());

    public override IReadOnlyList<string> Cells(Field field) =>
        [field.Options.FirstOrDefault(o => o.Value == field.Raw())?.Label ?? field.Raw()];

    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) =>
        [("", CodeOf(field, cells[0]))];

    internal static string CodeOf(Field field, string label) => field.Options.FirstOrDefault(o => o.Label == label)?.Value ?? label;

    public override JsonObject Schema(Question question)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (question.Options.Count > 0) schema["enum"] = new JsonArray([.. question.Options.Select(o => (JsonNode)o.Value)]);
        return schema;
    }

    /// <summary>The same question as a select: one input with one label.</summary>
    sealed record ListKind : Kind
    {
        public override string Code => "choice";
        public override object? Parse(Field field) => field.Raw();
        public override JsonObject Schema(Question question) => [];

        protected override void Input(HtmlWriter html, Field field)
        {
            html.Html($"<span class=\"select\"><select class=\"input\" id=\"{field.Name}\" name=\"{field.Name}\"")
                .Attribute("autofocus", field.Form.Focus == field.Name);
            Describe(html, field);
            html.Html($"><option value=\"\">{field.Say("選んでください", "えらんで ください", "Choose")}</option>");
            foreach (var option in field.Options)
            {
                var on = field.Raw() == option.Value;
                html.Html($"<option value=\"{option.Value}\"").Attribute("selected", on).Attribute("disabled", option.Closed && !on)
                    .Html($">{option.Label}</option>");
            }
            html.Raw("</select></span>");
        }
    }
}
