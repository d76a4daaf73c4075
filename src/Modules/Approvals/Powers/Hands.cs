using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Approvals;

/// <summary>By which power an officer acts on a proposal today: their own post, in the place of somebody who is away, or before their
/// turn.</summary>
sealed class Hands(IStaff staff, Delegation table, Factors factors) : IStandIn
{
    List<Absence>? away;
    readonly Dictionary<string, IReadOnlyList<OfficerFace>> lines = [];

    async Task<List<Absence>> Away(Look look) => away ??= await look.Db.Set<Absence>().AsNoTracking()
        .Where(a => a.EndedAt == null && a.From <= look.Today && a.Until >= look.Today).ToListAsync(look.Stop);

    /// <summary>The posts for which this officer stands today, because whoever holds them is away.</summary>
    public async Task<IReadOnlyList<string>> Standing(Look look)
    {
        if (!look.Actor.Can(ApprovalsModule.Decide) || await Away(look) is not { Count: > 0 } absent) return [];
        var faces = await staff.Faces(look, [.. absent.Select(a => a.Officer)]);
        var posts = new List<string>();
        foreach (var face in faces.Values)
            if (look.City.Post(face.Post, look.Today) is { } post
                && await StandsIn(look, post, face.Account, post.Department ?? look.Actor.Department ?? "", default)) posts.Add(post.Code);
        return posts;
    }

    public async Task<IReadOnlyList<Guid>> Causes(Look look)
    {
        if (await Standing(look) is not { Count: > 0 } posts) return [];
        var me = look.Actor.Account;
        var waiting = await look.Db.Approvals().AsNoTracking().Include(a => a.Steps).Where(a => a.State == ApprovalState.InReview
            && a.Drafter != me && a.Steps.Any(s => posts.Contains(s.Post)
                && (s.State == StepState.Pending || s.State == StepState.Deferred)))
            .OrderBy(a => a.ProposedAt).Take(TaskLists.Most).ToListAsync(look.Stop);
        var causes = new List<Guid>();
        foreach (var approval in waiting)
            if (await Of(look, approval) is { Power: Capacity.Proxy } hand && approval.StepFor(hand) is { } step) causes.Add(step.Id);
        return causes;
    }

    /// <summary>How this officer would act on the proposal now; null where they cannot.</summary>
    public async Task<Hand?> Of(Look look, Approval approval)
    {
        if (look.Actor.Account is not { } me || me == approval.Drafter || !look.Actor.Can(ApprovalsModule.Decide)) return null;
        if (approval.State is not ApprovalState.InReview) return null;
        var (post, department) = (look.Actor.Post ?? "", look.Actor.Department ?? "");
        var face = new OfficerFace(me, look.Actor.Name, post, staff.PostTitle(post, look.Today), department,
            staff.DepartmentName(department, look.Today));
        if (approval.Mine(look.Actor) is { } mine)
            return new(face with { Post = mine.Post, PostTitle = mine.PostTitle }, mine.Post);
        foreach (var step in approval.Waiting)
            if (step.Holder is { } holder && (step != approval.Deciding || approval.WhyNoProxy is null)
                && look.City.Post(step.Post, look.Today) is { } asked
                && await StandsIn(look, asked, holder, approval.Department, approval.Drafter))
                return new(face, step.Post, Capacity.Proxy,
                    ViewBy: ViewBy(look, (await Away(look)).Where(a => a.Officer == holder).Max(a => a.Until)));
        return approval.Ahead(look.Actor) is { } ahead
            ? new(face with { Post = ahead.Post, PostTitle = ahead.PostTitle }, ahead.Post, Capacity.PullUp,
                ViewBy: ViewBy(look, look.Today)) : null;
    }

    /// <summary>Proposals of the same kind and department of about the same days that together with this one pass the sum of its class:
    /// somebody may have cut one thing into several.</summary>
    public async Task<IReadOnlyList<(string Title, string Url, Yen Amount)>> Split(Look look, Approval approval)
    {
        if (table.Kinds.FirstOrDefault(k => k.Code == approval.MatterAct) is not { SplitWithin: > 0 and var days }
            || approval.Amount is not { } own)
            return [];
        var (from, until) = (approval.ProposedAt.AddDays(-days), approval.ProposedAt.AddDays(days));
        var others = await look.Db.Approvals().Where(a => a.MatterAct == approval.MatterAct && a.Department == approval.Department
            && a.SubjectId != approval.SubjectId && a.ProposedAt >= from && a.ProposedAt <= until && a.Amount != null
            && (a.State == ApprovalState.InReview || a.State == ApprovalState.Decided)).OrderBy(a => a.ProposedAt)
            .Select(a => new { a.Id, a.Title, a.Amount }).Take(50).ToListAsync(look.Stop);
        var all = own + Yen.Sum(others.Select(o => o.Amount ?? Yen.Zero));
        Matter Of(Yen sum) => new(approval.MatterAct, approval.Department, sum);
        return others.Count == 0 || table.Route(Of(all), look.Today).Class == table.Route(Of(own), look.Today).Class ? []
            : [.. others.Select(o => (o.Title, Links.Decide(o.Id), o.Amount ?? Yen.Zero))];
    }

    /// <summary>Whether the class lets this act through: some ask for the password or passkey once more before it is decided.</summary>
    public async Task<bool> Proven(Turn turn, Approval approval, Hand hand) => !approval.Factor
        || approval.StepFor(hand) != approval.Deciding || await factors.Proven(turn.Db, turn.Actor, turn.Stop);

    DateOnly ViewBy(Look look, DateOnly from) => look.City.Calendar.Add(from, Math.Max(1, table.Patience.ViewWithin));

    /// <summary>Whether this officer decides for that post while its holder is away: the first in line, or the next one where those before
    /// are away, too, or nobody, or the drafter.</summary>
    async Task<bool> StandsIn(Look look, Post post, Guid holder, string department, Guid drafter)
    {
        var absent = await Away(look);
        if (!absent.Any(a => a.Officer == holder && a.By != look.Actor.Account)) return false;
        foreach (var line in table.ProxiesOf(post, department, look.Today))
        {
            if (look.Actor.Posts.Contains(line) || look.Actor.Post == line) return true;
            if (!lines.TryGetValue(line, out var holders)) lines[line] = holders = await staff.Holders(look, [line]);
            if (holders.Any(h => h.Account != drafter && absent.All(a => a.Officer != h.Account))) return false;
        }
        return false;
    }
}
