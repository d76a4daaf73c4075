using System.Text.Json;
using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>A scenario as cities give it to each other: one JSON file, format 1. Minutes are those that the giving city measured; the
/// taking city writes its own.</summary>
/// <param name="Format">Always keyaki-robot-1.</param>
/// <param name="Id">Its id in the city that made it.</param>
/// <param name="Kind">rpa or ai-ocr.</param>
public sealed record Scenario(
    string Format,
    string City,
    Guid Id,
    string Name,
    string Kind,
    string Work,
    string? Steps,
    decimal Before,
    decimal After,
    string Evidence)
{
    public const string Now = "keyaki-robot-1";

    internal static Scenario Of(Robot robot, string city) =>
        new(Now, robot.OriginCity ?? city, robot.OriginId ?? robot.Id, robot.Name, robot.Kind is RobotKind.Rpa ? "rpa"
        : "ai-ocr", robot.Work, robot.Steps, robot.Before, robot.After, robot.Evidence);

    public string Write() => JsonSerializer.Serialize(this, new JsonSerializerOptions(PlanContent.Json) { WriteIndented = true });

    /// <exception cref="Rule">it is no scenario, or something in it cannot be.</exception>
    public static Scenario Read(string field, string json)
    {
        Scenario? read;
        try { read = JsonSerializer.Deserialize<Scenario>(json, PlanContent.Json); }
        catch (JsonException e)
        {
            throw new Rule(field,
            $"シナリオのファイルとして読めません{(e.Path is { Length: > 2 } path ? $"（{path[2..]}のところ）" : "")}。けやきの「シナリオを渡す」で作ったファイルを選んでください。");
        }
        return read switch
        {
            null or { Format: not Now } => throw new Rule(field, $"このファイルの形（format）は扱えません。「{Now}」のファイルを選んでください。"),
            { Kind: not ("rpa" or "ai-ocr") } => throw new Rule(field, "種類（kind）は、rpa か ai-ocr にしてください。"),
            _ when read.City.Trim().Length is 0 or > 100 || read.Id == Guid.Empty =>
                throw new Rule(field, "どの市が作ったものか（city と id）が書かれていません。渡した市に確かめてください。"),
            _ when read.Name.Trim().Length is 0 or > 200 || read.Work.Trim().Length is 0 or > 300 || read.Steps?.Length > 8000
                || read.Evidence.Length > 500 => throw new Rule(field, "名前（name）、業務（work）、手順（steps）、根拠（evidence）のどれかが、空か、長すぎます。"),
            { Before: < 0 or > 100_000 } or { After: < 0 or > 100_000 } => throw new Rule(field, "1回の分（before、after）は、0から100000までにしてください。"),
            _ => read with { Before = decimal.Round(read.Before, 1), After = decimal.Round(read.After, 1) },
        };
    }
}
