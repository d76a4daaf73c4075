using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Keyaki.Approvals;

/// <summary>A proposal on its way through a route of posts (起案). One step waits at a time; what was decided never changes.</summary>
public sealed class Approval
{
    public const int LongestReason = 1000;

    public required Guid Id { get; init; }
    public required string SubjectKind { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>From 1; a remanded record that is proposed again is the next revision, the old one stays readable.</summary>
    public required int Revision { get; init; }
    public required string Title { get; init; }

    /// <summary>決裁区分.</summary>
    public required string DecisionClass { get; init; }

    /// <summary>Page of the record itself.</summary>
    public required string Url { get; init; }
    public required Guid Drafter { get; init; }
    public required string DrafterName { get; init; }
    public required string DrafterPost { get; init; }

    /// <summary>Code of the department for which the drafter drafted.</summary>
    public required string Department { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public ApprovalState State { get; private set; } = ApprovalState.InReview;
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Raised by every act.</summary>
    public long Version { get; private set; }
    public List<Step> Steps { get; private init; } = [];
    public List<Act> Acts { get; private init; } = [];

    /// <summary>The step that waits; null once the proposal has ended.</summary>
    public Step? Current => State is ApprovalState.InReview ? Steps.Where(s => s.State.Waits()).MinBy(s => s.Number) : null;

    /// <summary>Copies the route and opens its first step.</summary>
    /// <param name="route">The posts in order, each with who holds it today.</param>
    /// <exception cref="Rule">the route is empty, or the drafter holds one of its posts.</exception>
    public static Approval Propose(Proposal proposal, RouteFace face, OfficerFace drafter,
        IReadOnlyList<(RouteStep Step, Post Post, OfficerFace? Holder)> route, int revision, TimeProvider clock)
    {
        if (route.Count == 0) throw new Rule("", "決裁する職が決まっていません。手続の設定を確かめてください。");
        if (route.FirstOrDefault(r => r.Holder?.Account == drafter.Account) is { Holder: not null } own)
            throw new Rule("", $"起案した人は、自分の案件を決裁できません。「{own.Post.Title}」はあなたの職です。別の職員が起案してください。");
        var now = clock.GetUtcNow();
        var approval = new Approval
        {
            Id = clock.NewId(), SubjectKind = proposal.SubjectKind, SubjectId = proposal.SubjectId, Revision = revision,
            Title = proposal.Title, DecisionClass = face.Class, Url = proposal.Url,
            Drafter = drafter.Account, DrafterName = drafter.Name, DrafterPost = drafter.PostTitle, Department = drafter.Department,
            ProposedAt = now,
        };
        foreach (var (asked, post, holder) in route)
        {
            var step = new Step
            {
                Id = clock.NewId(), ApprovalId = approval.Id, Number = approval.Steps.Count + 1, Kind = asked.Kind, Post = post.Code,
                PostTitle = post.Title, Department = post.Department
            };
            if (holder is not null) step.Give(holder with { Post = post.Code, PostTitle = post.Title });
            approval.Steps.Add(step);
        }
        approval.Note(ActKind.Proposed, null, drafter, null, clock);
        approval.Open(1, clock);
        return approval;
    }

    /// <summary>承認. True when it was the last step: the record is decided.</summary>
    public bool Approve(OfficerFace by, TimeProvider clock)
    {
        var step = TurnOf(by, clock);
        step.Go(StepState.Approved, clock.GetUtcNow());
        Note(ActKind.Approved, step, by, null, clock);
        if (Steps.All(s => s.Number <= step.Number))
        {
            End(ApprovalState.Decided, clock);
            return true;
        }
        Open(step.Number + 1, clock);
        return false;
    }

    /// <summary>差戻し: back to the drafter. The rest of the route is not asked any more.</summary>
    public void Remand(OfficerFace by, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        var step = TurnOf(by, clock);
        step.Go(StepState.Remanded, clock.GetUtcNow(), given);
        Note(ActKind.Remanded, step, by, reason.Trim(), clock);
        Bypass(clock);
        End(ApprovalState.Remanded, clock);
    }

    /// <summary>保留: it stays with the same person, and everybody sees why.</summary>
    public void Defer(OfficerFace by, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        var step = TurnOf(by, clock);
        step.Go(StepState.Deferred, clock.GetUtcNow(), given);
        Note(ActKind.Deferred, step, by, reason.Trim(), clock);
    }

    /// <summary>Gives the waiting step to the holder of another post, or of the same one once it is filled.</summary>
    public void Reassign(OfficerFace to, OfficerFace by, string reason, TimeProvider clock)
    {
        var step = Current ?? throw Over();
        if (to.Account == Drafter) throw new Rule("post", "起案した人は、自分の案件を決裁できません。別の職を選んでください。");
        // Whoever may reassign would else give themselves every decision of their department.
        if (to.Account == by.Account) throw new Rule("post", "自分を担当にすることはできません。別の職を選ぶか、ほかの職員に変更を頼んでください。");
        if (to.Account == step.Holder && to.Post == step.Post) throw new Rule("post", "今の担当と同じです。別の職を選んでください。");
        Given(reason);
        step.Give(to);
        step.Go(StepState.Pending, clock.GetUtcNow());
        Note(ActKind.Reassigned, step, by, reason.Trim(), clock);
    }

    /// <summary>Whose turn it is has left the post: it waits for a successor or a reassignment.</summary>
    public void Vacate(TimeProvider clock)
    {
        if (Current is not { State: StepState.Pending or StepState.Deferred } step) return;
        step.Leave(clock.GetUtcNow());
        Note(ActKind.Vacated, step, null, null, clock);
    }

    /// <summary>Somebody holds the vacant post now. Nothing happens when that is the drafter: the step waits for a reassignment.</summary>
    public void Fill(OfficerFace holder, TimeProvider clock)
    {
        if (Current is not { State: StepState.Vacant } step || holder.Account == Drafter) return;
        step.Give(holder with { Post = step.Post, PostTitle = step.PostTitle });
        step.Go(StepState.Pending, clock.GetUtcNow());
        Note(ActKind.Filled, step, holder, null, clock);
    }

    /// <summary>Ends an open proposal, because the applicant withdrew.</summary>
    public void Withdraw(TimeProvider clock)
    {
        if (State is not ApprovalState.InReview) return;
        Bypass(clock);
        Note(ActKind.Withdrawn, null, null, null, clock);
        End(ApprovalState.Withdrawn, clock);
    }

    /// <summary>May this person act on the waiting step now? It waits for a post: whoever holds that at this moment, and nobody who
    /// left it.</summary>
    public bool Waits(Actor actor) => actor.Account is { } account && account != Drafter && Current is { } step && Holds(actor, step.Post);

    static bool Holds(Actor actor, string post) => actor.Post == post || actor.Posts.Contains(post);

    public ApprovalFace Face() => new(Id, State, [.. Steps.OrderBy(s => s.Number).Select(s => s.Face())], ProposedAt);

    Step TurnOf(OfficerFace by, TimeProvider clock)
    {
        var step = Current ?? throw Over();
        if (by.Account == Drafter) throw new Rule("", "起案した人は、自分の案件を決裁できません。");
        if (step.Post != by.Post) throw new Rule("", $"今は「{step.PostTitle}」の順番です。あなたはこの案件を決裁できません。");
        if (step.Holder == by.Account) return step;
        // The post changed hands since: the successor takes it over by acting.
        step.Give(by with { PostTitle = step.PostTitle });
        Note(ActKind.Filled, step, by, null, clock);
        return step;
    }

    Rule Over() => new("", $"この案件は{State.Words()}です。変えることはできません。");

    static string Given(string reason) => reason.Trim() is { Length: > 0 and <= LongestReason } given ? given
        : throw new Rule("reason", reason.Trim().Length == 0 ? "理由を入力してください。" : $"理由は{LongestReason}文字以内で入力してください。");

    void Open(int number, TimeProvider clock)
    {
        var step = Steps.Single(s => s.Number == number);
        step.Go(step.Holder is null ? StepState.Vacant : StepState.Pending, clock.GetUtcNow());
        if (step.State is StepState.Vacant) Note(ActKind.Vacated, step, null, null, clock);
    }

    void Bypass(TimeProvider clock)
    {
        foreach (var step in Steps.Where(s => s.State is StepState.Ahead || s.State.Waits()))
            step.Go(StepState.Bypassed, clock.GetUtcNow());
    }

    void End(ApprovalState to, TimeProvider clock)
    {
        if (!ApprovalGraph.Approvals[State].Contains(to))
            throw new InvalidOperationException($"a proposal does not go from {State} to {to}");
        (State, EndedAt) = (to, clock.GetUtcNow());
    }

    void Note(ActKind kind, Step? step, OfficerFace? by, string? reason, TimeProvider clock)
    {
        Version++;
        Acts.Add(new Act
        {
            Id = clock.NewId(), ApprovalId = Id, Number = (int)Version, Kind = kind, Step = step?.Number, Officer = by?.Account,
            OfficerName = by?.Name ?? "けやき",
            PostTitle = by?.PostTitle ?? step?.PostTitle ?? "", Reason = reason, At = clock.GetUtcNow(),
        });
    }

    internal sealed class Map : IEntityTypeConfiguration<Approval>
    {
        public void Configure(EntityTypeBuilder<Approval> b)
        {
            b.ToTable("approvals_approvals");
            b.Ignore(x => x.Current);
            b.Property(x => x.SubjectKind).HasMaxLength(40);
            b.Property(x => x.Title).HasMaxLength(300);
            b.Property(x => x.DecisionClass).HasMaxLength(80);
            b.Property(x => x.Url).HasMaxLength(500);
            b.Property(x => x.DrafterName).HasMaxLength(200);
            b.Property(x => x.DrafterPost).HasMaxLength(200);
            b.HasMany(x => x.Steps).WithOne().HasForeignKey(x => x.ApprovalId);
            b.HasMany(x => x.Acts).WithOne().HasForeignKey(x => x.ApprovalId);
            b.HasIndex(x => new { x.SubjectKind, x.SubjectId, x.Revision }).IsUnique().Says("", "この案件は、すでに決裁に回っています。");
            b.Property(x => x.Department).HasMaxLength(80);
            b.HasIndex(x => new { x.Drafter, x.ProposedAt });
        }
    }
}
