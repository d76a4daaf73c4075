using System.Globalization;
using Keyaki.Kernel;

namespace Keyaki.Contracts.Plan;

/// <summary>A journal entry as measures read it: no person, no account, only what happened, when, by which door, and its typed
/// facts.</summary>
public sealed record Happened(string Code, DateTimeOffset At, ActorKind Who, string Channel, string? Department,
    IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>A fact that was written as a number.</summary>
    public long Number(string fact) => long.Parse(Facts[fact], CultureInfo.InvariantCulture);

    /// <summary>A fact that was written as a day.</summary>
    public DateOnly Day(string fact) => DateOnly.ParseExact(Facts[fact], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What one entry adds to a month of a measure: to its only part (""), or to a named one such as electronic or paper (a short
/// code, at most 80 characters).</summary>
/// <param name="On">The day to whose month it belongs, where that is told later than it happened (a fact of the entry); without it the
/// day of the entry.</param>
public readonly record struct Mark(string Part, long Amount, DateOnly? On = null);

/// <summary>
/// A number that a module can count from the journal. The plan adds its marks up by month from sealed entries, each once; a recount
/// from the first entry gives the same. What a measure reads must stand in the entry: it never asks the database, and answers the same
/// for the same entry always.
/// </summary>
public interface IMeasure
{
    /// <summary>Such as applications.online; targets of a plan name it.</summary>
    string Code { get; }
    string Label { get; }

    /// <summary>Unit of its value: 件, %, 時間.</summary>
    string Unit { get; }

    /// <summary>How it is counted, in a plain sentence that stands beside the figure.</summary>
    string Explained { get; }

    /// <summary>The journal codes that it wants to see.</summary>
    IReadOnlyCollection<string> Reads { get; }

    /// <summary>What this entry adds; nothing when it does not count.</summary>
    IEnumerable<Mark> Count(Happened entry);

    /// <summary>The value of a span of time from its parts, of which one that has no marks there is not among them; null when nothing
    /// can be said (a ratio of nothing). A plain count adds them up.</summary>
    decimal? Value(IReadOnlyDictionary<string, long> parts) => parts.Values.Sum();
}

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
