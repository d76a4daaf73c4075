using Keyaki.Kernel;

namespace Keyaki.Contracts;

/// <summary>A record to be filed: what it is about, its class and retention from the city's classification, and the fiscal year of its
/// number.</summary>
public sealed record Filing(string SubjectKind, Guid SubjectId, string Subject, string Department, string RecordClass, int RetentionYears,
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
public sealed record RecordClass(string Code, string Title, string Department, int RetentionYears);

/// <summary>The city's classification of its records.</summary>
public sealed record RecordClasses(IReadOnlyList<RecordClass> All)
{
    public RecordClass? Find(string code) => All.FirstOrDefault(c => c.Code == code);
}
