using Keyaki.Kernel;

namespace Keyaki.Contracts;

/// <summary>A department ends and another one goes on with its work.</summary>
/// <param name="Last">Its last day.</param>
public sealed record Succeeds(string From, string To, DateOnly Last);

/// <summary>What of one kind hangs on a department: moved by itself, or stuck with a sentence that proposes what to do.</summary>
public sealed record Hanging(string What, int Count, string? Stuck = null);

/// <summary>A module with things that hang on a department or on its posts. A reorganisation is one dry run (<see cref="Look"/>) and one
/// decision (<see cref="Move"/>), over all modules.</summary>
public interface ISuccession
{
    Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct);

    /// <summary>In the caller's turn: moves what is not stuck, and is asked again without harm.</summary>
    Task Move(CityDb db, Succeeds change, CancellationToken ct);
}
