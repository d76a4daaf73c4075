using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;

namespace Keyaki.Approvals;

// What those on the route do when it is their turn.
public sealed partial class Approval
{
    /// <summary>承認, or 同意 of a 合議, with what was said to it. True when it was the last step: the record is decided.</summary>
    /// <param name="condition">条件付: the words are a condition and not only an opinion.</param>
    public bool Approve(Hand by, TimeProvider clock, string? opinion = null, bool condition = false)
    {
        var words = opinion?.Trim() is { Length: > 0 } said ? Given(said, "opinion") : null;
        if (condition && words is null) throw new Rule("opinion", "条件を付けるときは、条件を入力してください。");
        var step = TurnOf(by, clock);
        var since = step.At;
        step.Go(StepState.Approved, clock.GetUtcNow(), words);
        Note(words is null ? ActKind.Approved : condition ? ActKind.Conditioned : ActKind.Opined, step, by, words, clock, since);
        return GoOn(step, clock);
    }

    /// <summary>合議の不同意: the route goes on, up to the common superior.</summary>
    public void Disagree(Hand by, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        if (StepFor(by) is { Kind: not StepKind.Concur }) throw new Rule("", "不同意と答えられるのは、合議を求められた職です。差戻しを使ってください。");
        var step = TurnOf(by, clock);
        var since = step.At;
        step.Go(StepState.Disagreed, clock.GetUtcNow(), given);
        Note(ActKind.Disagreed, step, by, given, clock, since);
        GoOn(step, clock);
    }

    /// <summary>差戻し: back to the drafter. The rest of the route is not asked any more.</summary>
    public void Remand(Hand by, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        var step = TurnOf(by, clock);
        var since = step.At;
        step.Go(StepState.Remanded, clock.GetUtcNow(), given);
        Note(ActKind.Remanded, step, by, given, clock, since);
        End(ApprovalState.Remanded, clock);
    }

    /// <summary>差戻し to a step that has acted: that one is asked again, and all that come after it.</summary>
    public void Return(Hand by, int number, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        if (StepFor(by) is { } mine && ReturnsTo(mine).All(s => s.Number != number)) throw new Rule("to", "差し戻す先は、すでに処理した職から選んでください。");
        var step = TurnOf(by, clock);
        Note(ActKind.Returned, step, by, given, clock, step.At);
        Reopen(Steps.Single(s => s.Number == number), clock);
    }

    /// <summary>The steps to which whoever has the turn may send it back: those before it that have answered.</summary>
    public IReadOnlyList<Step> ReturnsTo(Step mine) =>
        [.. Steps.Where(s => s.Stage < mine.Stage && s.State is (StepState.Approved or StepState.Disagreed))];

    /// <summary>否決: only who decides ends it with a no.</summary>
    public void Reject(Hand by, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        if (StepFor(by) is { } mine && mine != Deciding) throw new Rule("", $"否決できるのは「{Deciding.PostTitle}」です。差戻しを使ってください。");
        var step = TurnOf(by, clock);
        var since = step.At;
        step.Go(StepState.Rejected, clock.GetUtcNow(), given);
        Note(ActKind.Rejected, step, by, given, clock, since);
        End(ApprovalState.Rejected, clock);
    }

    /// <summary>保留: it stays with the same person, and everybody sees why.</summary>
    public void Defer(Hand by, string reason, TimeProvider clock)
    {
        var given = Given(reason);
        var step = TurnOf(by, clock);
        step.Go(StepState.Deferred, clock.GetUtcNow(), given);
        Note(ActKind.Deferred, step, by, given, clock);
    }

    /// <summary>The step on which somebody would act; null when they have none.</summary>
    public Step? StepFor(Hand by) => State is not ApprovalState.InReview ? null : by.Power switch
    {
        Capacity.PullUp => Steps.Where(s => s.Post == by.Face.Post && s.State is StepState.Ahead && Needed(s)).MinBy(s => s.Stage),
        _ => Waiting.FirstOrDefault(s => s.Post == by.Post),
    };

