using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>A part of a letter, from top to bottom.</summary>
[JsonDerivedType(typeof(WordsBlock), "text"), JsonDerivedType(typeof(FactsBlock), "table"), JsonDerivedType(typeof(RemedyBlock), "remedy")]
[JsonDerivedType(typeof(GlossBlock), "gloss"), JsonDerivedType(typeof(ReplyBlock), "reply")]
public abstract record LetterBlock
{
    /// <summary>It stands only in letters that have this fact, or only in those that have it not.</summary>
    public string? If { get; init; }
    public string? Unless { get; init; }

    public bool StandsIn(IReadOnlyDictionary<string, string> facts)
    {
        return (If is null || Has(If)) && (Unless is null || !Has(Unless));

        bool Has(string fact) => facts.GetValueOrDefault(fact, "").Length > 0;
    }
}

/// <summary>A paragraph, with {facts} in it.</summary>
public sealed record WordsBlock(string Words) : LetterBlock;

/// <summary>A table of these facts, label and value; one that is empty is left out.</summary>
public sealed record FactsBlock(IReadOnlyList<LetterFact> Facts) : LetterBlock;

/// <summary>教示: how to object, in small type.</summary>
public sealed record RemedyBlock(string Words) : LetterBlock;

/// <summary>What the letter says for who does not read Japanese well: in plain words and in English, in a box.</summary>
public sealed record GlossBlock(string Easy, string English) : LetterBlock;

/// <summary>返送する欄: rows that whoever gets the letter fills in and sends back.</summary>
public sealed record ReplyBlock(string Title, IReadOnlyList<string> Rows) : LetterBlock;

/// <summary>手紙のひな形: the words of a kind of letter, as the city's file has them.</summary>
public sealed partial record LetterTemplate(string Code, string Title, Envelope Envelope, IReadOnlyList<LetterBlock> Blocks)
{
    static readonly Envelope None = new("", "", 0, 0, 0, 0, 1);

    // Whatever stands in braces is meant as a fact: a misspelt one must not be printed.
    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Place();

    /// <summary>The words with what this letter's facts are.</summary>
    public static string Fill(string words, IReadOnlyDictionary<string, string> facts) =>
        Place().Replace(words, m => facts.GetValueOrDefault(m.Groups[1].Value, ""));

    internal static LetterTemplate Read(CityReading reading, LetterKind kind)
    {
        if (reading.File.Open("code", "title", "envelope", "blocks") is not { } root) return new(kind.Code, "", None, []);
        var (code, title, name) = (root.Code("code"), root.Word("title"), root.Code("envelope"));
        reading.File.IsNamed(code, root.Date("validFrom") ?? default);
        var envelope = reading.City.Files<Envelopes>().All.FirstOrDefault(e => e.Code == name);
        if (envelope is null) root.Fault("envelope", $"letters/envelopes.json に「{name}」がありません。");
        var blocks = root.List("blocks").Select(each => Block(each, kind)).OfType<LetterBlock>().ToList();
        if (blocks.Count == 0) root.Fault("blocks", "一つも書かれていません。");
        return new(kind.Code, title, envelope ?? None, blocks);
    }

    static LetterBlock? Block(Section each, LetterKind kind)
    {
        each.Only("text", "table", "remedy", "gloss", "reply", "if", "unless");
        return Part(each, kind) is not { } part ? null : part with { If = Only("if"), Unless = Only("unless") };

        string? Only(string name) => each.MaybeWord(name) is { } code ? Fact(each, name, code, kind)?.Code : null;
    }

    static LetterBlock? Part(Section each, LetterKind kind)
    {
        if (each.Has("text")) return new WordsBlock(Words(each, "text", kind));
        if (each.Has("remedy")) return new RemedyBlock(Words(each, "remedy", kind));
        if (each.Has("table"))
            return new FactsBlock([.. each.Words("table").Select(code => Fact(each, "table", code, kind)).OfType<LetterFact>()]);
        if (each.Maybe("gloss") is { } gloss)
        {
            gloss.Only("easy", "en");
            return new GlossBlock(Words(gloss, "easy", kind), Words(gloss, "en", kind));
        }
        if (each.Maybe("reply") is { } reply)
        {
            reply.Only("title", "rows");
            return new ReplyBlock(Words(reply, "title", kind), reply.Words("rows"));
        }
        each.Fault("", "text、table、remedy、gloss、reply のどれかを書いてください。");
        return null;
    }

    static string Words(Section each, string name, LetterKind kind)
    {
        var words = each.Word(name);
        foreach (Match place in Place().Matches(words)) Fact(each, name, place.Groups[1].Value, kind);
        return words;
    }

    static LetterFact? Fact(Section each, string name, string code, LetterKind kind)
    {
        var fact = kind.Facts.FirstOrDefault(f => f.Code == code);
        if (fact is null)
            each.Fault(name, $"「{code}」という項目はありません。使えるのは {string.Join("、", kind.Facts.Select(f => f.Code))} です。");
        return fact;
    }
}

/// <summary>What a batch says beside the facts, kept with it: words, envelope and signature as they were, whatever the city's files say
/// later.</summary>
public sealed record LetterWords(LetterTemplate Template, string Signed)
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static LetterWords Of(LetterKind kind, CityProfile city) =>
        new(kind.Template(city), $"{city.City.MayorTitle}　　{city.City.MayorName}");

    public static LetterWords Read(string json) => JsonSerializer.Deserialize<LetterWords>(json, Plain)
        ?? throw new InvalidOperationException("A batch has no words.");

    public override string ToString() => JsonSerializer.Serialize(this, Plain);
}
