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

    /// <summary>What a page says of a procedure, as it stands today; null where the city never had it.</summary>
    Task<ProcedureFace?> Face(CityDb db, string code, DateOnly today, CancellationToken ct);
}

/// <summary>A procedure as pages of the site show it: nothing of it is typed there.</summary>
/// <param name="Open">One can apply online today.</param>
/// <param name="Until">The last day on which one can; null where it goes on.</param>
/// <param name="Free">The places that are left on the days that can be chosen now; null where it has none.</param>
public sealed record ProcedureFace(string Code, Text Title, Text Lead, Text Fee, bool Open, DateOnly? Until, int? Free)
{
    public string Url => Links.Procedure(Code);
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
