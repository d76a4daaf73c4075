using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;

namespace Keyaki.Approvals;

// What the drafter, the office and the program itself do beside the turns.
public sealed partial class Approval
{
    /// <summary>取戻し: the drafter takes it back before anybody acted, to change it; or who acted last takes their act back before the
    /// next one acts. True when it is the drafter: it has ended.</summary>
    public bool Retrieve(OfficerFace by, TimeProvider clock)
    {
        if (State is not ApprovalState.InReview) throw Over();
        var last = Acts.Where(a => a.Kind is not (ActKind.Vacated or ActKind.Filled or ActKind.Succeeded)).MaxBy(a => a.Number);
        if (last is null || last.Officer != by.Account) throw new Rule("", "次の人がもう処理したので、取り戻せません。");
        if (last.Kind is ActKind.Proposed)
        {
            Note(ActKind.Retrieved, null, by, null, clock);
            End(ApprovalState.Retrieved, clock);
            return true;
        }
        if (!last.Kind.Forward() || Steps.Find(s => s.Number == last.Step) is not { } step) throw new Rule("", "取り戻せるのは、承認と合議の答えです。");
        Note(ActKind.Retrieved, step, by, null, clock);
        Reopen(step, clock);
        return false;
    }

    /// <summary>Whether it lies in this person's hand to take it back now.</summary>
    public bool MayRetrieve(Guid account) => State is ApprovalState.InReview
        && Acts.Where(a => a.Kind is not (ActKind.Vacated or ActKind.Filled or ActKind.Succeeded)).MaxBy(a => a.Number) is { } last
        && last.Officer == account && (last.Kind is ActKind.Proposed || last.Kind.Forward());

    /// <summary>取下げ by the drafter: it ends, whoever had the turn.</summary>
    public void Drop(OfficerFace by, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        if (State is not ApprovalState.InReview) throw Over();
        if (by.Account != Drafter) throw new Rule("", "取り下げられるのは、起案した人です。");
        Note(ActKind.Withdrawn, null, by, given, clock);
        End(ApprovalState.Withdrawn, clock);
    }

    /// <summary>廃案: nobody will decide it any more, also after it was sent or taken back.</summary>
    public void Abandon(OfficerFace by, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        if (!CanAbandon) throw Over();
        Note(ActKind.Abandoned, null, by, given, clock);
        End(ApprovalState.Abandoned, clock);
    }

    public bool CanAbandon => ApprovalGraph.Approvals[State].Contains(ApprovalState.Abandoned);

    /// <summary>Ends an open proposal, because the applicant withdrew.</summary>
    public void Withdraw(TimeProvider clock)
    {
        if (State is not ApprovalState.InReview) return;
        Note(ActKind.Withdrawn, null, null, null, clock);
        End(ApprovalState.Withdrawn, clock);
    }

    /// <summary>後閲: who was passed over or away has seen it; a concern changes nothing and stands in the record.</summary>
    public void View(LaterView view, OfficerFace by, string? concern, TimeProvider clock)
    {
        var words = concern?.Trim() is { Length: > 0 } said ? Given(said, "concern") : null;
        view.Done(by, words, clock);
        Note(words is null ? ActKind.Viewed : ActKind.Concerned, Steps.Find(s => s.Number == view.Step), by, words, clock);
    }

    /// <summary>Gives a waiting step to the holder of another post, or of the same one once it is filled.</summary>
    /// <param name="of">Which one, where several wait; the first without it.</param>
    public void Reassign(OfficerFace to, OfficerFace by, string reason, TimeProvider clock, Step? of = null)
    {
        var step = of ?? Current ?? throw Over();
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
    public void Vacate(TimeProvider clock, Step? of = null)
    {
        if ((of ?? Current) is not { State: StepState.Pending or StepState.Deferred } step) return;
        step.Leave(clock.GetUtcNow());
        Note(ActKind.Vacated, step, null, null, clock);
    }

    /// <summary>Somebody holds the vacant post now. Nothing happens when that is the drafter: the step waits for a reassignment.</summary>
    public void Fill(OfficerFace holder, TimeProvider clock, Step? of = null)
    {
        if ((of ?? Current) is not { State: StepState.Vacant } step || holder.Account == Drafter) return;
        step.Give(holder with { Post = step.Post, PostTitle = step.PostTitle });
        step.Go(StepState.Pending, clock.GetUtcNow());
        Note(ActKind.Filled, step, holder, null, clock);
    }

    /// <summary>組織の引継ぎ: the step waits for the post that goes on with the work.</summary>
    public void Succeed(Step step, Post heir, OfficerFace? holder, TimeProvider clock)
    {
        var waits = step.State.Waits();
        step.Hand(heir, holder?.Account == Drafter ? null : holder);
        if (waits) step.Go(step.Holder is null ? StepState.Vacant : StepState.Pending, clock.GetUtcNow());
        Note(ActKind.Succeeded, step, null, null, clock);
    }

    /// <summary>The department that goes on with what was drafted.</summary>
    public void MoveTo(string department) => Department = department;

    /// <summary>A step that this person may act on now by their own post; null for none. It waits for a post: whoever holds that at this
    /// moment, and nobody who left it.</summary>
    public Step? Mine(Actor actor) =>
        actor.Account is { } account && account != Drafter ? Waiting.FirstOrDefault(s => Holds(actor, s.Post)) : null;

    public bool Waits(Actor actor) => Mine(actor) is not null;

    /// <summary>A step before its turn that this person may take up; null for none.</summary>
    public Step? Ahead(Actor actor) => State is ApprovalState.InReview && actor.Account is { } account && account != Drafter
        && Steps.Where(s => s.State is StepState.Ahead && Needed(s) && Holds(actor, s.Post)).MinBy(s => s.Stage) is { } ahead
        && Steps.All(s => s.Kind is not StepKind.Concur || s.Stage >= ahead.Stage || !(s.State is StepState.Ahead || s.State.Waits()))
            ? ahead : null;

    static bool Holds(Actor actor, string post) => actor.Post == post || actor.Posts.Contains(post);

    void End(ApprovalState to, TimeProvider clock)
    {
        if (!ApprovalGraph.Approvals[State].Contains(to))
            throw new InvalidOperationException($"a proposal does not go from {State} to {to}");
        foreach (var step in Steps.Where(s => s.State is StepState.Ahead || s.State.Waits()))
            step.Go(StepState.Bypassed, clock.GetUtcNow());
        (State, EndedAt) = (to, clock.GetUtcNow());
    }

    void Note(ActKind kind, Step? step, Hand? by, string? reason, TimeProvider clock, DateTimeOffset? since = null)
    {
        Version++;
        Acts.Add(new Act
        {
            Id = clock.NewId(), ApprovalId = Id, Number = (int)Version, Kind = kind, Step = step?.Number, Officer = by?.Face.Account,
            OfficerName = by?.Face.Name ?? "けやき", PostTitle = by?.Face.PostTitle ?? step?.PostTitle ?? "",
            Power = by?.Power ?? Capacity.Own, Seen = by?.Seen, Reason = reason, At = clock.GetUtcNow(),
            Minutes = kind.EndsTurn() && since is { } opened
                ? (int)Math.Min(int.MaxValue, (clock.GetUtcNow() - opened).TotalMinutes) : null,
        });
    }
}
