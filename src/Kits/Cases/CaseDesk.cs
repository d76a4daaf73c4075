using System.Globalization;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>How an office comes to its cases: which it sees, which it may change, many at one time.</summary>
public static class CaseDesk
{
    /// <summary>What was received by one of the departments. What is not received yet is nobody's business.</summary>
    /// <param name="waits">
    /// Only those that wait for it. What waits for somebody has been received: to ask for that as well leads SQLite along the wrong index.
    /// </param>
    /// <param name="own">
    /// Only those of one officer are asked for besides. Then the department is said in words that no index understands: left to itself
    /// SQLite goes through all cases of the department for an officer who has few.
    /// </param>
    public static IQueryable<T> Visible<T>(this IQueryable<T> cases, IReadOnlyList<string> departments, WaitsFor? waits = null,
        bool own = false) where T : Case
    {
        var received = waits is null or WaitsFor.Nobody ? cases.Where(a => a.SubmittedAt != null) : cases.Where(a => a.WaitsFor == waits);
        if (own && waits is not null) return received.Where(a => departments.Contains(a.Department + ""));
        // One department is an equality, which an index walks in order; several are not.
        if (departments is [var one]) return received.Where(a => a.Department == one);
        return received.Where(a => departments.Contains(a.Department));
    }

    /// <summary>A case of an own department, as it stands now.</summary>
    /// <exception cref="NotHere">there is no such case for this officer.</exception>
    public static Task<T> OwnCase<T>(this Look look, Guid id) where T : Case =>
        look.Find(look.Db.Set<T>().AsNoTracking().Visible(look.Departments).Where(a => a.Id == id));

    /// <summary>The case of an own department, to be changed in this turn, still as the officer saw it.</summary>
    /// <param name="meanwhile">What happened since, in sentences.</param>
    /// <exception cref="ChangedMeanwhile">somebody changed it after the page was shown.</exception>
    public static async Task<T> ChangeCase<T>(this Turn turn, Guid id, Func<T, Task<string>> meanwhile) where T : Case
    {
        var found = await turn.Take(turn.Db.Set<T>().Visible(turn.Departments).Where(a => a.Id == id));
        return turn.Posted[Turn.Version].ToString() == found.Version.ToString(CultureInfo.InvariantCulture) ? found
            : throw new ChangedMeanwhile(await meanwhile(found));
    }

    /// <summary>Whose case it is stands in the journal of the look or the turn.</summary>
    public static Journal About(this Journal journal, Case found) => journal.About(found.Record, found.Id, found.Concerns());

    /// <summary>The names under which the work list posts what was ticked, and where it goes back to.</summary>
    public const string Ticked = "case", Back = "back";

    /// <summary>A box of the work list: which case, as it was shown.</summary>
    public static string Tick(Guid id, long version) => string.Create(CultureInfo.InvariantCulture, $"{id:N}.{version}");

    /// <summary>まとめて: what was ticked in a work list, in one turn. What somebody changed meanwhile, or what cannot be done now, stays
    /// as it is and is counted.</summary>
    /// <param name="act">Does it, or says that it cannot be done.</param>
    public static async Task<Answer> Together<T>(this Turn turn, Deed deed, string home, Func<T, bool> act) where T : Case
    {
        var ticked = turn.Posted[Ticked].Select(Seen).OfType<(Guid Id, long Version)>().DistinctBy(t => t.Id).Take(CaseQueue.Rows)
            .ToDictionary(t => t.Id, t => t.Version);
        if (ticked.Count == 0) throw new Rule("", "申請を1つ以上選んでください。");
        var (ids, done) = (ticked.Keys.ToList(), 0);
        foreach (var found in await turn.Db.Set<T>().AsTracking().Visible(turn.Departments).Where(a => ids.Contains(a.Id))
            .OrderBy(a => a.Id).ToListAsync(turn.Stop))
        {
            if (found.Version != ticked[found.Id] || !act(found)) continue;
            // Each person reads in their own journal what was done with their case.
            Journal.Note(turn.Db, turn.Clock, turn.Actor, deed, found.Record, found.Id, found.Concerns());
            done++;
        }
        turn.Journal.Fact("rows", done);
        var back = Kernel.Back.To(turn.Posted[Back], home);
        return Answer.See($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={done}&left={ticked.Count - done}");
    }

    static (Guid, long)? Seen(string? tick) => tick?.Split('.') is [var id, var version] && Guid.TryParseExact(id, "N", out var found)
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? (found, seen) : null;
}
