using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
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

    static readonly Order<Approval, Row> Newest = new Order<Approval, Row>().Down(a => a.ProposedAt, r => r.ProposedAt)
        .Down(a => a.Id, r => r.Id);
    static readonly Order<Approval, Row> AsItCame = new Order<Approval, Row>()
        .Down(a => a.Acts.Any(t => t.Kind == ActKind.Reassigned && t.Number == a.Version), r => r.ByHand)
        .Up(a => a.ProposedAt, r => r.ProposedAt).Up(a => a.Id, r => r.Id);

    public sealed record Row(
        Guid Id,
        string Title,
        string DecisionClass,
        string DrafterPost,
        string DrafterName,
        DateTimeOffset ProposedAt,
        ApprovalState State,
        string? StepTitle,
        StepState? Step,
        bool Readable,
        string? Why,
        bool ByHand)
    {
        public required string SubjectKind { get; init; }
        public required Guid SubjectId { get; init; }
        public required long Version { get; init; }

        /// <summary>What this officer has not seen of it: all, or what changed since they last looked; null where they have.</summary>
        public string? News { get; init; }
    }
    public sealed record Page(string Show, Slice<Row> Found, bool Vacancies, string? Said, bool Together);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Officer, Deed.None, Ask);

    /// <summary>
    /// What this officer may read, by the posts held at this moment: the routes of these posts, what they drafted for a department in
    /// which they still work, and (with the power to reassign) the routes of their departments. Who only acted once is not among them:
    /// they keep their own act (<see cref="OwnAct"/>).
    /// </summary>
    /// <param name="standing">Posts for which they stand while the holders are away.</param>
    public static IQueryable<Approval> Visible(CityDb db, Actor actor, IReadOnlyList<string>? standing = null)
    {
        var (account, departments, may) = (actor.Account, actor.Offices, actor.Can(ApprovalsModule.Reassign));
        var posts = All(actor, standing);
        return db.Approvals().Where(a => a.Drafter == account && departments.Contains(a.Department)
            || a.Steps.Any(s => posts.Contains(s.Post))
            || may && a.Steps.Any(s => s.Department == null || departments.Contains(s.Department)));
    }

    /// <summary>What waits for one of the posts that this officer holds at this moment.</summary>
    public static IQueryable<Approval> Waiting(CityDb db, Actor actor, IReadOnlyList<string>? standing = null)
    {
        var (account, posts) = (actor.Account, All(actor, standing));
        return db.Approvals().Where(a => a.State == ApprovalState.InReview && a.Drafter != account
            && a.Steps.Any(s => posts.Contains(s.Post)
                && (s.State == StepState.Pending || s.State == StepState.Deferred || s.State == StepState.Vacant)));
    }

    static List<string> All(Actor actor, IReadOnlyList<string>? standing) => [.. actor.Posts, .. standing ?? []];

    /// <summary>後閲 that a post of this officer owes.</summary>
    public static IQueryable<Approval> Owed(CityDb db, Actor actor)
    {
        var posts = actor.Posts;
        return db.Approvals().Where(a => a.Views.Any(v => v.At == null && posts.Contains(v.Post)));
    }

    /// <summary>Of what this officer may reassign: what waits for a post that nobody but the drafter holds at this moment.</summary>
    public static async Task<List<Guid>> Vacant(CityDb db, Actor actor, IStaff staff, DateOnly today,
        CancellationToken ct)
    {
        var waiting = await (from a in Visible(db, actor) where a.State == ApprovalState.InReview
                             from s in a.Steps where s.State == StepState.Pending || s.State == StepState.Deferred
                                 || s.State == StepState.Vacant
                             select new { a.Id, a.Drafter, s.Post }).ToListAsync(ct);
        if (waiting.Count == 0) return [];
        var holders = (await staff.Holders(db, [.. waiting.Select(w => w.Post).Distinct()], today, ct))
            .ToLookup(h => h.Post, h => h.Account);
        return [.. waiting.Where(w => holders[w.Post].All(h => h == w.Drafter)).Select(w => w.Id)];
    }

    static IQueryable<Approval> Among(CityDb db, List<Guid> ids) => db.Approvals().Where(a => ids.Contains(a.Id));

    static async Task<IQueryable<Approval>> Of(string show, Look look, IStaff staff, Hands hands)
    {
        var account = look.Actor.Account;
        return show switch
        {
            "done" => look.Db.Approvals().Where(a =>
                a.Acts.Any(t => t.Officer == account && (t.Kind == ActKind.Approved || t.Kind == ActKind.Remanded
                    || t.Kind == ActKind.Opined || t.Kind == ActKind.Conditioned || t.Kind == ActKind.Disagreed
                    || t.Kind == ActKind.Rejected || t.Kind == ActKind.Returned))),
            "owed" => Owed(look.Db, look.Actor),
            "drafted" => look.Db.Approvals().Where(a => a.Drafter == account),
            "vacant" => Among(look.Db, await Vacant(look.Db, look.Actor, staff, look.Today, look.Stop)),
            _ => Waiting(look.Db, look.Actor, await hands.Standing(look)),
        };
    }

    static async Task<IResult> Ask(Look look, IStaff staff, Hands hands, Subjects subjects,
        string show = "waiting", string? at = null, Guid? after = null)
    {
        if (show is not ("waiting" or "done" or "drafted" or "vacant" or "owed")
            || show == "vacant" && !look.Actor.Can(ApprovalsModule.Reassign))
            show = "waiting";
        var all = await Of(show, look, staff, hands);
        var readable = Visible(look.Db, look.Actor, await hands.Standing(look));
        // What waits is answered in the order in which it came, what somebody gave to this post by hand before it; the rest is looked
        // up from the newest.
        var found = await (show is "waiting" or "vacant" ? AsItCame : Newest).Slice(all, at, Rows, rows => rows.Select(a => new
        {
            a.Id, a.Title, a.DecisionClass, a.DrafterPost, a.DrafterName, a.ProposedAt, a.State,
            a.SubjectKind, a.SubjectId, a.Version, Readable = readable.Any(r => r.Id == a.Id),
            ByHand = a.Acts.Any(t => t.Kind == ActKind.Reassigned && t.Number == a.Version),
            Why = a.Acts.Where(t => t.Kind == ActKind.Reassigned && t.Number == a.Version).Select(t => t.Reason).FirstOrDefault(),
            Step = a.Steps.Where(s => s.State == StepState.Pending || s.State == StepState.Deferred || s.State == StepState.Vacant)
                .Select(s => new { s.PostTitle, s.State, s.HolderName }).FirstOrDefault(),
        }).Select(a => new Row(a.Id, a.Title, a.DecisionClass, a.DrafterPost, a.DrafterName, a.ProposedAt, a.State,
            a.Step == null ? null : a.Step.PostTitle, a.Step == null ? null : a.Step.State,
                a.Readable, a.Why, a.ByHand)
        { SubjectKind = a.SubjectKind, SubjectId = a.SubjectId, Version = a.Version }).ToListAsync(look.Stop));
        if (show == "waiting") found = await Unseen.In(found, look, subjects);
        return Show(new(show, found, look.Actor.Can(ApprovalsModule.Reassign), after is { } id ? await Said(id, look) : null,
            show == "waiting" && look.Actor.Can(ApprovalsModule.Decide)
            && await ApproveTogether.Fit(look.Db, look.Actor).CountAsync(look.Stop) > 1));
    }

    /// <summary>What this officer did last to that case.</summary>
    static async Task<string?> Said(Guid id, Look look)
    {
        var account = look.Actor.Account;
        var did = await look.Db.Set<Act>().Where(a => a.ApprovalId == id && a.Officer == account).OrderByDescending(a => a.Number)
            .Select(a => (ActKind?)a.Kind).FirstOrDefaultAsync(look.Stop);
        var title = await Visible(look.Db, look.Actor).Where(a => a.Id == id).Select(a => a.Title)
            .FirstOrDefaultAsync(look.Stop);
        return did is null || title is null ? null : did switch
        {
            ActKind.Approved => $"「{title}」を承認しました。",
            ActKind.Opined or ActKind.Conditioned => $"「{title}」を、意見を付けて承認しました。",
            ActKind.Disagreed => $"「{title}」に、不同意と答えました。",
            ActKind.Returned => $"「{title}」を、前の職へ差し戻しました。",
            ActKind.Rejected => $"「{title}」を否決しました。",
            ActKind.Remanded => $"「{title}」を差し戻しました。",
            ActKind.Deferred => $"「{title}」を保留しました。",
            ActKind.Reassigned => $"「{title}」の担当を変更しました。",
            _ => null,
        };
    }
}
