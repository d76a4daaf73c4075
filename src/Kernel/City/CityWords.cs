namespace Keyaki.Kernel;

/// <summary>The codes that a city's definitions may name; what is not among them is a fault at start, not a surprise at the
/// counter.</summary>
public sealed record CityWords(
    IReadOnlySet<string> Departments,
    IReadOnlySet<string> Posts,
    IReadOnlySet<string> RecordClasses,
    IReadOnlySet<string> LifeEvents,
    IReadOnlySet<string> Slots);
