using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>Proposals, as other modules use them.</summary>
sealed class Desk(IStaff staff, CityProfile city, TimeProvider clock) : IApprovals
{
    public async Task<Guid> Propose(CityDb db, Proposal proposal, CancellationToken ct)
    {
        var earlier = await db.Approvals().Where(a => a.SubjectKind == proposal.SubjectKind && a.SubjectId == proposal.SubjectId)
            .Select(a => new { a.Revision, a.State }).ToListAsync(ct);
        if (earlier.Any(a => a.State is ApprovalState.InReview)) throw new Rule("", "この案件は、すでに決裁に回っています。");
        var drafter = (await staff.Faces(db, [proposal.Drafter], clock.Today(), ct))
            .GetValueOrDefault(proposal.Drafter) ?? throw new Rule("", "起案する職員が見つかりません。");
        await staff.MayDecide(db, proposal.Source, proposal.Route, clock.Today(), ct);
        var route = new List<(Post, OfficerFace?)>();
        foreach (var code in proposal.Route)
        {
            var post = city.Post(code, clock.Today()) ?? throw new Rule("", $"決裁の経路にある職「{code}」が市の設定にありません。");
            route.Add((post, await staff.Holder(db, code, clock.Today(), ct)));
        }
        var approval = Approval.Propose(proposal, drafter, route, earlier.Select(a => a.Revision).DefaultIfEmpty().Max() + 1, clock);
        db.Add(approval);
        return approval.Id;
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

static class ApprovalSets
{
    public const string Kind = "approval";

    public static IQueryable<Approval> Approvals(this CityDb db) => db.Set<Approval>();

    /// <summary>One of these with its route and timeline, for changing; not among them is not there.</summary>
    public static async Task<Approval> Take(this IQueryable<Approval> visible, Guid id, CancellationToken ct) =>
        await visible.Include(a => a.Steps).Include(a => a.Acts).AsTracking().AsSingleQuery()
            .FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotHere();
}
