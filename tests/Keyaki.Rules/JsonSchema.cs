using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Keyaki.Tests.Rules;

/// <summary>As much of JSON Schema (2020-12) as the files under cities/schema use; a word that is not known here fails, so that nothing
/// passes unread.</summary>
sealed class JsonSchema(JsonElement root)
{
    public static JsonSchema Read(string file) => new(JsonDocument.Parse(File.ReadAllText(file)).RootElement.Clone());

    /// <summary>What does not fit, each with its place.</summary>
    public IReadOnlyList<string> Faults(string json)
    {
        var faults = new List<string>();
        Check(root, JsonDocument.Parse(json).RootElement, "$", faults);
        return faults;
    }

    void Check(JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            if (schema.ValueKind is JsonValueKind.False) faults.Add($"{at}: 書けない");
            return;
        }
        foreach (var rule in schema.EnumerateObject())
            switch (rule.Name)
            {
                case "$schema" or "$id" or "$defs" or "title" or "description" or "format" or "examples" or "default": break;
                case "$ref": Check(Definition(rule.Value.GetString() ?? ""), value, at, faults); break;
                case "type" when !Types(rule.Value).Any(type => Is(value, type)): faults.Add($"{at}: {rule.Value} ではない"); return;
                case "type": break;
                case "const" when !JsonElement.DeepEquals(rule.Value, value): faults.Add($"{at}: {rule.Value} ではない"); break;
                case "const": break;
                case "enum" when !rule.Value.EnumerateArray()
                    .Any(v => JsonElement.DeepEquals(v, value)):
                    faults.Add($"{at}: {value} は選べない"); break;
                case "enum": break;
                case "oneOf" when rule.Value.EnumerateArray().Count(s => Fits(s, value, at)) != 1:
                    faults.Add($"{at}: どれか一つの形になっていない");
                    break;
                case "oneOf": break;
                case "pattern" when value.ValueKind is JsonValueKind.String
                    && !Regex.IsMatch(value.GetString() ?? "",
                    rule.Value.GetString() ?? ""):
                    faults.Add($"{at}: 「{value}」は {rule.Value} に合わない"); break;
                case "pattern": break;
                case "minimum" when value.ValueKind is JsonValueKind.Number
                    && value.GetDecimal() < rule.Value.GetDecimal():
                    faults.Add($"{at}: {value} は小さすぎる"); break;
                case "minimum": break;
                case "minLength" when value.ValueKind is JsonValueKind.String
                    && (value.GetString() ?? "").Length < rule.Value.GetInt32():
                    faults.Add($"{at}: 短すぎる"); break;
                case "minLength": break;
                case "maxLength" when value.ValueKind is JsonValueKind.String
                    && (value.GetString() ?? "").Length > rule.Value.GetInt32():
                    faults.Add($"{at}: 長すぎる"); break;
                case "maxLength": break;
                case "minItems" when value.ValueKind is JsonValueKind.Array
                    && value.GetArrayLength() < rule.Value.GetInt32():
                    faults.Add($"{at}: 少なすぎる"); break;
                case "minItems": break;
                case "maximum" when value.ValueKind is JsonValueKind.Number && value.GetDecimal() > rule.Value.GetDecimal():
                    faults.Add($"{at}: 大きすぎる"); break;
                case "maximum": break;
                case "items":
                    if (value.ValueKind is JsonValueKind.Array)
                        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
                            Check(rule.Value, item, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"), faults);
                    break;
                case "required":
                    if (value.ValueKind is JsonValueKind.Object)
                        foreach (var name in rule.Value.EnumerateArray().Select(n => n.GetString() ?? "")
                            .Where(n => !value.TryGetProperty(n, out _))) faults.Add($"{at}.{name}: 書かれていない");
                    break;
                case "properties":
                    if (value.ValueKind is JsonValueKind.Object)
                        foreach (var property in rule.Value.EnumerateObject())
                            if (value.TryGetProperty(property.Name, out var inner))
                                Check(property.Value, inner, $"{at}.{property.Name}", faults);
                    break;
                case "additionalProperties":
                    if (value.ValueKind is JsonValueKind.Object)
                        foreach (var more in value.EnumerateObject()
                            .Where(p => !(schema.TryGetProperty("properties", out var known)
                            && known.TryGetProperty(p.Name, out _)))) Check(rule.Value, more.Value, $"{at}.{more.Name}", faults);
                    break;
                default: throw new NotSupportedException($"この試験は JSON Schema の「{rule.Name}」を読めません");
            }
    }

    bool Fits(JsonElement schema, JsonElement value, string at)
    {
        var faults = new List<string>();
        Check(schema, value, at, faults);
        return faults.Count == 0;
    }

    JsonElement Definition(string reference) => reference.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name));

    static IEnumerable<string> Types(JsonElement type) => type.ValueKind is JsonValueKind.Array ? type.EnumerateArray()
        .Select(t => t.GetString() ?? "") : [type.GetString() ?? ""];

    static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind is JsonValueKind.Object,
        "array" => value.ValueKind is JsonValueKind.Array,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind is JsonValueKind.Number,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var n) && n == decimal.Truncate(n),
        "null" => value.ValueKind is JsonValueKind.Null,
        _ => throw new NotSupportedException(type),
    };
}
