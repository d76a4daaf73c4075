using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Contracts.Approvals;

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

/// <summary>A kind of act in the 専決規程: its code and title, and whether its class follows a sum.</summary>
public sealed record ActFace(string Code, string Title, bool HasAmount);

/// <summary>A post of a route and what it is asked for.</summary>
public sealed record RouteStep(StepKind Kind, string Post);

/// <summary>Who decides something, as the table says on a day: 決裁区分, article, and the posts in the order in which they act. 合議 are
/// asked side by side.</summary>
public sealed record RouteFace(string Class, string? Article, IReadOnlyList<RouteStep> Steps)
{
    /// <summary>The posts that come after them where a 合議 ends without agreement: up to the common superior. None where the decider is
    /// above all departments already.</summary>
    public IReadOnlyList<RouteStep> Superior { get; init; } = [];

    /// <summary>What measures tell apart: documents, applications, expenditure, slips.</summary>
    public string Kind { get; init; } = "documents";

    /// <summary>代決してはならない act.</summary>
    public bool NoProxy { get; init; }

    /// <summary>Several of the class may be approved at once.</summary>
    public bool Bulk { get; init; }

    /// <summary>The class asks for the password or passkey once more.</summary>
    public bool Factor { get; init; }

    /// <summary>What a second person must have agreed to before anything goes this way (<see cref="IStaff.MayDecide"/>).</summary>
    public IReadOnlyList<Deciding> Agreed { get; init; } = [];

    public string Decider => Steps[^1].Post;
}

/// <summary>専決規程: who decides what, dated, from the city's file.</summary>
public interface IDelegation
{
    /// <summary>The kinds of acts that the table knows on a day.</summary>
    IReadOnlyList<ActFace> Acts(DateOnly day);

    /// <exception cref="Rule">there is no row for it.</exception>
    RouteFace Route(Matter matter, DateOnly day);

    /// <summary>Every post that any version of the table lets decide this kind of act of that department.</summary>
    IReadOnlyList<string> Deciders(string act, string department);
}

/// <summary>What is shown to others afterwards, or instead of asking them (供覧・同報).</summary>
public sealed record Circular(string SubjectKind, Guid SubjectId, string Title, string Url, Guid From)
{
    public IReadOnlyList<Guid> Accounts { get; init; } = [];
    public IReadOnlyList<string> Departments { get; init; } = [];
}

public interface ICirculation
{
    /// <summary>Puts it on the lists of these officers and of those of these departments, each once.</summary>
    Task Show(CityDb db, Circular circular, CancellationToken ct);

    /// <summary>Whether it was shown to this officer: that, and no more, opens it to them.</summary>
    Task<bool> WasShown(CityDb db, string subjectKind, Guid subject, Guid officer, CancellationToken ct);
}

/// <summary>A department ends and another one goes on with its work.</summary>
/// <param name="Last">Its last day.</param>
public sealed record Succeeds(string From, string To, DateOnly Last)
{
    /// <summary>The first day of the successor.</summary>
    public DateOnly First => Last.AddDays(1);

    /// <summary>Gives these rows to the successor, one by one: the index of the search and the tasks follow the record.</summary>
    public async Task Give<T>(CityDb db, IQueryable<T> rows, string column, CancellationToken ct) where T : class
    {
        foreach (var row in await rows.AsTracking().ToListAsync(ct)) db.Entry(row).Property(column).CurrentValue = To;
    }
}

/// <summary>What of one kind hangs on a department: moved by itself, or stuck with a sentence that proposes what to do.</summary>
public sealed record Hanging(string What, int Count, string? Stuck = null)
{
    /// <summary>Those of which there is something.</summary>
    public static IReadOnlyList<Hanging> Of(params IReadOnlyList<Hanging> all) => [.. all.Where(h => h.Count > 0)];

    /// <summary>Counts rows of several kinds in one query: a dry run asks all modules.</summary>
    /// <param name="kinds">What they are called, and a text of each row.</param>
    public static async Task<IReadOnlyList<Hanging>> Counted(CancellationToken ct, params (string What, IQueryable<string?> Rows)[] kinds)
    {
        var all = kinds.Select((kind, i) => kind.Rows.Select(row => new { Kind = i, Row = row })).Aggregate((a, b) => a.Concat(b));
        var found = await all.GroupBy(row => row.Kind).OrderBy(g => g.Key).Select(g => new { g.Key, All = g.Count() }).ToListAsync(ct);
        return [.. found.Select(f => new Hanging(kinds[f.Key].What, f.All))];
    }
}

/// <summary>A module with things that hang on a department or on its posts. A reorganisation is one dry run (<see cref="Look"/>) and one
/// decision (<see cref="Move"/>), over all modules.</summary>
public interface ISuccession
{
    Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct);

    /// <summary>In the caller's turn, once the last day is over: moves what is not stuck, and is asked again without harm.</summary>
    Task Move(CityDb db, Succeeds change, CancellationToken ct);
}
