using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The JSON of a definition while it is written: read and changed part by part. What a part does not know, and what is wrong in
/// it, stays as it is.</summary>
public sealed class Sheet(JsonObject root)
{
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>What was kept, or else nothing at all.</summary>
    public static Sheet Of(string json)
    {
        try { return new(JsonNode.Parse(json, documentOptions: Strict) as JsonObject ?? new JsonObject()); }
        catch (JsonException) { return new(new JsonObject()); }
    }

    public JsonObject Root => root;
    public string Json => root.ToJsonString(Written);
    public string Code => Word(root, "code");
    public string Title => Said(root, "title").Ja is { Length: > 0 } title ? title : "（名前のない手続）";

    public IReadOnlyList<JsonObject> Pages => Objects(root, "pages");
    public static IReadOnlyList<JsonObject> Questions(JsonObject page) => Objects(page, "questions");
    public IEnumerable<JsonObject> All => Pages.SelectMany(Questions);

    /// <summary>A question by its name; what the rows of a group ask stands behind a point (`children.age`).</summary>
    public JsonObject? Find(string name) => name.Split('.', 2) is [var group, var row]
        ? All.Where(q => Word(q, "name") == group).SelectMany(Questions).FirstOrDefault(q => Word(q, "name") == row)
        : All.FirstOrDefault(q => Word(q, "name") == name);

    public JsonObject? PageOf(string name) => Pages.FirstOrDefault(p => Questions(p).Any(q => Word(q, "name") == name));

    /// <summary>In what a question stands: its page, or the group whose rows ask it.</summary>
    public JsonObject? HomeOf(string name) => name.Split('.', 2) is [var group, _] ? Find(group) : PageOf(name);

    /// <summary>Whether it is asked in the rows of a group.</summary>
    public static bool InRow(string name) => name.Contains('.', StringComparison.Ordinal);

    /// <summary>What is asked before this question or page.</summary>
    public IEnumerable<JsonObject> Before(JsonObject here) =>
        Pages.SelectMany(page => Questions(page).Prepend(page)).TakeWhile(each => each != here).Where(each => each.ContainsKey("kind"));

    /// <summary>What is asked up to the end of that page.</summary>
    public IEnumerable<JsonObject> Through(JsonObject page) => Pages.TakeWhile(p => p != page).Append(page).SelectMany(Questions);

    /// <summary>The list of that name, made where there is none.</summary>
    public static JsonArray List(JsonObject of, string name)
    {
        if (of[name] is JsonArray list) return list;
        var made = new JsonArray();
        of[name] = made;
        return made;
    }

    /// <summary>The object of that name, made where there is none.</summary>
    public static JsonObject Part(JsonObject of, string name)
    {
        if (of[name] is JsonObject part) return part;
        var made = new JsonObject();
        of[name] = made;
        return made;
    }

    public static IReadOnlyList<JsonObject> Objects(JsonObject of, string name) =>
        of[name] is JsonArray list ? [.. list.OfType<JsonObject>()] : [];

    /// <summary>A scalar as it is written; empty where there is none.</summary>
    public static string Word(JsonObject? of, string name) => of?[name] is JsonValue value ? value.ToString() : "";

    public static IReadOnlyList<string> Words(JsonObject of, string name) =>
        of[name] is JsonArray list ? [.. list.OfType<JsonValue>().Select(v => v.ToString())] : [];

    public static Text Said(JsonObject? of, string name) => Said(of?[name]);

    static Text Said(JsonNode? said) => said is not JsonObject text ? new("")
        : new(Word(text, "ja"), Word(text, "easy") is { Length: > 0 } easy ? easy : null, Word(text, "en") is { Length: > 0 } en ? en
            : null);

    /// <summary>A list of texts as one text, a line each.</summary>
    public static Text Lines(JsonObject of, string name) => Lines((of[name] as JsonArray ?? []).Select(Said));

