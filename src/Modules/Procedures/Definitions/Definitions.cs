using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The definitions in a city's folder, several versions of one procedure side by side (`code.json`,
/// `code@2027-04-01.json`).</summary>
public sealed record Definitions(IReadOnlyList<ProcedureVersion> All)
{
    internal const string Folder = "procedures";

    internal static readonly CityFiles Files = new CityFiles<Definitions>(Folder, "*.json", "procedure.json", Read)
    {
        Editions = (r, definitions) => definitions.All.Select(v => new FileEdition(
            r.Files.First(f => f.Code == v.Code && (f.From ?? v.ValidFrom) == v.ValidFrom).Path, $"procedure {v.Code}",
            $"手続「{v.Definition.Title.Ja}」", v.ValidFrom, v.Definition.ValidUntil, Alone: true)),
    };

    static Definitions Read(CityReading reading)
    {
        var words = CityWords.Of(reading.City);
        var all = new List<ProcedureVersion>();
        var parts = reading.City.Files<Parts>();
        foreach (var file in reading.Files.OrderBy(f => Like.Read(f) is not null))
        {
            if (Like.Read(file) is { } like)
            {
                // Where the later version cannot be read, that is told once.
                if (reading.Files.Any(f => f.Code == file.Code && f.Faults.All.Count > 0) || !like.Becomes(file, all)) continue;
            }
            else file.Becomes(Persons.Whole(parts.Whole(file.Text, file.Faults)));
            if (ProcedureVersion.Read(file.Text, words, file.Faults) is not { } version) continue;
            file.IsNamed(version.Code, version.ValidFrom);
            if (all.Exists(v => v.Code == version.Code && v.ValidFrom == version.ValidFrom))
                file.Faults.Add("validFrom", "同じ日から始まる版が、もうあります。");
            all.Add(version);
        }
        return new(all);
    }
}
