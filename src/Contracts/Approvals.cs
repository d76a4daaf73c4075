using Keyaki.Kernel;

namespace Keyaki.Contracts;

/// <summary>What is decided, as the 専決規程 sees it: the kind of act, the department that drafts, and the sum where the kind has
/// one.</summary>
public sealed record Matter(string Act, string Department, Yen? Amount = null)
{
    /// <summary>重要, 異例, 先例になる, 紛争のおそれ: any of them lifts the decision one class, and nobody decides it by proxy.</summary>
    public bool Important { get; init; }
    public bool Unusual { get; init; }
    public bool Precedent { get; init; }
    public bool Disputed { get; init; }

    public bool Flagged => Important || Unusual || Precedent || Disputed;
}

/// <summary>What is put to decision: the record it is about and who drafts. Who decides follows from the matter
/// (<see cref="IDelegation"/>).</summary>
/// <param name="Url">Where deciders read the whole record.</param>
public sealed record Proposal(string SubjectKind, Guid SubjectId, string Title, Matter Matter, Guid Drafter, string Url)
{
    /// <summary>Departments that are asked for 合議 beyond what the table says.</summary>
    public IReadOnlyList<string> Concur { get; init; } = [];

    /// <summary>Departments that are shown it once it is decided (供覧・同報).</summary>
    public IReadOnlyList<string> Inform { get; init; } = [];

    /// <summary>再起案: the subject whose place it takes.</summary>
    public Guid? Earlier { get; init; }

    /// <summary>紙併用: papers go round beside it.</summary>
    public bool WithPaper { get; init; }
}

/// <summary>Where a proposal stands: being decided, 決裁済, 差戻し, 取下げ, 否決, 廃案, 取戻し. All but the first are ends.</summary>
public enum ApprovalState { InReview, Decided, Remanded, Withdrawn, Rejected, Abandoned, Retrieved }

/// <summary>What a step is asked for: 回議, 合議, 審査, 決裁.</summary>
public enum StepKind { Review, Concur, Vet, Decide }

/// <summary>Where a step stands. Ahead has not had its turn; Vacant has its turn and nobody holds the post; Bypassed never had its
/// turn; PulledUp was passed over by who comes later (引上げ).</summary>
public enum StepState { Ahead, Pending, Vacant, Deferred, Approved, Remanded, Bypassed, Disagreed, Rejected, PulledUp }

/// <summary>The state of a step for panels and timelines.</summary>
public sealed record StepFace(int Number, string Post, string PostTitle, string? HolderName, Guid? Holder,
    StepState State, DateTimeOffset? At,
    string? Reason)
{
    public StepKind Kind { get; init; } = StepKind.Review;
}

/// <summary>Where a proposal stands: in review, decided, remanded, withdrawn.</summary>
public sealed record ApprovalFace(Guid Id, ApprovalState State, IReadOnlyList<StepFace> Steps, DateTimeOffset ProposedAt);

public interface IApprovals
{
    /// <summary>Asks the table who decides, resolves the posts to persons, snapshots the route, and opens the first step. The drafter
    /// decides nothing of their own: where the deciding post is the drafter's it is a broken rule; a 回議 by the drafter
    /// falls away.</summary>
    /// <exception cref="Rule">no row for it, or decided by the drafter.</exception>
    Task<Guid> Propose(CityDb db, Proposal proposal, CancellationToken ct);

    /// <summary>The newest proposals of a record first.</summary>
    Task<IReadOnlyList<ApprovalFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct);

    /// <summary>Ends an open proposal, because the applicant withdrew.</summary>
    Task Abandon(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct);
}

/// <summary>The last post approved. In the same transaction the subject's module carries the decision out.</summary>
public sealed record Decided(string SubjectKind, Guid SubjectId, Guid Approval, OfficerFace Decider, DateTimeOffset At);

/// <summary>A decider sent it back to the drafter, with a reason.</summary>
public sealed record Remanded(string SubjectKind, Guid SubjectId, Guid Approval, OfficerFace Decider, string Reason, DateTimeOffset At);

/// <summary>It ended undecided: 否決, 廃案, 取下げ by the drafter, or 取戻し (the drafter took it back to change it). The subject's room
/// lets it go on from there. Not said where the room itself called <see cref="IApprovals.Abandon"/>.</summary>
/// <param name="How">Rejected, Abandoned, Withdrawn or Retrieved.</param>
public sealed record Ended(string SubjectKind, Guid SubjectId, Guid Approval, ApprovalState How, OfficerFace By, string Reason,
    DateTimeOffset At)
{
    /// <summary>The same as if it had been sent back: for a room in which the record goes on as after a remand.</summary>
    public Remanded SentBack => new(SubjectKind, SubjectId, Approval, By, (How switch
    {
        ApprovalState.Rejected => "否決",
        ApprovalState.Abandoned => "廃案",
        ApprovalState.Retrieved => "取戻し",
        _ => "取下げ",
    }) + (Reason.Length > 0 ? $"：{Reason}" : ""), At);
}
