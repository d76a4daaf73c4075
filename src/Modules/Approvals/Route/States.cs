using Keyaki.Contracts.Approvals;

namespace Keyaki.Approvals;

/// <summary>What happened to a proposal; a line of its timeline.</summary>
public enum ActKind
{
    Proposed, Approved, Remanded, Deferred, Vacated, Filled, Reassigned, Withdrawn,
    Opined, Conditioned, Disagreed, Rejected, Returned, Retrieved, Abandoned, Viewed, Concerned, Succeeded,
}

/// <summary>The allowed changes of state. Whatever is not written here cannot happen.</summary>
public static class ApprovalGraph
{
    public static readonly IReadOnlyDictionary<ApprovalState, IReadOnlySet<ApprovalState>> Approvals =
        new Dictionary<ApprovalState, IReadOnlySet<ApprovalState>>
        {
            [ApprovalState.InReview] = new HashSet<ApprovalState> { ApprovalState.Decided, ApprovalState.Remanded,
                ApprovalState.Withdrawn, ApprovalState.Rejected, ApprovalState.Abandoned, ApprovalState.Retrieved },
            [ApprovalState.Decided] = new HashSet<ApprovalState>(),
            [ApprovalState.Remanded] = new HashSet<ApprovalState> { ApprovalState.Abandoned },
            [ApprovalState.Withdrawn] = new HashSet<ApprovalState>(),
            [ApprovalState.Rejected] = new HashSet<ApprovalState>(),
            [ApprovalState.Abandoned] = new HashSet<ApprovalState>(),
            [ApprovalState.Retrieved] = new HashSet<ApprovalState> { ApprovalState.Abandoned },
        };

    // Deferred to Deferred: held again, with another reason. Pending to Pending: reassigned to somebody else. To Vacant: the holder
    // left the post. From Vacant to a decision: whoever holds the post by now was faster than the round that notes it. Back to Ahead:
    // an earlier step is asked again. Vacant to Vacant: the post went to another department, where nobody holds it either.
    public static readonly IReadOnlyDictionary<StepState, IReadOnlySet<StepState>> Steps =
        new Dictionary<StepState, IReadOnlySet<StepState>>
        {
            [StepState.Ahead] = new HashSet<StepState> { StepState.Pending, StepState.Vacant, StepState.Bypassed, StepState.PulledUp },
            [StepState.Pending] = Open(StepState.Deferred, StepState.Pending, StepState.Vacant),
            [StepState.Vacant] = Open(StepState.Deferred, StepState.Pending, StepState.Vacant),
            [StepState.Deferred] = Open(StepState.Deferred, StepState.Pending, StepState.Vacant),
            [StepState.Approved] = new HashSet<StepState> { StepState.Pending, StepState.Vacant, StepState.Ahead },
            [StepState.Disagreed] = new HashSet<StepState> { StepState.Pending, StepState.Vacant, StepState.Ahead },
            [StepState.Remanded] = new HashSet<StepState>(),
            [StepState.Rejected] = new HashSet<StepState>(),
            [StepState.Bypassed] = new HashSet<StepState>(),
            [StepState.PulledUp] = new HashSet<StepState>(),
        };

    static HashSet<StepState> Open(params StepState[] more) => [StepState.Approved, StepState.Disagreed, StepState.Remanded,
        StepState.Rejected, StepState.Bypassed, StepState.PulledUp, StepState.Ahead, .. more];

    /// <summary>Acts that let the route go on: those that can be taken back.</summary>
    public static bool Forward(this ActKind kind) => kind is ActKind.Approved or ActKind.Opined or ActKind.Conditioned or ActKind.Disagreed;

    /// <summary>Acts with which a post has done its turn.</summary>
    public static bool EndsTurn(this ActKind kind) =>
        kind.Forward() || kind is ActKind.Remanded or ActKind.Returned or ActKind.Rejected;

    /// <summary>The states in which a step waits for somebody.</summary>
    public static bool Waits(this StepState state) => state is StepState.Pending or StepState.Vacant or StepState.Deferred;

    public static string Words(this ApprovalState state) => state switch
    {
        ApprovalState.InReview => "決裁中",
        ApprovalState.Decided => "決裁済み",
        ApprovalState.Remanded => "差戻し",
        ApprovalState.Rejected => "否決",
        ApprovalState.Abandoned => "廃案",
        ApprovalState.Retrieved => "取戻し",
        _ => "取下げで終了",
    };

    public static string Words(this StepState state) => state switch
    {
        StepState.Ahead => "順番待ち",
        StepState.Pending => "決裁待ち",
        StepState.Vacant => "空席（担当の決定待ち）",
        StepState.Deferred => "保留中",
        StepState.Approved => "承認",
        StepState.Remanded => "差戻し",
        StepState.Disagreed => "不同意",
        StepState.Rejected => "否決",
        StepState.PulledUp => "引上げ（後閲）",
        _ => "回らずに終了",
    };

    public static string Words(this ActKind kind) => kind switch
    {
        ActKind.Proposed => "起案",
        ActKind.Approved => "承認",
        ActKind.Remanded => "差戻し",
        ActKind.Deferred => "保留",
        ActKind.Vacated => "空席のため待機",
        ActKind.Filled => "担当が決まった",
        ActKind.Reassigned => "担当を変更",
        ActKind.Opined => "意見を付けて承認",
        ActKind.Conditioned => "条件を付けて承認",
        ActKind.Disagreed => "不同意",
        ActKind.Rejected => "否決",
        ActKind.Returned => "前の職へ差戻し",
        ActKind.Retrieved => "取戻し",
        ActKind.Abandoned => "廃案",
        ActKind.Succeeded => "組織の引継ぎ",
        ActKind.Viewed => "後閲",
        ActKind.Concerned => "後閲（意見あり）",
        _ => "取下げで終了",
    };

    public static string Words(this StepKind kind) => kind switch
    {
        StepKind.Review => "回議",
        StepKind.Concur => "合議",
        StepKind.Vet => "審査",
        _ => "決裁",
    };

    /// <summary>The mark beside a name; nothing for who acts by their own post.</summary>
    public static string Words(this Capacity power) => power switch { Capacity.Proxy => "（代）", Capacity.PullUp => "（引上げ）", _ => "" };
}
