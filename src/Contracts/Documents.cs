using Keyaki.Kernel;

namespace Keyaki.Contracts.Documents;

/// <summary>What a file is to its record: 本文, 添付, 施行文書, 紙を読み取ったもの, 受け取ったメール.</summary>
public enum FileRole { Body, Attachment, Issued, Scan, Mail }

/// <summary>受信, 起案, 発信, 資料.</summary>
public enum Direction { Received, Drafted, Issued, Material }

/// <summary>公開区分: 公開, 部分公開, 非公開. A title that is not open is masked in the public catalogue.</summary>
public enum DisclosureClass { Open, Partial, Closed }

/// <summary>A stored file of a record, and what it is called there.</summary>
public sealed record FiledFile(Guid File, string Title, FileRole Role);

/// <summary>A record to be filed: what it is about, its class in the city's classification, and the day of its number.</summary>
/// <param name="Received">The day whose classification counts for it: when the case came in.</param>
public sealed record Filing(
    string SubjectKind,
    Guid SubjectId,
    string Subject,
    string Department,
    string RecordClass,
    DateOnly Received,
    DateOnly On,
    Guid? Person,
    string SearchText)
{
    public IReadOnlyList<FiledFile> Files { get; init; } = [];

    /// <summary>The text of the record itself, for the search; what stands in its files is read from them.</summary>
    public string? Body { get; init; }
    public Direction Direction { get; init; } = Direction.Received;

    /// <summary>起案者・担当者; null where the rules or the program made it.</summary>
    public Guid? Officer { get; init; }

    /// <summary>Whom it came from or went to.</summary>
    public string? Counterparty { get; init; }

    /// <summary>Null: open, or closed where it is about a person.</summary>
    public DisclosureClass? Disclosure { get; init; }
    public string? DisclosureReason { get; init; }

    /// <summary>簿冊; null for the open one of its class and year.</summary>
    public Guid? RecordFile { get; init; }

    /// <summary>関連文書: the records that this one refers to.</summary>
    public IReadOnlyList<Guid> Related { get; init; } = [];

    /// <summary>Code of the numbering series; null for the department's own.</summary>
    public string? Series { get; init; }

    /// <summary>完結; null while the work on it goes on.</summary>
    public DateOnly? CompletedOn { get; init; }
}

/// <summary>A registered document: number such as 清環収第12号, class, and until when it is kept.</summary>
/// <param name="RetentionYears">Null: for ever.</param>
/// <param name="RetainedUntil">Null: for ever, or not known before it is complete.</param>
/// <param name="File">The newest paper that was issued of it.</param>
public sealed record DocumentFace(Guid Id, string Number, string Subject, string RecordClass, string ClassName, int? RetentionYears,
    DateOnly? RetainedUntil, Guid? File)
{
    /// <summary>Why it counts no more; null while it does.</summary>
    public string? Void { get; init; }
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>保存年限 in words: 5年保存（令和14年3月31日まで）.</summary>
    public string Kept => RetentionYears is not { } years ? "永年保存"
        : RetainedUntil is { } until ? $"{years}年保存（{EraDate.Of(until)}まで）" : $"{years}年保存（完結してから数えます）";
}

/// <summary>簿冊: the records of one class and year, as one folder.</summary>
public sealed record RecordFileFace(Guid Id, FiscalYear Year, string Department, string RecordClass, string Title);

/// <summary>The document register.</summary>
public interface IDocuments
{
    /// <summary>Registers the record in the caller's turn: gap-free number per department and fiscal year, class, retention counted
    /// from the next April 1 after it was made or completed, as its class says.</summary>
    Task<DocumentFace> File(CityDb db, Filing filing, CancellationToken ct);

    /// <summary>Adds a stored file to a registered document. What was issued is never replaced by another paper of that title.</summary>
    /// <exception cref="Rule">it has another one, or is complete and takes no more than what is issued of it.</exception>
    Task Attach(CityDb db, Guid document, FiledFile file, CancellationToken ct);

    /// <summary>Attaches the decided notice.</summary>
    Task Attach(CityDb db, Guid document, Guid file, CancellationToken ct) =>
        Attach(db, document, new FiledFile(file, "施行文書", FileRole.Issued), ct);

    /// <summary>Another officer is in charge of it from here.</summary>
    Task Entrust(CityDb db, Guid document, Guid officer, CancellationToken ct);

    /// <summary>完結: from here its retention is counted where its class says so.</summary>
    Task Complete(CityDb db, Guid document, DateOnly day, CancellationToken ct);

