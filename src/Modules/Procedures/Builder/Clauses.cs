using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>A condition that is chosen and not written: all or any of a few clauses on earlier questions. A tree that cannot be said so is
/// shown in words and stays, unless it is replaced.</summary>
static class Clauses
{
    public const int Most = 3;
    const string Mode = "when", Always = "always", Stays = "stays";
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The questions of the form: how the clauses go together, and each of them.</summary>
    public static IEnumerable<Ui.Question> Ask(JsonObject here, IReadOnlyList<Ui.Option> offered, Sheet sheet, string when = "いつ聞くか",
        string always = "いつも聞く")
    {
        if (offered.Count == 0 && here["when"] is null) yield break;
        yield return new(Mode, new ChoiceKind(), when)
        {
            Required = false,
            Options =
            [
                new(Always, always), new("and", "次のすべてに当てはまるとき"), new("or", "次のどれかに当てはまるとき"),
                .. here["when"] is { } kept && Read(kept, offered) is null ? [new Ui.Option(Stays,
                    $"今のまま：{InWords.When(kept, sheet)}")]
                    : Array.Empty<Ui.Option>(),
            ],
        };
        for (var i = 0; i < Most; i++)
        {
            yield return new($"clause{i}", new ChoiceKind { Folded = true }, $"条件{i + 1}") { Required = false, Options = offered };
            yield return new($"than{i}", new TextKind(), $"条件{i + 1}の数か日付")
            {
                Required = false, Hint = i == 0 ? "「以上」「以下」などを選んだときだけ書きます。日付は 2027-04-01 のように書きます。"
                : null, MaxLength = 20
            };
        }
    }

    public static void Fill(Form form, JsonObject here, IReadOnlyList<Ui.Option> offered)
    {
        if (!form.Asks(Mode)) return;
        var found = here["when"] is { } kept ? Read(kept, offered) : null;
        form.Fill(Mode, here["when"] is null ? Always : found?.Mode ?? Stays);
        foreach (var (clause, i) in (found?.All ?? []).Take(Most).Select((clause, i) => (clause, i)))
            form.Fill($"clause{i}", clause.What).Fill($"than{i}", clause.Than);
    }

    public static void Take(Form form, JsonObject here)
    {
        if (!form.Asks(Mode) || form[Mode] is Stays) return;
        var all = Enumerable.Range(0, Most).Select(i => Tree(form[$"clause{i}"], form[$"than{i}"])).OfType<JsonNode>().ToList();
        // Who chose a clause and left 「いつも」 as it was means the clause.
        Sheet.Set(here, "when", all.Count == 0 ? null : all.Count == 1 ? all[0]
            : new JsonArray([form[Mode] is "or" ? "or" : "and", .. all]));
    }

    /// <summary>One clause alone, as for an exemption or a way between pages.</summary>
    public static IEnumerable<Ui.Question> AskOne(string name, string label, IReadOnlyList<Ui.Option> offered, JsonNode? now, Sheet sheet,
        string? hint = null) =>
    [
        new(name, new ChoiceKind { Folded = true }, label)
        {
            Required = false, Hint = hint, Options = [.. offered, .. now is not null && One(now, offered) is null
                ? [new Ui.Option(Stays, $"今のまま：{InWords.When(now, sheet)}")] : Array.Empty<Ui.Option>()],
        },
        new(Than(name), new TextKind(), $"{label}の数か日付")
        { Required = false, MaxLength = 20, Hint = "「以上」「以下」などを選んだときだけ書きます。" },
    ];

    public static void FillOne(Form form, string name, JsonNode? now, IReadOnlyList<Ui.Option> offered)
    {
        if (now is null) return;
        var (what, than) = One(now, offered) ?? (Stays, "");
        form.Fill(name, what).Fill(Than(name), than);
    }

    public static JsonNode? TakeOne(Form form, string name, JsonNode? now) => form[name] == Stays ? now?.DeepClone()
        : Tree(form[name], form[Than(name)]);

    static string Than(string name) => name + "-than";

    /// <summary>A chosen value as the expression that it is; null for what no list has offered.</summary>
    public static JsonNode? Parsed(string what)
    {
        try { return what.Length == 0 ? null : JsonNode.Parse(what); }
        catch (JsonException) { return null; }
    }

    static JsonNode? Tree(string what, string than)
    {
        var tree = Parsed(what) as JsonArray;
        if (tree is [_, _] && tree[0]?.ToString() is not "empty") tree.Add(Sheet.Number(than) ?? "");
        return tree;
    }

    /// <summary>What can be said of these questions: each answer of a choice, each way to compare a number or a day.</summary>
    public static IReadOnlyList<Ui.Option> Offered(IEnumerable<JsonObject> questions)
    {
        var offered = new List<Ui.Option>();
        foreach (var question in questions)
        {
            var (label, read) = (Sheet.Label(question), "$" + Sheet.Word(question, "name"));
            void Offer(string words, params JsonNode[] tree) => offered.Add(new(new JsonArray(tree).ToJsonString(Plain),
                $"「{label}」{words}"));
            switch (Sheet.Word(question, "kind"))
            {
                case "yesno" or "consent":
                    Offer("の答えが「はい」", "=", read, true);
                    Offer("の答えが「いいえ」", "=", read, false);
                    break;
                case "choice":
                    foreach (var (code, said) in Sheet.Answers(question)) Offer($"の答えが「{said}」", "=", read, code);
                    break;
                case "many":
                    foreach (var (code, said) in Sheet.Answers(question)) Offer($"の答えに「{said}」がある", "in", read, code);
                    break;
                case "sex":
                    foreach (var sex in SexKind.Answers(Sheet.Word(question, "mayLeaveOut") == "true"))
                        Offer($"の答えが「{sex.Label.Ja}」", "=", read, sex.Code);
                    break;
                case "number" or "yen" or "calculated":
                    Offer("の数が、右の数以上", ">=", read);
                    Offer("の数が、右の数以下", "<=", read);
                    Offer("の数が、右の数と同じ", "=", read);
                    break;
                case "date" or "birth" or "slot":
                    Offer("の日が、右の日か、それより後", ">=", read);
                    Offer("の日が、右の日か、それより前", "<=", read);
                    break;
            }
            if (Sheet.Word(question, "required") == "false") Offer("に答えがない", "empty", read);
        }
        return offered;
    }

    /// <summary>The clauses of a tree; null where it is more than that.</summary>
    static (string Mode, IReadOnlyList<(string What, string Than)> All)? Read(JsonNode tree, IReadOnlyList<Ui.Option> offered)
    {
        if (One(tree, offered) is { } one) return ("and", [one]);
        if (tree is not JsonArray list || list is not [JsonValue word, _, ..] || word.ToString() is not ("and" or "or")
            || list.Count > Most + 1) return null;
        var all = list.Skip(1).Select(each => each is null ? null : One(each, offered)).ToList();
        return all.All(a => a is not null) ? (word.ToString(), [.. all.OfType<(string, string)>()]) : null;
    }

    public static (string What, string Than)? One(JsonNode tree, IReadOnlyList<Ui.Option> offered)
    {
        var whole = tree.ToJsonString(Plain);
        if (offered.Any(o => o.Value == whole)) return (whole, "");
        if (tree as JsonArray is not [JsonValue op, JsonValue read, JsonValue than]) return null;
        var half = new JsonArray(op.DeepClone(), read.DeepClone()).ToJsonString(Plain);
        return offered.Any(o => o.Value == half) ? (half, than.ToString()) : null;
    }
}
