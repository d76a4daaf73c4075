using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Kits;

/// <summary>What waits, as an officer sees it on the home page: two questions to the database, however many modules there are.</summary>
public static class TaskLists
{
    /// <summary>A list shows so many, the most urgent of them.</summary>
    public const int Most = 100;

    public static string Label(this TaskKind kind) => kind switch
    {
        TaskKind.Mend => "差戻し",
        TaskKind.Repair => "直すもの",
        TaskKind.Decide => "決裁",
        TaskKind.Check => "二人目の確認",
        TaskKind.Examine => "審査",
        TaskKind.Receive => "収受",
        TaskKind.Distribute => "配布",
        TaskKind.Handle => "収受した文書",
        TaskKind.Issue => "施行",
        TaskKind.Deliver => "交付",
        TaskKind.Reassign => "空席",
        TaskKind.Tell => "期限の知らせ",
        TaskKind.Report => "報告",
        TaskKind.Finish => "決まった仕事",
        _ => "お知らせ",
    };

    /// <summary>What the button says.</summary>
    public static string Press(this TaskKind kind) => kind switch
    {
        TaskKind.Mend or TaskKind.Repair => "直す",
        TaskKind.Decide => "決裁する",
        TaskKind.Check => "確かめる",
        TaskKind.Examine => "審査する",
        TaskKind.Receive => "収受する",
        TaskKind.Distribute => "担当を決める",
        TaskKind.Handle => "処理する",
        TaskKind.Issue => "施行する",
        TaskKind.Deliver => "渡す",
        TaskKind.Reassign => "担当を決める",
        TaskKind.Tell => "知らせる",
        TaskKind.Report => "報告する",
        TaskKind.Finish => "済ませる",
        _ => "読む",
    };

    // Whoever may do these is asked by name of their power; the rest of a department's tasks are its common pile.
    static readonly TaskKind[] Called = [TaskKind.Check, TaskKind.Reassign, TaskKind.Receive, TaskKind.Distribute];

    /// <summary>What waits for this officer: by name, by a post that they hold now, in somebody's place, or as a second person.</summary>
    public static async Task<List<OfficeTask>> Mine(Look look, IEnumerable<IStandIn> rooms)
    {
        var (me, posts, standing) = (look.Actor.Account, look.Actor.Posts, new List<Guid>());
        foreach (var room in rooms) standing.AddRange(await room.Causes(look));
        return await Urgent(Open(look).Where(t => t.Account == me || t.Post != null && posts.Contains(t.Post) || standing.Contains(t.Cause)
            || Called.Contains(t.Kind) && t.Account == null && t.Post == null), look);
    }

    /// <summary>What else waits in this officer's departments: nobody's yet, and colleagues'.</summary>
    public static Task<List<OfficeTask>> Section(Look look)
    {
        var me = look.Actor.Account;
        return Urgent(Open(look).Where(t => t.Post == null && t.Account != me && (t.Account == null || t.Department != null)
            && !(Called.Contains(t.Kind) && t.Account == null)), look);
    }

    /// <summary>What waits or waited for this officer, for a post that they hold now, or in their departments.</summary>
    internal static IQueryable<OfficeTask> Ours(Look look)
    {
        var (me, posts, departments) = (look.Actor.Account, look.Actor.Posts, look.Departments);
        return Held(look).Where(t => t.Account == me || t.Post != null && posts.Contains(t.Post)
            || t.Department != null && departments.Contains(t.Department));
    }

    /// <summary>What this officer has the power for.</summary>
    static IQueryable<OfficeTask> Held(Look look)
    {
        var powers = look.Actor.Permissions.ToList();
        return look.Db.Set<OfficeTask>().AsNoTracking().Where(t => t.Power == null || powers.Contains(t.Power));
    }

    static IQueryable<OfficeTask> Open(Look look)
    {
        var (departments, today) = (look.Departments, look.Today);
        var mark = OfficeTask.Mark(look.Actor.Account ?? Guid.Empty);
        return Held(look).Where(t => t.ClosedAt == null && (t.From == null || t.From <= today)
            && (t.Department == null || departments.Contains(t.Department)) && !t.NotFor.Contains(mark));
    }

    static async Task<List<OfficeTask>> Urgent(IQueryable<OfficeTask> tasks, Look look) =>
        [.. (await tasks.OrderBy(t => t.Due == null).ThenBy(t => t.Due).ThenBy(t => t.Id).Take(Most + 1).ToListAsync(look.Stop))
            .OrderBy(t => t.Kind is not (TaskKind.Mend or TaskKind.Repair)).ThenBy(t => t.Due ?? DateOnly.MaxValue).ThenBy(t => t.Kind)
            .ThenBy(t => t.OpenedAt.Day()).ThenBy(t => t.Title, StringComparer.Ordinal).ThenBy(t => t.Url, StringComparer.Ordinal)];
}
