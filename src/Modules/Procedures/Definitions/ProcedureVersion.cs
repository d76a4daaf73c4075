using System.Text.Json;
using System.Text.RegularExpressions;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>An immutable version of a procedure: drafts, applications and documents are pinned to it by its hash.</summary>
public sealed partial record ProcedureVersion(ProfileVersion Version, Definition Definition)
{
    public string Code => Version.Code;
    public string Hash => Version.Hash;
    public DateOnly ValidFrom => Version.ValidFrom;

    /// <summary>Whether conditions read what the account knows of the applicant (prefilling alone does not count).</summary>
    public bool ReadsApplicant { get; } = Condition().IsMatch(Prefills().Replace(Version.Json, ""));

    /// <summary>Whether it asks for the household of the register, or reads what the register knows of it.</summary>
    public bool ReadsRegister { get; } = Surroundings.ReadRegister(Definition.Questions, Version.Json);

    [GeneratedRegex("\"prefill\"\\s*:\\s*\"[^\"]*\"")]
    private static partial Regex Prefills();

    [GeneratedRegex("\"@applicant\\.(name|kana|birth|sex|phone|mail|address)\"")]
    private static partial Regex Condition();

    /// <summary>Reads and checks a definition; null when the faults say why not.</summary>
    public static ProcedureVersion? Read(string json, CityWords city, Faults faults)
    {
        if (DefinitionReader.Read(json, city, faults) is not { } definition) return null;
        using var document = JsonDocument.Parse(json);
        return new(ProfileVersion.Of(Definitions.Folder, definition.Code, definition.ValidFrom, document.RootElement), definition);
    }
}
