using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keyaki.Bench;

/// <summary>A city's folder for the benchmark: a copy of the real one with three procedures of its own, one that is short and has no
/// limit of places, one whose page asks thirty questions, and one that asks seventy more, most of them only by answers before.</summary>
static class Town
{
    public const string Short = "bench-short", Long = "bench-long", Large = "bench-large";

    public static void Make(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? to);
            File.Copy(file, copy);
        }
        Write(to, Procedure(Short, "測定用の申込", Page("申し込む方",
            [.. Applicant, Choice("purpose"), Of("copies", "number"), Of("agree", "yesno"), .. Optional("note", "longtext")])));
        Write(to, Procedure(Long, "測定用の30問の申込", Page("30の質問", Thirty)));
        Write(to, Procedure(Large, "測定用の100問の申込", [Page("30の質問", Thirty.Select((q, i) => i < 18 ? q : Asked(q, i))),
            .. Enumerable.Range(0, 7).Select(p => Page($"続き{p + 1}", Enumerable.Range(p * 10, 10).Select(More)))]));
    }

    /// <summary>Asked only by answers before it; those of the draft say so.</summary>
    static JsonObject Asked(JsonObject question, int at)
    {
        question["when"] = new JsonArray("and", new JsonArray("=", "$agree", true), new JsonArray("or",
            new JsonArray("=", "$reason", "third"), new JsonArray("not", new JsonArray("empty", at % 2 == 0 ? "$work" : "$building"))));
        return question;
    }

    static JsonObject More(int at) => Asked(at % 2 == 0 ? Of($"more{at}", "yesno") : Of($"more{at}", "text"), at);

    static IEnumerable<JsonObject> Applicant => [Of("name", "text"), Of("kana", "kana"), Of("phone", "phone"), Of("mail", "mail")];

    static JsonObject[] Thirty =>
    [
        .. Applicant, Of("address", "address"), Of("birth", "date"), Choice("sex"), Of("household", "number"), Of("work", "text"),
        Of("workKana", "kana"),
        Of("building", "text"), Of("since", "date"), Of("income", "yen"), Choice("reason"), Many("documents"), Of("agree", "yesno"),
        Of("insured", "yesno"), Of("explanation", "longtext"), Of("maker", "text"), Of("model", "text"),
        Of("price", "yen"), Of("bought", "date"), Of("units", "number"), Choice("way"), Many("wishes"), Of("member", "text"),
        Of("years", "number"), Choice("place"), Of("account", "bank"), .. Optional("note", "longtext"),
    ];

    static JsonObject Of(string name, string kind)
    {
        var question = new JsonObject
        {
            ["name"] = name, ["kind"] = kind, ["label"] = Said($"{name}の内容"),
            ["hint"] = Said("書類にあるとおりに書いてください。")
        };
        if (kind is "text" or "kana" or "longtext") question["maxLength"] = 200;
        if (kind is "number" or "yen") (question["least"], question["most"]) = (0, 1_000_000);
        return question;
    }

    static JsonObject[] Optional(string name, string kind)
    {
        var question = Of(name, kind);
        question["required"] = false;
        return [question];
    }

    static JsonObject Choice(string name, string kind = "choice")
    {
        var question = Of(name, kind);
        question["options"] = new JsonArray([.. new[] { "first", "second", "third", "fourth",
            "other" }.Select(code => new JsonObject { ["code"] = code, ["label"] = Said($"{code}を選ぶ") })]);
        return question;
    }

    static JsonObject Many(string name)
    {
        var question = Choice(name, "many");
        question["required"] = false;
        return question;
    }

    static JsonObject Page(string title, IEnumerable<JsonObject> questions) =>
        new() { ["title"] = Said(title), ["questions"] = new JsonArray([.. questions]) };

    static JsonObject Procedure(string code, string title, params IEnumerable<JsonObject> pages) => new()
    {
        ["format"] = 1, ["code"] = code, ["validFrom"] = "2026-04-01", ["title"] = Said(title), ["lead"] = Said("測定のための手続です。"),
        ["who"] = Said("だれでも"), ["needs"] = new JsonArray(),
        ["cost"] = Said("無料"), ["time"] = Said("1分"), ["after"] = Said("ありません。"), ["lifeEvents"] = new JsonArray(),
        ["words"] = new JsonArray("測定"), ["department"] = "shimin", ["identity"] = "mail",
        ["decision"] = new JsonObject { ["kind"] = "officer", ["act"] = "certificate" }, ["pages"] = new JsonArray([.. pages]),
        ["checks"] = new JsonArray(new JsonObject
        {
            ["rule"] = new JsonArray("not", new JsonArray("empty", "$name")), ["about"] = "name",
            ["message"] = Said("氏名を書いてください。")
        }),
        ["record"] = new JsonObject { ["class"] = "shimin-shomei" },
    };

    static JsonObject Said(string text) => new() { ["ja"] = text, ["easy"] = text, ["en"] = text };

    static void Write(string city, JsonObject procedure) => File.WriteAllText(Path.Combine(city, "procedures", $"{procedure["code"]}.json"),
        procedure.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}
