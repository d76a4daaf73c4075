using Keyaki.Kernel;

namespace Keyaki.Contracts.Procedures;

/// <summary>A procedure that the hall itself takes in online today: its code, its title in Japanese, the code of its department.</summary>
public sealed record OnlineProcedure(string Code, string Title, string Department);

/// <summary>Which procedures the hall runs. How many came in is measured, not told: the measure <see cref="Measure"/> counts them, a
/// part for each code.</summary>
public interface IProcedures
{
    const string Measure = "applications.by-procedure";

    IReadOnlyList<OnlineProcedure> Offered(DateOnly today);
}

/// <summary>A day with places, before anybody has taken one; taken places are counted by pool and day.</summary>
public sealed record Slot(string Pool, DateOnly Day, int Places, bool Confirmed);

/// <summary>Who keeps days with places: what can be chosen, what is left, and taking one. Questions for a day, paying and moving a booking
/// know nothing else of it. Called in the turn that writes what the place is for.</summary>
public interface ISlots
{
    /// <summary>The days of a table that a key (a town, a course and a place) may choose from, in order, both ends included, as they stand
    /// now; a closed day has no places.</summary>
    Task<List<Slot>> Offered(CityDb db, string table, string key, DateOnly first, DateOnly last, CancellationToken ct);

    /// <summary>How many places of these days are taken or held by others.</summary>
    Task<Dictionary<DateOnly, int>> Taken(CityDb db, IReadOnlyList<Slot> slots, Guid mine, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes (or holds until then) one place of the slot, or keeps the one that is had there; a place on another day is given
    /// back.</summary>
    /// <exception cref="Rule">none is left; said at <paramref name="field"/>.</exception>
    Task Take(CityDb db, Guid booking, Slot slot, DateTimeOffset? until, string field, CancellationToken ct);

    /// <summary>Gives the place back.</summary>
    Task Free(CityDb db, Guid booking, CancellationToken ct);
}
