using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>The plan as it stands in the city's folder, and how it is run; without content in a city that has none.</summary>
public sealed record PlanFiles(PlanContent? Content, Running Running)
{
    internal static readonly CityFiles Files = new CityFiles<PlanFiles>("plan", "*.json", "plan/*.json", reading =>
    {
        var (files, faults) = (reading.Files.ToDictionary(f => f.Path, f => f.Text), new List<Fault>());
        var read = new PlanFiles(PlanContent.Read(files, faults),
            Running.Read(files.GetValueOrDefault(Running.File), reading.City, faults));
        foreach (var fault in faults) reading.Tell(fault);
        return read;
    });
}
