using System.Text.Json;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>部品: one part of a page as data. What it is (heading, text, table ...) and what was typed for it, field by field.</summary>
/// <param name="Kind">The code of its <see cref="BlockKind"/>.</param>
public sealed record Block(string Kind, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>So many blocks has a page at most, and so many characters has one of them.</summary>
    public const int Most = 200, Longest = 40_000;

    public Block(string kind, params (string Name, string Value)[] values)
        : this(kind, values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal)) { }

    /// <summary>What was typed there; empty where nothing was.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>The lines of a field that are not blank, without blanks around them.</summary>
    public IReadOnlyList<string> Lines(string name) =>
        this[name].ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public Block With(string name, string value) =>
        this with { Values = new Dictionary<string, string>(Values, StringComparer.Ordinal) { [name] = value } };

    public bool Equals(Block? other) => other is not null && Kind == other.Kind && Filled().SequenceEqual(other.Filled());
    public override int GetHashCode() => Filled().Aggregate(Kind.GetHashCode(StringComparison.Ordinal), HashCode.Combine);
    IEnumerable<KeyValuePair<string, string>> Filled() =>
        Values.Where(v => v.Value.Length > 0).OrderBy(v => v.Key, StringComparer.Ordinal);

    public JsonObject Json()
    {
        var json = new JsonObject { ["kind"] = Kind };
        foreach (var (name, value) in Filled()) json[name] = value;
        return json;
    }

    /// <exception cref="JsonException">it is no list of blocks.</exception>
    public static IReadOnlyList<Block> Read(JsonNode? json) => json is JsonArray list ? [.. list.Select(One)] : [];

    static Block One(JsonNode? json) => json is JsonObject each && (string?)each["kind"] is { } kind
        ? new(kind, each.Where(v => v.Key != "kind").ToDictionary(v => v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal))
        : throw new JsonException("a block without kind");

    public static JsonArray Json(IEnumerable<Block> blocks) => new([.. blocks.Select(b => (JsonNode)b.Json())]);
}
