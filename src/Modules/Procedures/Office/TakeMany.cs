using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>まとめて: cases that were ticked in the work list are taken up, or given to an officer, in one turn. What somebody changed
/// meanwhile stays as it is and is counted.</summary>
static class TakeMany
{
    public const string Path = WorkList.Path + "/together", Ticked = "case", Back = "back", Officer = "officer";

    public static string Tick(Guid id, long version) => string.Create(CultureInfo.InvariantCulture, $"{id:N}.{version}");

    /// <summary>審査を始める: each is taken over where nobody has it yet.</summary>
    public static Task<Answer> Examine(Turn turn) =>
        Each(turn, OfficeDeeds.Examine, (found, me, now) =>
        {
            if (found.State is not (ApplicationState.Submitted or ApplicationState.Resubmitted)) return false;
            if (found.Assignee is null)
                turn.Db.Add(new Assignment { Id = turn.NewId(), ApplicationId = found.Id, Officer = me, By = me, At = now });
            turn.Db.Add(found.Examine(me, turn.NewId(), now));
            return true;
        });

    /// <summary>担当にする: only those of a department in which the officer works.</summary>
    public static async Task<Answer> Assign(Turn turn, IStaff staff)
    {
        if (!Guid.TryParseExact(turn.Posted[Officer], "N", out var officer)) throw new Rule("", "担当する職員を選んでください。");
        var works = new HashSet<string>();
        foreach (var department in turn.Departments)
            if ((await staff.Of(turn, department)).Any(o => o.Account == officer)) works.Add(department);
        return await Each(turn, OfficeDeeds.Assign, (found, me, now) =>
        {
            if (!found.State.IsOpen() || !works.Contains(found.Department)) return false;
            turn.Db.Add(found.Assign(officer, me, turn.NewId(), now));
            return true;
        });
    }

    static async Task<Answer> Each(Turn turn, Deed deed, Func<Application, Guid, DateTimeOffset, bool> act)
    {
        var ticked = turn.Posted[Ticked].Select(Read).OfType<(Guid Id, long Version)>().DistinctBy(t => t.Id).Take(WorkList.Rows)
            .ToDictionary(t => t.Id, t => t.Version);
        if (ticked.Count == 0) throw new Rule("", "申請を1つ以上選んでください。");
        var (ids, me, now, done) = (ticked.Keys.ToList(), turn.Me, turn.Now, 0);
        foreach (var found in await turn.Db.Set<Application>().AsTracking().Visible(turn.Departments)
            .Where(a => ids.Contains(a.Id))
            .OrderBy(a => a.Id).ToListAsync(turn.Stop))
        {
            if (found.Version != ticked[found.Id] || !act(found, me, now)) continue;
            // Each person reads in their own journal what was done with their case.
            Journal.Note(turn.Db, turn.Clock, turn.Actor, deed, Application.Kind, found.Id, found.Account, found.Person);
            done++;
        }
        turn.Journal.Fact("rows", done);
        var back = Kernel.Back.To(turn.Posted[Back], WorkList.Path);
        return Answer.See($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={done}&left={ticked.Count - done}");
    }

    static (Guid, long)? Read(string? tick) => tick?.Split('.') is [var id, var version] && Guid.TryParseExact(id, "N", out var found)
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? (found, seen) : null;
}
