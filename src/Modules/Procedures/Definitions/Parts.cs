using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What many procedures ask or say alike, written once: `{ "use": "phone" }` in a definition stands for the part of that name,
/// with what is written beside it instead; a part that is a list is laid into the list around it. A definition is read, hashed and kept
/// whole, so that a part that changes makes a new version of each procedure that uses it, and no case of before changes.</summary>
public sealed record Parts(IReadOnlyDictionary<string, JsonNode> All)
{
    const string Word = "use";
    const int Deepest = 8;
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly CityFiles Files = new CityFiles<Parts>("forms", "*.json", "procedure-parts.json", Read);

    public static Parts None { get; } = new(new Dictionary<string, JsonNode>());

    static Parts Read(CityReading reading)
    {
        var all = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var file in reading.Files)
            foreach (var part in file.Open("parts")?.Maybe("parts")?.Json.EnumerateObject() ?? default)
                if (all.ContainsKey(part.Name)) file.Faults.Add($"parts.{part.Name}", "この名前の部品が、もうあります。");
                else if (part.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                    && JsonNode.Parse(part.Value.GetRawText()) is { } node) all[part.Name] = node;
                else file.Faults.Add($"parts.{part.Name}", "{ } か [ ] で書いてください。");
        return new(all);
    }

    /// <summary>The JSON of a definition with its parts laid in; as it is where it uses none, or is no JSON at all.</summary>
    public string Whole(string json, Faults faults)
    {
        if (!json.Contains($"\"{Word}\"", StringComparison.Ordinal)) return json;
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict) is { } root ? Laid(root, "", 0, faults).ToJsonString(Plain) : json;
        }
        catch (JsonException) { return json; }
    }

    JsonNode Laid(JsonNode node, string at, int depth, Faults faults) => node switch
    {
        JsonArray list => new JsonArray([.. list.SelectMany((each, i) => Among(each, $"{at}[{i}]", depth, faults))]),
        JsonObject own when Used(own, at, depth, faults) is { } part => part,
        JsonObject own => new JsonObject(own.Where(p => p.Key != Word).Select(p => KeyValuePair.Create(p.Key, p.Value is { } value
            ? Laid(value, at.Length == 0 ? p.Key : $"{at}.{p.Key}", depth, faults) : null))),
        _ => node.DeepClone(),
    };

    IEnumerable<JsonNode?> Among(JsonNode? each, string at, int depth, Faults faults)
    {
        if (each is null) return [null];
        var laid = Laid(each, at, depth, faults);
        return each is JsonObject own && own.ContainsKey(Word) && laid is JsonArray list ? [.. list.Select(n => n?.DeepClone())] : [laid];
    }

    JsonNode? Used(JsonObject own, string at, int depth, Faults faults)
    {
        if (!own.TryGetPropertyValue(Word, out var word)) return null;
        var name = word is JsonValue value && value.TryGetValue<string>(out var said) ? said : "";
        if (!All.TryGetValue(name, out var part) || depth == Deepest)
        {
            faults.Add(at, depth == Deepest ? $"「{name}」は、自分の中で自分を使っています。" : $"「{name}」という部品は、forms にありません。");
            return null;
        }
        var laid = Laid(part, at, depth + 1, faults);
        if (own.Count == 1) return laid;
        if (laid is JsonObject whole) Over(whole, own, at, depth, faults);
        else faults.Add(at, $"「{name}」は一覧なので、ほかに何も書けません。");
        return laid;
    }

    /// <summary>What the definition writes itself counts; where both have an object, each of its properties.</summary>
    void Over(JsonObject whole, JsonObject own, string at, int depth, Faults faults)
    {
        foreach (var (key, value) in own)
            if (key == Word) continue;
            else if (value is JsonObject mine && !mine.ContainsKey(Word) && whole[key] is JsonObject theirs)
                Over(theirs, mine, $"{at}.{key}", depth, faults);
            else whole[key] = value is null ? null : Laid(value, $"{at}.{key}", depth, faults);
    }
}
