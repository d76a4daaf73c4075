using System.Collections.Frozen;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>The codes that a city's definitions may name; what is not among them is a fault at start, not a surprise at the
/// counter. A list that is null is not looked at.</summary>
public sealed record CityWords(
    IReadOnlySet<string>? Departments,
    IDelegation? Delegation,
    IReadOnlySet<string>? RecordClasses,
    IReadOnlySet<string>? LifeEvents,
    IReadOnlySet<string>? Slots)
{
    /// <summary>The dated figures that amounts read.</summary>
    public RuleTables Rules { get; init; } = RuleTables.None;

    /// <summary>For a definition that was checked when it began: what it names may have gone since, and it counts for its cases all the
    /// same.</summary>
    public static CityWords Any(CityProfile city) => new(null, null, null, null, null) { Rules = city.Rules };

    public static CityWords Of(CityProfile city) => new(
        Listed(city.Departments.Select(d => d.Code)), city.Posts.Count > 0 ? city.Files<IDelegation>() : null,
        Listed(city.Files<RecordClasses>().All.Select(c => c.Code)), Listed(city.Files<LifeEvents>().All.Select(e => e.Code)),
        city.Files<SlotTables>().All.Keys.ToFrozenSet())
    { Rules = city.Rules };

    // A list without anything has a fault of its own, and every definition would repeat it.
    static FrozenSet<string>? Listed(IEnumerable<string> codes) => codes.ToFrozenSet() is { Count: > 0 } set ? set : null;
}
