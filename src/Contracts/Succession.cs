using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Contracts;

/// <summary>A department ends and another one goes on with its work.</summary>
/// <param name="Last">Its last day.</param>
public sealed record Succeeds(string From, string To, DateOnly Last)
{
    /// <summary>The first day of the successor.</summary>
    public DateOnly First => Last.AddDays(1);

    /// <summary>Gives these rows to the successor, one by one: the index of the search and the tasks follow the record.</summary>
    public async Task Give<T>(CityDb db, IQueryable<T> rows, string column, CancellationToken ct) where T : class
    {
        foreach (var row in await rows.AsTracking().ToListAsync(ct)) db.Entry(row).Property(column).CurrentValue = To;
    }
}

/// <summary>What of one kind hangs on a department: moved by itself, or stuck with a sentence that proposes what to do.</summary>
public sealed record Hanging(string What, int Count, string? Stuck = null)
{
    /// <summary>Those of which there is something.</summary>
    public static IReadOnlyList<Hanging> Of(params IReadOnlyList<Hanging> all) => [.. all.Where(h => h.Count > 0)];

    /// <summary>Counts rows of several kinds in one query: a dry run asks all modules.</summary>
    /// <param name="kinds">What they are called, and a text of each row.</param>
    public static async Task<IReadOnlyList<Hanging>> Counted(CancellationToken ct, params (string What, IQueryable<string?> Rows)[] kinds)
    {
        var all = kinds.Select((kind, i) => kind.Rows.Select(row => new { Kind = i, Row = row })).Aggregate((a, b) => a.Concat(b));
        var found = await all.GroupBy(row => row.Kind).OrderBy(g => g.Key).Select(g => new { g.Key, All = g.Count() }).ToListAsync(ct);
        return [.. found.Select(f => new Hanging(kinds[f.Key].What, f.All))];
    }
}

/// <summary>A module with things that hang on a department or on its posts. A reorganisation is one dry run (<see cref="Look"/>) and one
/// decision (<see cref="Move"/>), over all modules.</summary>
public interface ISuccession
{
    Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct);

    /// <summary>In the caller's turn, once the last day is over: moves what is not stuck, and is asked again without harm.</summary>
    Task Move(CityDb db, Succeeds change, CancellationToken ct);
}
