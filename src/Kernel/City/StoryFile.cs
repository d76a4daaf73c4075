using System.Text.Json;
using System.Text.Json.Serialization;

namespace Keyaki.Kernel;

/// <summary>The practice town's story: each module reads the part of it that is its own.</summary>
public static class StoryFile
{
    public const string Name = "story.json";

    /// <summary>The ids of its people who are not written out begin so: they are made for the many applications.</summary>
    public const string Crowd = "crowd-";

    /// <summary>The town's first day: its officers hold their posts from here on, and nothing is told of before.</summary>
    public static readonly DateOnly Begins = new(2025, 4, 1);

    /// <summary>Whether a city has one; without it its practice city begins empty.</summary>
    public static bool IsIn(string cityFolder) => File.Exists(Path.Combine(cityFolder, Name));

    static readonly JsonSerializerOptions Words = new(JsonSerializerOptions.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The story as a module sees it.</summary>
    /// <exception cref="BrokenProfile">it cannot be read; with the place.</exception>
    public static async Task<T> Read<T>(string cityFolder) where T : class
    {
        await using var file = File.OpenRead(Path.Combine(cityFolder, Name));
        try { return await JsonSerializer.DeserializeAsync<T>(file, Words) ?? throw new JsonException(); }
        catch (JsonException broken)
        {
            throw new BrokenProfile([new(Name, broken.Path ?? "", $"読めません（{broken.LineNumber + 1}行目）。")]);
        }
    }
}
