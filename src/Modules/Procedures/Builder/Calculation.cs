using System.Text.Json.Nodes;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>A calculated value that is chosen and not written: up to three earlier answers and a fixed number, added, subtracted or
/// multiplied. What cannot be said so is shown in words and stays.</summary>
static class Calculation
{
    const int Most = 3;
    const string How = "how", As = "as", Fixed = "fixed", Stays = "stays";

    public static IEnumerable<Ui.Question> Ask(JsonObject here, Sheet sheet)
    {
        var offered = Offered(here, sheet);
        yield return new(How, new ChoiceKind(), "計算のしかた")
        {
            Required = false,
            Options =
            [
                new("+", "足す"), new("-", "引く"), new("*", "掛ける"),
                .. here["value"] is { } value && Read(value, offered) is null ? [new Ui.Option(Stays, "今の計算のまま")]
                    : Array.Empty<Ui.Option>(),
            ],
        };
        for (var i = 0; i < Most && offered.Count > 0; i++)
            yield return new($"of{i}", new ChoiceKind { Folded = true }, $"計算に使う答え{i + 1}") { Required = false, Options = offered };
        yield return new(Fixed, new TextKind(), "計算に使う決まった数")
        { Required = false, MaxLength = 15, Hint = "答えの後に、足す、引く、または掛ける数です。なければ空けます。" };
        yield return new(As, new ChoiceKind(), "見せ方")
        {
            Required = false, Options = [new("number", "数"), new("yen", "金額（円）"),
            .. Sheet.Word(here, As) == "date" ? [new Ui.Option("date", "日付")] : Array.Empty<Ui.Option>()]
        };
    }

    public static void Fill(Form form, JsonObject here, Sheet sheet)
    {
        var read = here["value"] is { } value ? Read(value, Offered(here, sheet)) : ("+", [], "");
        form.Fill(How, read?.How ?? Stays).Fill(As, Sheet.Word(here, As) is { Length: > 0 } shown ? shown : "number");
        if (read is not var (_, all, fix)) return;
        foreach (var (of, i) in all.Select((of, i) => (of, i))) form.Fill($"of{i}", of);
        form.Fill(Fixed, fix);
    }

    public static void Take(Form form, JsonObject here)
    {
        here[As] = form[As] is { Length: > 0 } shown ? shown : "number";
        if (form[How] == Stays) return;
        var parts = Enumerable.Range(0, Most).Select(i => Clauses.Parsed(form[$"of{i}"])).OfType<JsonNode>().ToList();
        if (Sheet.Number(form[Fixed]) is { } number) parts.Add(number);
        var how = form[How] is "-" or "*" ? form[How] : "+";
        Sheet.Set(here, "value", parts.Count <= 1 ? parts.FirstOrDefault() : new JsonArray([how, .. parts]));
    }

    /// <summary>What counts: numbers, how many there are of something, and an age. The value is the expression itself.</summary>
    static IReadOnlyList<Ui.Option> Offered(JsonObject here, Sheet sheet) => [.. sheet.Before(here).SelectMany(question =>
    {
        var (label, read) = (Sheet.Label(question), "$" + Sheet.Word(question, "name"));
        return Sheet.Word(question, "kind") switch
        {
            "number" or "yen" or "calculated" => [new Ui.Option(Written(read), $"「{label}」の答え")],
            "group" => Sheet.Questions(question).Where(row => Sheet.Word(row, "kind") is "number" or "yen").Select(row => new Ui.Option(
                    Written(new JsonArray("sum", read, "$." + Sheet.Word(row, "name"))), $"「{label}」の「{Sheet.Label(row)}」の合計"))
                .Prepend(new(Written(new JsonArray("count", read)), $"「{label}」の行の数")),
            "many" => [new Ui.Option(Written(new JsonArray("count", read)), $"「{label}」で選んだ数")],
            "birth" or "date" =>
                [new Ui.Option(Written(new JsonArray("age-by-birthday", read, "@today")), $"「{label}」からの今日の満年齢")],
            _ => Array.Empty<Ui.Option>(),
        };
    })];

    static string Written(JsonNode tree) => tree.ToJsonString();

    static (string How, IReadOnlyList<string> Of, string Fixed)? Read(JsonNode value, IReadOnlyList<Ui.Option> offered)
    {
        bool Known(JsonNode? part) => part is not null && offered.Any(o => o.Value == Written(part));
        if (Known(value)) return ("+", [Written(value)], "");
        if (value as JsonArray is not [JsonValue how, ..] || how.ToString() is not ("+" or "-" or "*")) return null;
        var parts = ((JsonArray)value).Skip(1).ToList();
        var last = parts is [.., JsonValue fix] && fix.GetValueKind() is System.Text.Json.JsonValueKind.Number ? fix.ToString() : "";
        var read = last.Length > 0 ? parts[..^1] : parts;
        return read.Count <= Most && read.All(Known) ? (how.ToString(), [.. read.OfType<JsonNode>().Select(Written)], last) : null;
    }
}
