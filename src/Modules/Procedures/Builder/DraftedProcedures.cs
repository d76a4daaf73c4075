using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Procedures;

/// <summary>The procedures that departments make themselves: what is wrong with one is what would be wrong with a file of the city, and
/// what a form needs before people are asked for their data.</summary>
public sealed class DraftedProcedures(CityProfile city, Catalogue catalogue, Announce announce) : Drafted
{
    public const string Path = "/office/procedures";
    public static readonly Permission Build = new("procedures.build", "自分の課の手続を作り、公開を申し出る");
    public static readonly Permission Publish = new("procedures.publish", "ほかの職員が作った手続を確かめて公開する");

    public override string Kind => Definitions.Folder;
    public override string Label => "手続";
    public override Permission Writes => Build;
    public override Permission Publishes => Publish;
    public override string List => Path;

    public override IReadOnlyList<Fault> Faults(string json)
    {
        var faults = new Faults("");
        var definition = DefinitionReader.Read(json, CityWords.Of(city), faults);
        var sheet = Sheet.Of(json);
        if (sheet.Root["notes"]?["privacy"] is null && sheet.Root["elsewhere"] is null)
            faults.Add("notes.privacy", "個人情報を何に使うかを書いてください。");
        foreach (var (page, p) in sheet.Pages.Select((page, p) => (page, p)))
            foreach (var (question, q) in Sheet.Questions(page).Select((question, q) => (question, q)))
                if (Question.Kinds.TryGetValue(Sheet.Word(question, "kind"), out var kind) && !kind.InBuilder)
                    faults.Add($"pages[{p}].questions[{q}].kind", $"「{kind.Label}」を聞く手続は、ここでは作れません。");
        FromElsewhere.TooMuch(sheet, faults);
        if (definition is { Elsewhere: null } && Closed(definition) is { } never) faults.Add("limits.until", never);
        return faults.All;
    }

    static string? Closed(Definition d) => d.Limits.Until < d.ValidFrom ? "受付の終わりが、この版の始まる日より前です。" : null;

    public override string? Before(string code, DateOnly day) => Version(code, day)?.Version.Json;

    /// <summary>The version that counts on a day, or counted last.</summary>
    internal ProcedureVersion? Version(string code, DateOnly day) =>
        catalogue.All.Where(v => v.Code == code && v.ValidFrom <= day).MaxBy(v => v.ValidFrom);

    public override bool Knows(string code, DateOnly from) => catalogue.All.Any(v => v.Code == code && v.ValidFrom == from);

    public override IReadOnlyList<DraftedDifference> Differences(string? before, string after) =>
        Differences(before is null ? null : Sheet.Of(before), Sheet.Of(after));

    IReadOnlyList<DraftedDifference> Differences(Sheet? before, Sheet after)
    {
        var day = CityFile.Day(Sheet.Word(after.Root, "validFrom")) ?? DateOnly.MinValue;
        return DefinitionDifference.Between(before, after, (word, code) => word switch
        {
            "identity" => IdentityWords.GetValueOrDefault(code, code),
            "department" => city.Department(code, day)?.Name ?? code,
            "act" => city.Files<IDelegation>().Acts(day).FirstOrDefault(a => a.Code == code)?.Title ?? code,
            "class" => city.Files<RecordClasses>().Find(code, day)?.Title ?? code,
            _ => code,
        });
    }

    static readonly Dictionary<string, string> IdentityWords = new()
    {
        ["none"] = "確かめない", ["mail"] = "メールアドレスを確かめる", ["account"] = "利用者アカウント",
        ["register"] = "本人を確かめたアカウント", ["card"] = "マイナンバーカード",
    };

    /// <summary>Two persons have agreed that these posts decide it, as the table says: nothing has to wait for a third.</summary>
    public override Task Published(DraftedVersion version, Turn turn)
    {
        var faults = new Faults("");
        return DefinitionReader.Read(version.Json, CityWords.Any(city), faults) is not { } read ? Task.CompletedTask
            : announce.Say(new DecidersAgreed([catalogue.Deciding(read)]), turn.Db, turn.Stop);
    }
}