    /// <summary>The step to act on: of the own post, in the place of who is away, or taken up before its turn.</summary>
    /// <exception cref="Rule">it is not their turn, or not by that power.</exception>
    Step TurnOf(Hand by, TimeProvider clock)
    {
        if (State is not ApprovalState.InReview) throw Over();
        if (by.Face.Account == Drafter) throw new Rule("", "起案した人は、自分の案件を決裁できません。");
        var step = StepFor(by) ?? throw NotTheirTurn(by);
        switch (by.Power)
        {
            case Capacity.Proxy:
                if (step == Deciding && WhyNoProxy is { } why) throw new Rule("", why);
                Views.Add(LaterView.Of(this, step, by.ViewBy, clock));
                return step;
            case Capacity.PullUp:
                PassOver(step, by, clock);
                break;
            default: break;
        }
        if (step.Holder == by.Face.Account) return step;
        // The post changed hands since: the successor takes it over by acting.
        step.Give(by.Face with { PostTitle = step.PostTitle });
        Note(ActKind.Filled, step, by.Face, null, clock);
        return step;
    }

    /// <summary>Why nobody decides this in the place of who is away; null where somebody may.</summary>
    public string? WhyNoProxy => NoProxy ? "この種類の決裁は、代決できません。"
        : Flags is { } flags ? $"「{flags}」の案件は、代決できません。"
        : AtOdds ? "合議が調わなかった案件は、代決できません。" : null;

    /// <summary>引上げ: those before it who have not acted owe a later view. 合議 is not passed over.</summary>
    void PassOver(Step step, Hand by, TimeProvider clock)
    {
        var before = Steps.Where(s => s.Stage < step.Stage && Needed(s) && (s.State is StepState.Ahead || s.State.Waits())).ToList();
        if (before.Exists(s => s.Kind is StepKind.Concur)) throw new Rule("", "合議が済んでいないので、引き上げられません。");
        foreach (var passed in before)
        {
            passed.Go(StepState.PulledUp, clock.GetUtcNow());
            Views.Add(LaterView.Of(this, passed, by.ViewBy, clock));
        }
        Open(step.Stage, clock);
    }

    Rule NotTheirTurn(Hand by) => by.Power is Capacity.PullUp ? new("", "引き上げられるのは、この先の経路にある職です。")
        : new("", $"今は{string.Join("", Waiting.Select(s => $"「{s.PostTitle}」"))}の順番です。あなたはこの案件を決裁できません。");

    Rule Over() => new("", $"この案件は{State.Words()}です。変えることはできません。");

    static string Given(string reason, string field = "reason") => reason.Trim() is { Length: > 0 and <= LongestReason } given ? given
        : throw new Rule(field, reason.Trim().Length == 0 ? "理由を入力してください。" : $"{LongestReason}文字以内で入力してください。");

    /// <summary>Opens what comes after this step once all beside it have answered. True when nothing comes: it is decided.</summary>
    bool GoOn(Step done, TimeProvider clock)
    {
        if (Steps.Any(s => s.Stage == done.Stage && s.State.Waits())) return false;
        if (Steps.Where(s => s.State is StepState.Ahead && Needed(s)).MinBy(s => s.Stage) is { } next)
        {
            Open(next.Stage, clock);
            return false;
        }
        End(ApprovalState.Decided, clock);
        return true;
    }

    void Open(int stage, TimeProvider clock)
    {
        foreach (var step in Steps.Where(s => s.Stage == stage && s.State is StepState.Ahead))
        {
            step.Go(step.Holder is null ? StepState.Vacant : StepState.Pending, clock.GetUtcNow());
            if (step.State is StepState.Vacant) Note(ActKind.Vacated, step, null, null, clock);
        }
    }

    /// <summary>Asks this step again; what comes after it has not been asked.</summary>
    void Reopen(Step step, TimeProvider clock)
    {
        foreach (var later in Steps.Where(s => s.Stage > step.Stage && s.State is not StepState.Ahead and not StepState.PulledUp))
            later.Go(StepState.Ahead, clock.GetUtcNow());
        step.Go(step.Holder is null ? StepState.Vacant : StepState.Pending, clock.GetUtcNow());
    }
}
