using System.Collections.Concurrent;
using System.Text.Json;
using Json.Schema;

namespace Keyaki.Tests.Rules;

/// <summary>JSON Schema (2020-12) as the files under cities/schema and the forms use it. A word that it does not know fails, so that
/// nothing passes unread.</summary>
static class CitySchema
{
    static readonly Dialect Strict = Dialect.Draft202012.With([], Dialect.Draft202012.Id, null, allowUnknownKeywords: false);
    static readonly EvaluationOptions Whole = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
    static readonly ConcurrentDictionary<string, JsonSchema> Known = new();

    /// <summary>What of a file does not fit the schema in another one, each with its place.</summary>
    public static IReadOnlyList<string> Faults(string schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        return Faults(Known.GetOrAdd(schema, file => Read(File.ReadAllText(file))), document.RootElement);
    }

    /// <exception cref="Exception">It is no schema, or has a word that there is none of.</exception>
    public static JsonSchema Read(string text)
    {
        var dialects = new DialectRegistry();
        dialects.Register(Strict);
        using var document = JsonDocument.Parse(text);
        Assert.Empty(Faults(MetaSchemas.Draft202012, document.RootElement));
        return JsonSchema.FromText(text, new() { SchemaRegistry = new(), DialectRegistry = dialects, Dialect = Strict });
    }

    static IReadOnlyList<string> Faults(JsonSchema schema, JsonElement value) =>
        schema.Evaluate(value, Whole) is { IsValid: false } found
            ? [.. (found.Details ?? []).SelectMany(d => (d.Errors ?? []).Select(e => $"{d.InstanceLocation}: {e.Value}"))] : [];
}
