using Keyaki.Kernel;

namespace Keyaki.Contracts;

/// <summary>A record to be filed: what it is about, its class in the city's classification, and the day of its number.</summary>
/// <param name="Received">The day whose classification counts for it: when the case came in.</param>
public sealed record Filing(string SubjectKind, Guid SubjectId, string Subject, string Department, string RecordClass, DateOnly Received,
    DateOnly On, Guid? Person, string SearchText);

/// <summary>A registered document: number such as 清環収第12号, class, and until when it is kept.</summary>
public sealed record DocumentFace(Guid Id, string Number, string Subject, string RecordClass, string ClassName, int RetentionYears,
    DateOnly RetainedUntil, Guid? File)
{
    /// <summary>Why it counts no more; null while it does.</summary>
    public string? Void { get; init; }
    public DateTimeOffset? VoidedAt { get; init; }
}

/// <summary>The document register.</summary>
public interface IDocuments
{
    /// <summary>Registers the record in the caller's turn: gap-free number per department and fiscal year, class, retention counted
    /// from the next April 1.</summary>
    Task<DocumentFace> File(CityDb db, Filing filing, CancellationToken ct);

    /// <summary>Attaches a stored file (the decided notice) to a registered document.</summary>
    Task Attach(CityDb db, Guid document, Guid file, CancellationToken ct);

    /// <summary>The records about this subject hold the data of that person (or account), as was found out after they were
    /// registered.</summary>
    Task Concern(CityDb db, string subjectKind, Guid subjectId, Guid person, CancellationToken ct);

    /// <summary>The papers about this subject count no more: they stay in the register and say so. How many there were.</summary>
    Task<int> Void(CityDb db, string subjectKind, Guid subjectId, string reason, Guid by, CancellationToken ct);

    Task<IReadOnlyList<DocumentFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct);
}

/// <summary>文書分類 with its 保存年限 in years.</summary>
public sealed record RecordClass(string Code, string Title, string Department, int RetentionYears)
{
    /// <summary>First and last day of this version; null where there is none, or where the next one ends it.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }
}

/// <summary>The city's classification of its records, several versions of one class side by side.</summary>
public sealed record RecordClasses(IReadOnlyList<RecordClass> All)
{
    Editions<RecordClass> Versions => field ??= new(All, c => c.Code, c => c.From ?? DateOnly.MinValue, c => c.Until);

    /// <summary>As it is on a day, or was last; null where the files do not know it.</summary>
    public RecordClass? Find(string code, DateOnly day) => Versions.Known(code, day);

    /// <summary>Each class once, as it is on a day or was last.</summary>
    public IReadOnlyList<RecordClass> Known(DateOnly day) => [.. All.Where(c => Versions.Known(c.Code, day) == c)];
}
