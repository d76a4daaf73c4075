using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Ui;

/// <summary>Any of several. The raw answer joins the codes by \n; the value is a list of codes. Of very many the chosen ones stand on top,
/// and the others are found by a word or lie folded away.</summary>
public sealed record ManyKind(int? Least = null, int? Most = null) : Kind
{
    const string Find = ".find";
    const int MostAtOnce = 30;
    static readonly IReadOnlyList<string> WithWord = ["", Find];

    /// <summary>What is chosen stands on top; the others are folded away, because they are many.</summary>
    public bool Folded { get; init; }

    public override string Code => "many";
    public override bool IsFieldset => true;
    public override IReadOnlyList<string> Parts => WithWord;
    public override bool Keeps(string part) => part != Find;
    public override bool IsEmpty(Field field) => PlainText.IsBlank(field.Raw());
    public override object? Parse(Field field) => Taken(field);
    public override string Missing(Field field) =>
        field.Say($"{field.Named}を1つ以上選んでください。", $"「{field.Label}」を 1つより 多く えらんで ください。", $"Choose at least one at “{field.Label}”.");
    public override string Anchor(Field field) => field.Name + "-0";

    public override string? Check(Field field)
    {
        var taken = Taken(field);
        if (field.Options.Count > 0 && taken.Any(value => field.Options.All(o => o.Value != value))) return ChoiceKind.Again(field);
        if (field.Options.FirstOrDefault(o => o.Closed && taken.Contains(o.Value)) is { } closed)
            return ChoiceKind.Closed(field, closed with { Hint = null });
        if (taken.Count < Least) return field.Say($"{field.Named}は{Least}つ以上選んでください。", $"「{field.Label}」は {Least}つより 多く えらんで ください。",
            $"Choose at least {Least} at “{field.Label}”.");
        return taken.Count > Most ? field.Say($"{field.Named}は{Most}つまで選べます。{taken.Count - Most}つ外してください。",
            $"「{field.Label}」は {Most}つまでです。{taken.Count - Most}つ へらして ください。",
            $"Choose at most {Most} at “{field.Label}”: take {taken.Count - Most} away.") : null;
    }

    static List<string> Taken(Field field) =>
        [.. field.Raw().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    protected override void Input(HtmlWriter html, Field field)
    {
        var (taken, many) = (Taken(field), field.Options.Count > MostAtOnce);
        if (!Folded && !many)
        {
            Items(html, field, taken, _ => true);
            return;
        }
        Items(html, field, taken, o => taken.Contains(o.Value));
        var found = many ? Search(html, field, taken) : [];
        var rest = field.Options.Count(o => !taken.Contains(o.Value) && !found.Contains(o));
        if (rest == 0) return;
        html.Raw("<details class=\"choices-more\"><summary>").Text(field.Say($"ほかの{rest}件から選ぶ", $"ほかの {rest}こから えらぶ",
            $"Choose from {rest} more")).Raw("</summary>");
        Items(html, field, taken, o => !taken.Contains(o.Value) && !found.Contains(o));
        html.Raw("</details>");
    }

    /// <summary>The box for a word, whose button shows the form again, and what the word finds.</summary>
    static List<Option> Search(HtmlWriter html, Field field, List<string> taken)
    {
        Part(html, field, Find, field.Say("言葉で探す", "ことばで さがす", "Find by a word"));
        html.Raw("<div class=\"search-in\">");
        Line(html, field, Find, autocomplete: "off", optional: true);
        html.Raw("<button class=\"button button-plain\"")
            .Html($" name=\"{FormRoutes.Then}\" value=\"{FormRoutes.Speak}\" formaction=\"#{field.Name}\">")
            .Text(field.Say("探す", "さがす", "Find")).Raw("</button></div>");
        if (JapaneseText.Fold(field.Raw(Find), removeSpaces: true) is not { Length: > 0 } word) return [];
        var found = field.Options.Where(o => !taken.Contains(o.Value)
            && JapaneseText.Fold($"{o.Label}\n{o.Words}", removeSpaces: true).Contains(word, StringComparison.Ordinal)).ToList();
        html.Raw("<p class=\"hint\">").Text(found.Count == 0
            ? field.Say("見つかりません。下の一覧からも選べます。", "ありません。下からも えらべます。", "Nothing found. You can also choose from the list below.")
            : field.Say($"{found.Count}件見つかりました。", $"{found.Count}こ ありました。", $"{found.Count} found.")).Raw("</p>");
        Items(html, field, taken, found.Contains);
        return found;
    }

    static void Items(HtmlWriter html, Field field, List<string> taken, Func<Option, bool> which)
    {
        html.Raw("<div class=\"choices\">");
        for (var i = 0; i < field.Options.Count; i++)
            if (which(field.Options[i]))
                ChoiceKind.Item(html, field, "checkbox", i, field.Options[i], taken.Contains(field.Options[i].Value));
        html.Raw("</div>");
    }

    public override void Print(HtmlWriter html, Field field) =>
        html.Text(string.Join(field.Say("、", "、", ", "), Taken(field)
            .Select(value => field.Options.FirstOrDefault(o => o.Value == value)?.Label ?? value)));

    public override IReadOnlyList<string> Cells(Field field) => [string.Join('\n', Taken(field)
        .Select(value => field.Options.FirstOrDefault(o => o.Value == value)?.Label ?? value))];

    public override IEnumerable<(string Part, string Text)> Back(Field field, IReadOnlyList<string> cells) =>
        [("", string.Join('\n', cells[0].Split('\n').Select(label => ChoiceKind.CodeOf(field, label))))];

    public override string Masked(Field field) => Taken(field).Count is var count
        ? field.Say($"（{count}つ選んであります）", $"（{count}つ えらんで あります）", $"({count} chosen)") : "";

    public override IEnumerable<(string Part, string Text)> Write(object value) =>
        [("", value is string one ? one : string.Join('\n', (IEnumerable<string>)value))];

    public override JsonObject Schema(Question question)
    {
        var item = new JsonObject { ["type"] = "string" };
        if (question.Options.Count > 0) item["enum"] = new JsonArray([.. question.Options.Select(o => (JsonNode)o.Value)]);
        return new() { ["type"] = "array", ["uniqueItems"] = true, ["items"] = item };
    }
}
