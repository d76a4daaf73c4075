using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;

namespace Keyaki.Procedures;

/// <summary>A first, forgiving look through a definition for the names and types of its answers, so that conditions can be checked
/// against them.</summary>
internal static class DefinitionNames
{
    public static Dictionary<string, AnswerType> Of(Section root)
    {
        var names = new Dictionary<string, AnswerType>(StringComparer.Ordinal);
        foreach (var page in Objects(root.Json, "pages"))
            foreach (var question in Objects(page, "questions"))
                Add(question, names);
        return names;
    }

    /// <summary>A scalar of the file as a value; null for anything else.</summary>
    public static Value? Scalar(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => Value.Of(json.GetBoolean()),
        JsonValueKind.Number when json.TryGetDecimal(out var number) => Value.Of(number),
        JsonValueKind.String => Value.Of(json.GetString()),
        _ => null,
    };

    /// <summary>The table that a datum names, `["row", "fee/sofa"]`; null for anything else.</summary>
    public static string? Row(JsonElement json) => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 2
        && json[0].ValueKind == JsonValueKind.String && json[0].GetString() == "row" && json[1].ValueKind == JsonValueKind.String
            ? json[1].GetString() : null;

    static void Add(JsonElement question, Dictionary<string, AnswerType> names)
    {
        if (Word(question, "name") is not { } name || Word(question, "kind") is not { } word
            || !Question.Kinds.TryGetValue(word, out var kind) || word is "explanation" or "mynumber") return;
        var row = new Dictionary<string, AnswerType>(StringComparer.Ordinal);
        foreach (var child in Objects(question, "questions")) Add(child, row);
        var options = Objects(question, "options").ToList();
        // What sex can be answered with stands in the kind and not in the file.
        var sexes = word == "sex"
            ? SexKind.Answers(question.TryGetProperty("mayLeaveOut", out var may) && may.ValueKind is JsonValueKind.True) : [];
        names.TryAdd(name, new(Question.TypeOf(word, Word(question, "as")))
        {
            Row = row,
            Options = [.. options.Select(option => Word(option, "code")).OfType<string>(), .. sexes.Select(sex => sex.Code)],
            Data = options.SelectMany(option => option.EnumerateObject()).Where(p => p.Name is not ("code" or "label" or "hint" or "when"))
                .GroupBy(p => p.Name).ToDictionary(same => same.Key, same => Row(same.First().Value) is not null ? ValueKind.Number
                    : Scalar(same.First().Value)?.Kind ?? ValueKind.Unknown),
        });
        foreach (var part in kind.Parts) names.TryAdd($"{name}.{part}", new(ValueKind.Text));
    }

    static IEnumerable<JsonElement> Objects(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray()
            .Where(e => e.ValueKind == JsonValueKind.Object) : [];

    static string? Word(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
