using System.Security.Cryptography;
using System.Text.Json;

namespace Keyaki.Kernel;

/// <summary>One immutable version of one file of a city (its posts, its calendar, a table), by the day from which it counts and the hash
/// of its content. Its kind is the folder, `profile` for the city's own.</summary>
public sealed record ProfileVersion(string Kind, string Code, DateOnly ValidFrom, string Hash, string Json)
{
    /// <summary>Where it lies in the city's folder.</summary>
    public string File { get; init; } = "";

    /// <summary>Makes a version of this JSON; line breaks, indentation and the order of properties do not change its hash.</summary>
    public static ProfileVersion Of(string kind, string code, DateOnly validFrom, JsonElement content)
    {
        using var canonical = new MemoryStream();
        using (var writer = new Utf8JsonWriter(canonical)) Write(content, writer);
        var hash = Convert.ToHexStringLower(SHA256.HashData(canonical.GetBuffer().AsSpan(0, (int)canonical.Length)));
        return new(kind, code, validFrom, hash, content.GetRawText());
    }

    static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
