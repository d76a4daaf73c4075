using Keyaki.Kernel;

namespace Keyaki.Contracts;

/// <summary>The systems of the city's plan by their numbers; none where the city has no plan.</summary>
public interface IPlannedSystems
{
    Task<IReadOnlyDictionary<int, string>> All(CityDb db, CancellationToken ct);
}

/// <summary>The end of an agreement on which a system stands.</summary>
/// <param name="System">Its number in the plan.</param>
/// <param name="What">The kind of agreement: リース・レンタル. The public reads it.</param>
public sealed record RenewalEnd(int System, string What, DateOnly On);

/// <summary>A room that knows when agreements on systems end; the plan's renewal calendar shows them.</summary>
public interface IRenewals
{
    Task<IReadOnlyList<RenewalEnd>> Ends(CityDb db, CancellationToken ct);
}
