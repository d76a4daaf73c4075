using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>A version that reads as a later one of the same procedure (`like`: its day), with the reason: for a year before, of which
/// nobody has written down how it was. It is an example, and says so.</summary>
sealed record Like(DateOnly From, DateOnly Of, string Why)
{
    const string Word = "like";
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null for a version that is written out.</summary>
    public static Like? Read(CityFile file)
    {
        if (!file.Text.Contains($"\"{Word}\"", StringComparison.Ordinal) || Section.Read(file.Text, new(file.Path)) is not { } root
            || !root.Has(Word)) return null;
        root.Only("$schema", "format", "code", "validFrom", Word, "why");
        return new(root.Date("validFrom") ?? default, root.Date(Word) ?? default, root.Word("why"));
    }

    /// <summary>False (with a fault) where there is no such version.</summary>
    public bool Becomes(CityFile file, IEnumerable<ProcedureVersion> written)
    {
        if (Why.Length == 0) file.Faults.Add("why", "何に基づく例かを書いてください。");
        if (written.FirstOrDefault(v => v.Code == file.Code && v.ValidFrom == Of) is not { } found || From >= Of)
        {
            file.Faults.Add(Word, $"「{file.Code}」に、{Of:yyyy-MM-dd} から始まる後の版はありません。");
            return false;
        }
        var whole = JsonNode.Parse(found.Version.Json)?.AsObject() ?? [];
        whole["validFrom"] = $"{From:yyyy-MM-dd}";
        var examples = whole["unconfirmed"] as JsonArray ?? [];
        whole["unconfirmed"] = examples;
        examples.Insert(0, new JsonObject
        {
            ["about"] = "validFrom",
            ["text"] = new JsonObject
            {
                ["ja"] = Why,
                ["easy"] = "れんしゅうの ための 例です。",
                ["en"] = "An example for practice.",
            },
        });
        file.Becomes(whole.ToJsonString(Plain));
        return true;
    }
}
