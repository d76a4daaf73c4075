using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>A procedure from the file of a neighbour: read whole or not at all. What only this city knows (departments, acts, classes of
/// records) is for the checklist; everything else is a fault here, with its path.</summary>
static class FromElsewhere
{
    /// <summary>More than this nobody reads, and no page of the builder holds.</summary>
    const int Deepest = 48, MostPages = 200, MostQuestions = 1500, MostOptions = 500;
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>null where the faults say why not.</returns>
    public static Sheet? Read(string text, CityProfile city, Faults faults)
    {
        if (TooDeep(text)) faults.Add("", "入れ子が深すぎて読めません。");
        else if (Format(text) is { } newer)
            faults.Add("format",
                $"このファイルは、新しい書き方（{newer}）です。この版のけやきが読めるのは {Expression.Version} までです。");
        else if (Seen(text, faults) is { } plain && city.Files<Parts>().Whole(plain, faults) is var whole && faults.None)
        {
            TooMuch(Sheet.Of(whole), faults);
            if (faults.None && DefinitionReader.Read(whole, CityWords.Any(city), faults) is not null) return Sheet.Of(whole);
        }
        return null;
    }

    /// <summary>What a draft holds at most.</summary>
    public static void TooMuch(Sheet sheet, Faults faults)
    {
        if (sheet.Pages.Count > MostPages) faults.Add("pages", $"ページは{MostPages}までにしてください。");
        if (sheet.All.Count() is > MostQuestions and var many)
            faults.Add("pages", $"質問が{many}あります。{MostQuestions}までにしてください。");
        foreach (var (page, p) in sheet.Pages.Select((page, p) => (page, p)))
            foreach (var (question, q) in Sheet.Questions(page).Select((question, q) => (question, q)))
                if (Sheet.Objects(question, "options").Count is > MostOptions and var count)
                    faults.Add($"pages[{p}].questions[{q}].options", $"選択肢が{count}あります。{MostOptions}までにしてください。");
    }

    static bool TooDeep(string text)
    {
        var depth = 0;
        // Only how deep it may be at most: whether it is JSON at all is said by the reader, with the line.
        foreach (var c in text)
            if (c is '{' or '[' && ++depth > Deepest) return true;
            else if (c is '}' or ']') depth--;
        return false;
    }

    static decimal? Format(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("format", out var format)
                && format.ValueKind is JsonValueKind.Number && format.TryGetDecimal(out var number) && number > Expression.Version
                    ? number : null;
        }
        catch (JsonException) { return null; }
    }

    /// <summary>The same without signs that work unseen, as for whatever is typed; null where a letter in it is half a letter.</summary>
    static string? Seen(string text, Faults faults)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) is { } root ? Seen(root, "", faults)?.ToJsonString(Plain) : text;
        }
        // Whether it is JSON is said by the reader, with the line.
        catch (JsonException) { return text; }
        catch (InvalidOperationException) { faults.Add("", "半分だけの文字（壊れた文字）が、項目の名前にあります。"); }
        return null;
    }

    static JsonNode? Seen(JsonNode? node, string at, Faults faults)
    {
        switch (node)
        {
            case JsonArray list: return new JsonArray([.. list.Select((each, i) => Seen(each, $"{at}[{i}]", faults))]);
            case JsonObject own:
                var seen = new JsonObject();
                foreach (var (key, value) in own)
                {
                    var (name, path) = (PlainText.Of(key), at.Length == 0 ? PlainText.Of(key) : $"{at}.{PlainText.Of(key)}");
                    if (!seen.TryAdd(name, Seen(value, path, faults))) faults.Add(path, "同じ名前の項目が、二つあります。");
                }
                return seen;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                try { return JsonValue.Create(PlainText.Of(value.GetValue<string>())); }
                catch (InvalidOperationException) { faults.Add(at, "半分だけの文字（壊れた文字）があります。"); }
                return null;
            default: return node?.DeepClone();
        }
    }
}