    /// <summary>The records about this subject hold the data of that person (or account), as was found out after they were
    /// registered.</summary>
    Task Concern(CityDb db, string subjectKind, Guid subjectId, Guid person, CancellationToken ct);

    /// <summary>The papers about this subject count no more: they stay in the register and say so. How many there were.</summary>
    Task<int> Void(CityDb db, string subjectKind, Guid subjectId, string reason, Guid by, CancellationToken ct);

    /// <summary>The records about a subject, the newest first.</summary>
    Task<IReadOnlyList<DocumentFace>> Of(CityDb db, string subjectKind, Guid subjectId, CancellationToken ct);

    /// <summary>Those of these records that there are, the newest first.</summary>
    Task<IReadOnlyList<DocumentFace>> Faces(CityDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct);

    /// <summary>The record, if this officer may see it; whom it is about stands in the journal of the look.</summary>
    async Task<DocumentFace?> Seen(Look look, Guid id) => (await Seen(look, [id])).FirstOrDefault();

    /// <summary>Those of these records that this officer may see; whom they are about stands in the journal of the look.</summary>
    Task<IReadOnlyList<DocumentFace>> Seen(Look look, IReadOnlyCollection<Guid> ids);

    /// <summary>The newest records that this officer may find by these words of their title or number.</summary>
    Task<IReadOnlyList<DocumentFace>> Find(Look look, string words, int most);

    /// <summary>The open 簿冊 of a year, of these departments (null: all), for forms.</summary>
    Task<IReadOnlyList<RecordFileFace>> RecordFiles(CityDb db, FiscalYear year, IReadOnlyCollection<string>? departments,
        CancellationToken ct);
}

/// <summary>起算: from when the retention of a class counts: 作成した日, 完結した日.</summary>
public enum RetentionStart { Made, Completed }

/// <summary>満了時の措置: 廃棄, 移管 (歴史公文書).</summary>
public enum AtExpiry { Destroy, Transfer }

/// <summary>小分類 of the 文書分類表 with its 保存年限 in years; null for ever (永年).</summary>
public sealed record RecordClass(string Code, string Title, string Department, int? RetentionYears)
{
    /// <summary>大分類 and 中分類.</summary>
    public string Large { get; init; } = "";
    public string Middle { get; init; } = "";
    public RetentionStart Start { get; init; }
    public AtExpiry AtExpiry { get; init; }

    /// <summary>What the program itself files there: the certificates of what was destroyed.</summary>
    public string? Use { get; init; }
    public const string OfDisposal = "disposal";

    /// <summary>The three levels as one line: 環境 ＞ 補助金 ＞ 環境に関する補助金の交付.</summary>
    public string Path => string.Join(" ＞ ", new[] { Large, Middle, Title }.Where(level => level.Length > 0));

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

    /// <summary>The class of lists and certificates of destruction: its department is the records section. Null where the files name
    /// none.</summary>
    public RecordClass? OfDisposal(DateOnly day) => Known(day).FirstOrDefault(c => c.Use == RecordClass.OfDisposal);

    /// <summary>Each class once, as it is on a day or was last.</summary>
    public IReadOnlyList<RecordClass> Known(DateOnly day) => [.. All.Where(c => Versions.Known(c.Code, day) == c)];
}

/// <summary>Numbers of a department, or of the whole city.</summary>
public enum SeriesScope { Department, City }

/// <summary>Numbers that begin anew on 1 April, or on 1 January.</summary>
public enum SeriesYear { Fiscal, Calendar }

/// <summary>番号の系列 (収受, 発信, 条例, 規則, 訓令, 告示): which numbers run on together, and how one is written.</summary>
/// <param name="Form">With {year} (令和8年度 or 令和8年), {symbol} (of the department: 清環) and {n}.</param>
public sealed record NumberSeries(string Code, string Title, SeriesScope Scope, SeriesYear Year, string Form);

/// <summary>The series of the city. A record that names none is numbered by department and fiscal year, with the department's own
/// symbol.</summary>
public sealed record NumberSeriesList(IReadOnlyList<NumberSeries> All)
{
    public NumberSeries? Find(string code) => All.FirstOrDefault(s => s.Code == code);
}

/// <summary>A record was destroyed (廃棄) after its retention: in the same transaction the room that it came from erases what it keeps of
/// the content. Number, title and days may stay.</summary>
public sealed record RecordDestroyed(string SubjectKind, Guid SubjectId, Guid Document, DateTimeOffset At)
{
    /// <summary>How long it was to be kept: 5年保存（令和14年3月31日まで）.</summary>
    public string Kept { get; init; } = "";

    /// <summary>No other record about this subject is there any more.</summary>
    public bool IsLast { get; init; } = true;
}
