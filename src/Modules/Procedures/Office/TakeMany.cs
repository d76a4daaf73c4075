using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Procedures;

/// <summary>まとめて: cases that were ticked in the work list are taken up, or given to an officer, in one turn.</summary>
static class TakeMany
{
    public const string Path = WorkList.Path + "/together", Officer = "officer";

    /// <summary>審査を始める: each is taken over where nobody has it yet.</summary>
    public static Task<Answer> Examine(Turn turn) =>
        turn.Together<Application>(OfficeDeeds.Examine, WorkList.Path, found =>
        {
            if (found.State is not (ApplicationState.Submitted or ApplicationState.Resubmitted)) return false;
            Procedures.Examine.Begin(turn, found);
            return true;
        });

    /// <summary>担当にする: only those of a department in which the officer works.</summary>
    public static async Task<Answer> Assign(Turn turn, IStaff staff)
    {
        if (!Guid.TryParseExact(turn.Posted[Officer], "N", out var officer)) throw new Rule("", "担当する職員を選んでください。");
        var works = new HashSet<string>();
        foreach (var department in turn.Departments)
            if ((await staff.Of(turn, department)).Any(o => o.Account == officer)) works.Add(department);
        return await turn.Together<Application>(OfficeDeeds.Assign, WorkList.Path, found =>
        {
            if (!found.IsOpen || !works.Contains(found.Department)) return false;
            turn.Db.Add(found.Assign(officer, turn.Me, turn.NewId(), turn.Now));
            return true;
        });
    }
}
