using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>Proposals, as other modules use them.</summary>
sealed class Desk(IStaff staff, Delegation table, CityProfile city, TimeProvider clock) : IApprovals
{
    public Task<Guid> Propose(CityDb db, Proposal proposal, CancellationToken ct) =>
        Propose(db, proposal, table.Route(proposal.Matter, clock.Today()), ct);

    internal async Task<Guid> Propose(CityDb db, Proposal proposal, RouteFace face, CancellationToken ct)
    {
        var today = clock.Today();
        var earlier = await db.Approvals().Where(a => a.SubjectKind == proposal.SubjectKind && a.SubjectId == proposal.SubjectId)
            .Select(a => new { a.Revision, a.State }).ToListAsync(ct);
        if (earlier.Any(a => a.State is ApprovalState.InReview)) throw new Rule("", "この案件は、すでに決裁に回っています。");
        var drafter = (await staff.Faces(db, [proposal.Drafter], today, ct))
            .GetValueOrDefault(proposal.Drafter) ?? throw new Rule("", "起案する職員が見つかりません。");
        foreach (var agreed in face.Agreed) await staff.MayDecide(db, agreed.Source, agreed.Posts, today, ct);
        var route = new List<(RouteStep, Post, OfficerFace?)>();
        foreach (var step in Asked(proposal, face, today))
        {
            var post = city.Post(step.Post, today) ?? throw new Rule("", $"決裁の経路にある職「{step.Post}」が市の設定にありません。");
            var holder = await staff.Holder(db, step.Post, today, ct);
            // Who drafts has read it: a 回議 of their own falls away, a decision of their own does not.
            if (step.Kind is StepKind.Review && holder?.Account == drafter.Account) continue;
            route.Add((step, post, holder));
        }
        var approval = Approval.Propose(proposal, face, drafter, route, earlier.Select(a => a.Revision).DefaultIfEmpty().Max() + 1, clock);
        db.Add(approval);
        return approval.Id;
    }

    /// <summary>The route with what the drafter asks for beyond it; the way up to the common superior where anybody is asked at
    /// all.</summary>
    List<RouteStep> Asked(Proposal proposal, RouteFace face, DateOnly today)
    {
        var more = proposal.Concur.Where(d => d != proposal.Matter.Department).Select(d => table.Concurring(d, today)
            ?? throw new Rule("", $"「{city.Department(d, today)?.Name ?? d}」には、合議に答える職がありません。"))
            .Where(post => face.Steps.All(s => s.Post != post)).Distinct().Select(post => new RouteStep(StepKind.Concur, post));
        var before = face.Steps.TakeWhile(s => s.Kind is StepKind.Review or StepKind.Concur).ToList();
        List<RouteStep> all = [.. before, .. more, .. face.Steps.Skip(before.Count)];
        return all.Exists(s => s.Kind is StepKind.Concur) ? [.. all, .. face.Superior] : all;
    }

    public async Task<IReadOnlyList<ApprovalFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct) =>
        [.. (await db.Approvals().AsNoTracking().Include(a => a.Steps).Where(a => a.SubjectKind == subjectKind && a.SubjectId == subjectId)
            .OrderByDescending(a => a.Revision).ToListAsync(ct)).Select(a => a.Face())];

    public async Task Abandon(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct)
    {
        foreach (var open in await db.Approvals().Include(a => a.Steps).Include(a => a.Acts).AsTracking()
            .Where(a => a.SubjectKind == subjectKind && a.SubjectId == subjectId && a.State == ApprovalState.InReview).ToListAsync(ct))
            open.Withdraw(clock);
    }
}

/// <summary>同報: the departments that the drafter named are shown what was decided.</summary>
sealed class InformAfterwards(ICirculation circulation) : IHear<Decided>
{
    public async Task Hear(Decided said, CityDb db, CancellationToken ct)
    {
        var approval = db.Set<Approval>().Local.FirstOrDefault(a => a.Id == said.Approval)
            ?? await db.Approvals().FirstAsync(a => a.Id == said.Approval, ct);
        if (approval.Inform.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } departments)
            await circulation.Show(db, new(approval.SubjectKind, approval.SubjectId, approval.Title, approval.Url, said.Decider.Account)
            { Departments = departments }, ct);
    }
}

static class ApprovalSets
{
    public const string Kind = "approval";

    public static IQueryable<Approval> Approvals(this CityDb db) => db.Set<Approval>();

    /// <summary>One of these with its route and timeline, for changing; not among them is not there.</summary>
    public static async Task<Approval> Take(this IQueryable<Approval> visible, Guid id, CancellationToken ct) =>
        await visible.Find(id, ct) ?? throw new NotHere();

    public static Task<Approval?> Find(this IQueryable<Approval> visible, Guid id, CancellationToken ct) =>
        visible.Include(a => a.Steps).Include(a => a.Acts).Include(a => a.Views).AsTracking().AsSingleQuery()
            .FirstOrDefaultAsync(a => a.Id == id, ct);
}
