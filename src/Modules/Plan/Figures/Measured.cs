using Keyaki.Kernel;

namespace Keyaki.Plan;

/// <summary>What the measures of all modules have counted, by month.</summary>
public sealed class Measured
{
    public Task<ILookup<string, Reached>> Months(CityDb db, IReadOnlyCollection<string> measures, CancellationToken ct) =>
        Task.FromResult(Array.Empty<(string, Reached)>().ToLookup(m => m.Item1, m => m.Item2));
}
