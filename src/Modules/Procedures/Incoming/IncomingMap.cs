using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>
/// How the files of another counter (ぴったりサービス, through 申請管理) are read for one procedure: which heading is which answer. What
/// those files look like is no public norm, so each city says it in `incoming/&lt;code&gt;.json`.
/// </summary>
/// <param name="Heads">The headings of what every row has: `number` and `applied`, and where the files have them `name`, `kana`, `birth`,
/// `address`, `serial` (the facts and the serial number of the card that signed).</param>
/// <param name="Columns">Heading and the key of the answer (`birth`, `address.town`).</param>
/// <param name="Values">By key what is written there, and which of our words it is.</param>
public sealed record IncomingMap(string Procedure, IReadOnlyDictionary<string, string> Heads,
    IReadOnlyList<(string Heading, string Key)> Columns, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values)
{
    internal const string Number = "number", Applied = "applied", Name = "name", Kana = "kana", Birth = "birth", Address = "address",
        Serial = "serial";

    internal static readonly IReadOnlyList<string> Known = [Number, Applied, Name, Kana, Birth, Address, Serial];
}

/// <summary>All of a city, by procedure.</summary>
public sealed record IncomingMaps(IReadOnlyDictionary<string, IncomingMap> All)
{
    internal static readonly CityFiles Files = new CityFiles<IncomingMaps>("incoming", "*.json", "incoming.json", Read);

    static IncomingMaps Read(CityReading reading)
    {
        var all = new Dictionary<string, IncomingMap>();
        var known = reading.City.Files<Definitions>().All.ToLookup(v => v.Code);
        foreach (var file in reading.Files)
        {
            if (file.Open("procedure", "heads", "columns", "values", "unconfirmed") is not { } root) continue;
            var map = new IncomingMap(root.Code("procedure"), Words(root, "heads").ToDictionary(), [.. Words(root, "columns")],
                Values(root));
            foreach (var head in map.Heads.Keys.Except(IncomingMap.Known)) root.Fault("heads", $"「{head}」という見出しの役はありません。");
            foreach (var must in new[] { IncomingMap.Number, IncomingMap.Applied }.Except(map.Heads.Keys))
                root.Fault("heads", $"「{must}」の見出しを書いてください。");
            if (known[map.Procedure].LastOrDefault() is { } version) Check(root, map, version);
            else root.Fault("procedure", $"「{map.Procedure}」という手続はありません。");
            if (!all.TryAdd(map.Procedure, map)) root.Fault("procedure", "この手続の取込みは、もう1つあります。");
        }
        return new(all);
    }

    static IEnumerable<(string Heading, string Key)> Words(Section root, string name)
    {
        if (!root.Has(name) || root.Json.GetProperty(name) is not { ValueKind: JsonValueKind.Object } pairs)
        {
            root.Fault(name, "{ } で囲んで書いてください。");
            yield break;
        }
        foreach (var pair in pairs.EnumerateObject())
            if (pair.Value.ValueKind == JsonValueKind.String) yield return (pair.Name, pair.Value.GetString() ?? "");
            else root.Fault($"{name}.{pair.Name}", "文字で書いてください。");
    }

    static Dictionary<string, IReadOnlyDictionary<string, string>> Values(Section root)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        if (!root.Has("values")) return all;
        foreach (var group in root.Json.GetProperty("values").EnumerateObject())
            if (root.Maybe("values") is { } values) all[group.Name] = Words(values, group.Name).ToDictionary();
        return all;
    }

    static void Check(Section root, IncomingMap map, ProcedureVersion version)
    {
        if (version.Definition.Fee is not null) root.Fault("procedure", "手数料のある手続は、取り込めません。");
        if (version.Definition.Capacity is not null) root.Fault("procedure", "日の枠がある手続は、取り込めません。");
        if (version.ReadsRegister || version.ReadsApplicant) root.Fault("procedure", "住民記録やアカウントを読む手続は、取り込めません。");
        foreach (var (heading, key) in map.Columns)
            if (version.Definition.Find(key.Split('.')[0]) is null)
                root.Fault("columns", $"「{heading}」の行き先「{key}」という質問はありません。");
    }
}
