using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>決裁の一覧: what waits for me, what I decided, what I drafted, and what has nobody to decide it.</summary>
public sealed partial class Pile
{
    public const string Url = "/office/decisions";
    const int Rows = 50;

    public sealed record Row(Guid Id, string Title, string DecisionClass, string DrafterPost, string DrafterName, DateTimeOffset ProposedAt, ApprovalState State, string? StepTitle, StepState? Step, string? Holder);
    public sealed record Page(string Show, IReadOnlyList<Row> Found, int Number, int Last, bool Vacancies, string? Said);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Officer, Deed.None, Ask);

    /// <summary>What this officer may open: cases of a route that they stand on, that they drafted, or (with the power to reassign) of their own department's posts.</summary>
    public static IQueryable<Approval> Visible(CityDb db, Actor actor)
    {
        var (account, department, may) = (actor.Account, actor.Department, actor.Can(ApprovalsModule.Reassign));
        return db.Approvals().Where(a => a.Drafter == account || a.Steps.Any(s => s.Holder == account) || a.Acts.Any(t => t.Officer == account) || may && a.Steps.Any(s => s.Department == null || s.Department == department));
    }

    public static IQueryable<Approval> Waiting(CityDb db, Actor actor)
    {
        var account = actor.Account;
        return db.Approvals().Where(a => a.State == ApprovalState.InReview && a.Drafter != account && a.Steps.Any(s => s.Holder == account && (s.State == StepState.Pending || s.State == StepState.Deferred)));
    }

    static IQueryable<Approval> Of(string show, CityDb db, Actor actor)
    {
        var account = actor.Account;
        return show switch
        {
            "done" => db.Approvals().Where(a => a.Acts.Any(t => t.Officer == account && (t.Kind == ActKind.Approved || t.Kind == ActKind.Remanded))),
            "drafted" => db.Approvals().Where(a => a.Drafter == account),
            "vacant" => Visible(db, actor).Where(a => a.State == ApprovalState.InReview && a.Steps.Any(s => s.State == StepState.Vacant)),
            _ => Waiting(db, actor),
        };
    }

    static async Task<IResult> Ask(Actor actor, CityDb db, CancellationToken ct, string show = "waiting", int page = 1, Guid? after = null)
    {
        if (show is not ("waiting" or "done" or "drafted" or "vacant") || show == "vacant" && !actor.Can(ApprovalsModule.Reassign)) show = "waiting";
        var all = Of(show, db, actor);
        var last = Math.Max(1, (await all.CountAsync(ct) + Rows - 1) / Rows);
        page = Math.Clamp(page, 1, last);
        // What waits is answered in the order in which it came; the rest is looked up from the newest.
        var ordered = show is "waiting" or "vacant" ? all.OrderBy(a => a.ProposedAt).ThenBy(a => a.Id) : all.OrderByDescending(a => a.ProposedAt).ThenByDescending(a => a.Id);
        var found = await ordered.Skip((page - 1) * Rows).Take(Rows).Select(a => new
        {
            a.Id, a.Title, a.DecisionClass, a.DrafterPost, a.DrafterName, a.ProposedAt, a.State,
            Step = a.Steps.Where(s => s.State == StepState.Pending || s.State == StepState.Deferred || s.State == StepState.Vacant).Select(s => new { s.PostTitle, s.State, s.HolderName }).FirstOrDefault(),
        }).ToListAsync(ct);
        return Show(new(show, [.. found.Select(a => new Row(a.Id, a.Title, a.DecisionClass, a.DrafterPost, a.DrafterName, a.ProposedAt, a.State, a.Step?.PostTitle, a.Step?.State, a.Step?.HolderName))],
            page, last, actor.Can(ApprovalsModule.Reassign), after is { } id ? await Said(id, actor, db, ct) : null));
    }

    /// <summary>What this officer did last to that case.</summary>
    static async Task<string?> Said(Guid id, Actor actor, CityDb db, CancellationToken ct)
    {
        var account = actor.Account;
        var did = await db.Set<Act>().Where(a => a.ApprovalId == id && a.Officer == account).OrderByDescending(a => a.Number).Select(a => (ActKind?)a.Kind).FirstOrDefaultAsync(ct);
        var title = await Visible(db, actor).Where(a => a.Id == id).Select(a => a.Title).FirstOrDefaultAsync(ct);
        return did is null || title is null ? null : did switch
        {
            ActKind.Approved => $"「{title}」を承認しました。",
            ActKind.Remanded => $"「{title}」を差し戻しました。",
            ActKind.Deferred => $"「{title}」を保留しました。",
            ActKind.Reassigned => $"「{title}」の担当を変更しました。",
            _ => null,
        };
    }
}
