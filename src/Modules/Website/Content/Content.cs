using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Nodes;
using System.Security.Cryptography;
using System.Text;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Website;

/// <summary>What a page or a notice says in one language: its title, one sentence about it, and its blocks.</summary>
public sealed record Wording(string Title, string Summary, IReadOnlyList<Block> Blocks)
{
    public const int LongestTitle = 100, LongestSummary = 300;
    public static readonly Wording Nothing = new("", "", []);
    public bool IsEmpty => Title.Length == 0 && Summary.Length == 0 && Blocks.Count == 0;

    public bool Equals(Wording? other) => other is not null && Title == other.Title && Summary == other.Summary
        && Blocks.SequenceEqual(other.Blocks);
    public override int GetHashCode() => HashCode.Combine(Title, Summary, Blocks.Count);
}

/// <summary>日時: one of the times at which something happens, in the city's time.</summary>
/// <param name="Until">The end of it on that day, or of the last day where <paramref name="Last"/> is one.</param>
public sealed record Happening(DateOnly Day, TimeOnly? From = null, TimeOnly? Until = null, DateOnly? Last = null)
{
    public const int Most = 30;
    public DateOnly LastDay => Last ?? Day;
}

/// <summary>申込み: a procedure of the city, from which deadline, fee and free places come; or words where there is none.</summary>
public sealed record Applying(string? Procedure, Text? Words = null)
{
    public static readonly Applying None = new(Procedure: null);
}

/// <summary>A picture as it is used: which, and what it tells who does not see it.</summary>
/// <param name="Picture">The code of its <see cref="Material"/>.</param>
public sealed record Pictured(string Picture, Text? Alt = null);

/// <summary>お知らせの要点: what happens, when, where, for whom. Every form of the notice is derived from it. Whom to ask (問合せ) is none
/// of it:
/// that is the record of the department whose notice it is.</summary>
public sealed record Facts(IReadOnlyList<Happening> Times, Text? Place, Text? For, Text? Capacity, Text? Fee, Applying Apply)
{
    /// <summary>Above the text, and given to channels that show pictures.</summary>
    public Pictured? Picture { get; init; }

    public static readonly Facts None = new([], null, null, null, null, Applying.None);

    public bool Equals(Facts? other) => other is not null && Times.SequenceEqual(other.Times)
        && (Place, For, Capacity, Fee, Apply, Picture) == (other.Place, other.For, other.Capacity, other.Fee, other.Apply, other.Picture);
    public override int GetHashCode() => HashCode.Combine(Times.Count, Place, For, Capacity, Fee, Apply);
}

/// <summary>A form that an officer wrote by hand in the place of the derived one, and the hash of the master (<see cref="Content.Master"/>)
/// from which it was written: where the master is another one now, it is marked.</summary>
public sealed record Override(string Words, string Master);

/// <summary>
/// All that an edition of a page or notice says, in three languages. One record of facts: the page, the feeds, the short text and the text
/// for the paper are derived from it. Kept as JSON; its hash is what an approval pins.
/// </summary>
public sealed record Content
{
    public Wording Ja { get; init; } = Wording.Nothing;
    public Wording Easy { get; init; } = Wording.Nothing;
    public Wording En { get; init; } = Wording.Nothing;

    /// <summary>Of notices; null of pages.</summary>
    public Facts? Facts { get; init; }

    /// <summary>Codes of the city's topics and towns; no town means the whole city.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> Towns { get; init; } = [];

    /// <summary>Hand-written forms by the code of their channel.</summary>
    public IReadOnlyDictionary<string, Override> Forms { get; init; } = new Dictionary<string, Override>();

    /// <summary>The wording in <c>ja</c>, <c>easy</c> or <c>en</c>.</summary>
    public Wording this[string language] => language switch { "easy" => Easy, "en" => En, _ => Ja };

    public Content With(string language, Wording wording) => language switch
    {
        "easy" => this with { Easy = wording },
        "en" => this with { En = wording },
        _ => this with { Ja = wording },
    };

    /// <summary>The languages in which something is written, Japanese first.</summary>
    [JsonIgnore]
    public IEnumerable<(string Code, Wording Wording)> Written =>
        new[] { ("ja", Ja), ("easy", Easy), ("en", En) }.Where(w => w.Item1 == "ja" || !w.Item2.IsEmpty);

    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
        Converters = { new Blocks() },
    };

    public string Json() => JsonSerializer.Serialize(this, Options);
    public static Content Of(string json) => JsonSerializer.Deserialize<Content>(json, Options) ?? new();

    /// <summary>SHA-256 of all of it, as 64 hexadecimal digits.</summary>
    public string Hash() => Hashed(Json());

    /// <summary>The hash of what the derived forms come from: all but the forms written by hand.</summary>
    public string Master() => Hashed((this with { Forms = new Dictionary<string, Override>() }).Json());

    static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    sealed class Blocks : JsonConverter<Block>
    {
        public override Block Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Block.Read(new JsonArray(JsonNode.Parse(ref reader)))[0];
        public override void Write(Utf8JsonWriter writer, Block block, JsonSerializerOptions options) => block.Json().WriteTo(writer);
    }
}
