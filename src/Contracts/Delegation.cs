using Keyaki.Kernel;

namespace Keyaki.Contracts;

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