    public static Text Lines(IEnumerable<Text> texts)
    {
        var all = texts.ToList();
        string? Joined(Func<Text, string?> of) => all.Any(t => of(t) is not null) ? string.Join('\n', all.Select(of)) : null;
        return new(Joined(t => t.Ja) ?? "", Joined(t => t.Easy), Joined(t => t.En));
    }

    /// <summary>The way back: as many as the language with the most lines has.</summary>
    public static IReadOnlyList<Text> Split(Text? lines)
    {
        var (ja, easy, en) = (Cut(lines?.Ja), Cut(lines?.Easy), Cut(lines?.En));
        return [.. Enumerable.Range(0, Math.Max(ja.Length, Math.Max(easy.Length, en.Length)))
            .Select(i => new Text(ja.ElementAtOrDefault(i) ?? "", Blank(easy.ElementAtOrDefault(i)), Blank(en.ElementAtOrDefault(i))))
            .Where(t => t.Ja.Length > 0 || t.Easy is not null || t.En is not null)];
    }

    static string[] Cut(string? text) => PlainText.IsBlank(text) ? [] : [.. (text ?? "").Split('\n').Select(line => line.Trim())];
    static string? Blank(string? text) => PlainText.IsBlank(text) ? null : text;

    public static JsonObject Node(Text text)
    {
        var node = new JsonObject { ["ja"] = text.Ja };
        if (text.Easy is { } easy) node["easy"] = easy;
        if (text.En is { } en) node["en"] = en;
        return node;
    }

    /// <summary>Nothing typed is nothing there.</summary>
    public static void Say(JsonObject of, string name, Text? text) =>
        Set(of, name, text is null or { Ja: "", Easy: null, En: null } ? null : Node(text));

    public static void SayAll(JsonObject of, string name, Text? lines) =>
        Set(of, name, Split(lines) is { Count: > 0 } all ? new JsonArray([.. all.Select(Node)]) : null);

    public static void Set(JsonObject of, string name, JsonNode? value)
    {
        if (value is null) of.Remove(name);
        else of[name] = value;
    }

    public static void SetWord(JsonObject of, string name, string? word) => Set(of, name, PlainText.IsBlank(word) ? null : word?.Trim());

    public static void SetWords(JsonObject of, string name, IEnumerable<string> words) =>
        Set(of, name, words.ToList() is { Count: > 0 } all ? new JsonArray([.. all.Select(w => (JsonNode)w)]) : null);

    /// <summary>A number where it is one; what is none is kept as it was typed, and the checklist says so.</summary>
    public static JsonNode? Number(string typed)
    {
        var plain = typed.Normalize(System.Text.NormalizationForm.FormKC).Replace(",", "", StringComparison.Ordinal).Trim();
        return plain.Length == 0 ? null
            : decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
            : JsonValue.Create(typed.Trim());
    }

    /// <summary>A name that none of these has: q1, q2 ...</summary>
    public static string Free(IEnumerable<JsonObject> among, string stem = "q")
    {
        var taken = among.Select(q => Word(q, "name")).ToHashSet();
        for (var n = 1; ; n++)
            if (!taken.Contains($"{stem}{n}")) return $"{stem}{n}";
    }

    static readonly Dictionary<string, string> NoNames = [];

    /// <summary>What a question is called in sentences about it.</summary>
    public static string Label(JsonObject question) => Said(question, "label").Ja is { Length: > 0 } label ? label : "（名前のない質問）";

    /// <summary>What its answers are called, by the code that conditions compare with.</summary>
    public static IReadOnlyDictionary<string, string> Answers(JsonObject? question) => question is null ? NoNames
        : Word(question, "kind") is "yesno" or "consent" ? new Dictionary<string, string> { ["true"] = "はい", ["false"] = "いいえ" }
        : Word(question, "kind") is "sex" ? Ui.SexKind.Answers(true).ToDictionary(a => a.Code, a => a.Label.Ja)
        : Objects(question, "options").GroupBy(o => Word(o, "code")).ToDictionary(g => g.Key, g => Said(g.First(), "label").Ja);
}
