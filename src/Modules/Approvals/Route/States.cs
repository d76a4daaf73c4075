using Keyaki.Contracts;

namespace Keyaki.Approvals;

/// <summary>What happened to a proposal; a line of its timeline.</summary>
public enum ActKind { Proposed, Approved, Remanded, Deferred, Vacated, Filled, Reassigned, Withdrawn }

/// <summary>The allowed changes of state. Whatever is not written here cannot happen.</summary>
public static class ApprovalGraph
{
    public static readonly IReadOnlyDictionary<ApprovalState, IReadOnlySet<ApprovalState>> Approvals =
        new Dictionary<ApprovalState, IReadOnlySet<ApprovalState>>
        {
            [ApprovalState.InReview] =
                new HashSet<ApprovalState> { ApprovalState.Decided, ApprovalState.Remanded, ApprovalState.Withdrawn },
            [ApprovalState.Decided] = new HashSet<ApprovalState>(),
            [ApprovalState.Remanded] = new HashSet<ApprovalState>(),
            [ApprovalState.Withdrawn] = new HashSet<ApprovalState>(),
        };

    // Deferred to Deferred: held again, with another reason. Pending to Pending: reassigned to somebody else. To Vacant: the holder
    // left the post. From Vacant to a decision: whoever holds the post by now was faster than the round that notes it.
    public static readonly IReadOnlyDictionary<StepState, IReadOnlySet<StepState>> Steps =
        new Dictionary<StepState, IReadOnlySet<StepState>>
        {
            [StepState.Ahead] = new HashSet<StepState> { StepState.Pending, StepState.Vacant, StepState.Bypassed },
            [StepState.Pending] = new HashSet<StepState> { StepState.Approved, StepState.Remanded, StepState.Deferred, StepState.Pending,
            StepState.Vacant, StepState.Bypassed },
            [StepState.Vacant] = new HashSet<StepState> { StepState.Pending, StepState.Approved, StepState.Remanded, StepState.Deferred,
            StepState.Bypassed },
            [StepState.Deferred] = new HashSet<StepState> { StepState.Approved, StepState.Remanded, StepState.Deferred, StepState.Pending,
            StepState.Vacant, StepState.Bypassed },
            [StepState.Approved] = new HashSet<StepState>(),
            [StepState.Remanded] = new HashSet<StepState>(),
            [StepState.Bypassed] = new HashSet<StepState>(),
        };

    /// <summary>The states in which a step waits for somebody.</summary>
    public static bool Waits(this StepState state) => state is StepState.Pending or StepState.Vacant or StepState.Deferred;

    public static string Words(this ApprovalState state) => state switch
    {
        ApprovalState.InReview => "決裁中",
        ApprovalState.Decided => "決裁済み",
        ApprovalState.Remanded => "差戻し",
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
        _ => "取下げで終了",
    };
}
