using Keyaki.Kernel;

namespace Keyaki.Contracts;

/// <summary>What is put to decision: the record it is about, who drafts, and the route as post codes in order; the last one
/// decides.</summary>
/// <param name="Source">The file of the city that names the route (<see cref="Deciding"/>).</param>
/// <param name="Url">Where deciders read the whole record.</param>
public sealed record Proposal(string SubjectKind, Guid SubjectId, string Title, string DecisionClass, Guid Drafter,
    IReadOnlyList<string> Route, string Source, string Url);

/// <summary>Where a proposal stands: being decided, 決裁済, 差戻し, or ended because the applicant withdrew.</summary>
public enum ApprovalState { InReview, Decided, Remanded, Withdrawn }

/// <summary>Where a step stands. Ahead has not had its turn; Vacant has its turn and nobody holds the post; Bypassed never had its
/// turn.</summary>
public enum StepState { Ahead, Pending, Vacant, Deferred, Approved, Remanded, Bypassed }

/// <summary>The state of a step for panels and timelines.</summary>
public sealed record StepFace(int Number, string Post, string PostTitle, string? HolderName, Guid? Holder,
    StepState State, DateTimeOffset? At,
    string? Reason);

/// <summary>Where a proposal stands: in review, decided, remanded, withdrawn.</summary>
public sealed record ApprovalFace(Guid Id, ApprovalState State, IReadOnlyList<StepFace> Steps, DateTimeOffset ProposedAt);

public interface IApprovals
{
    /// <summary>Resolves the posts to persons, snapshots the route, and opens the first step. The drafter decides nothing of their own:
    /// a step that the drafter holds is a broken rule.</summary>
    /// <exception cref="Rule">no route, or a step held by the drafter.</exception>
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
