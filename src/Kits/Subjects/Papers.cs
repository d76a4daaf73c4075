using Keyaki.Kernel;

namespace Keyaki.Kits;

/// <summary>The whole case as deciders read it on one screen. All texts are plain; the page encodes them.</summary>
/// <param name="Title">What is decided, in one line: 生ごみ処理機器購入費補助金の交付（受付番号）.</param>
/// <param name="Proposal">What the drafter proposes, in a sentence or two: 20,000円を交付する.</param>
/// <param name="Persons">Account and resident ids whose data the paper shows; for the journal of looks.</param>
/// <param name="Preceding">The case that is looked up for comparison (先例 or the same person's last one); null when there is none.</param>
public sealed record CasePaper(string Title, string Proposal, IReadOnlyList<CaseSection> Sections, IReadOnlyList<CaseFile> Files,
    IReadOnlyList<Guid> Persons, CaseLink? Preceding = null)
{
    /// <summary>The letter as it would leave after the proposed decision; null where there is none, or where this officer must not see
    /// it.</summary>
    public CaseLink? Draft { get; init; }

    /// <summary>施行日, and 保存年限 in words; null while there is none.</summary>
    public DateOnly? IssuedOn { get; init; }
    public string? Keeping { get; init; }
}

public sealed record CaseSection(string Title, IReadOnlyList<CaseRow> Rows);

/// <summary>A line of the paper; line breaks in the text are kept. Label and section find the same line again at the next look.</summary>
public sealed record CaseRow(string Label, string Text)
{
    /// <summary>Written with simple marks (headings, lists, tables), and shown so.</summary>
    public bool Marked { get; init; }
}

/// <summary>An attachment that the decider can open: an address behind the officers' door, type such as image/jpeg, size in
/// bytes.</summary>
public sealed record CaseFile(string Name, string Url, string Type, long Size)
{
    /// <summary>Of the content, as it is stored; it goes into the proof of what deciders saw.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The stored file, which is then read on the screen page by page; null where the address alone leads to it.</summary>
    public Guid? File { get; init; }
}

public sealed record CaseLink(string Label, string Url)
{
    /// <summary>The record of the same kind that it leads to, where this officer may read its paper; null where only the page
    /// says.</summary>
    public Guid? Subject { get; init; }

    /// <summary>It may be about somebody else than the paper: it is laid beside it only for who asks for it.</summary>
    public bool Asked { get; init; }
}

/// <summary>Brings the paper of one kind of record to the decision page; the record's module implements it (scoped, one per
/// kind).</summary>
public interface ISubjectPaper
{
    /// <summary>The kind that proposals of this module carry.</summary>
    string SubjectKind { get; }

    /// <summary>The paper as it stands now; null when the record is not there. Called while asking, never in a turn.</summary>
    Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct);

    /// <summary>Changes whenever what <see cref="Show"/> gives changes (a version number is enough). Called in the deciding turn: no
    /// slow work, no other zone.</summary>
    Task<string> Version(CityDb db, Guid subject, CancellationToken ct);

    /// <summary>The same of several, for a list: in one question where many may stand in it.</summary>
    async Task<IReadOnlyDictionary<Guid, string>> Versions(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct)
    {
        var all = new Dictionary<Guid, string>();
        foreach (var subject in subjects) all[subject] = await Version(db, subject, ct);
        return all;
    }
}

/// <summary>What one record is called, and whose it is; its module implements it (scoped, one per kind).</summary>
public interface ISubjectName
{
    string SubjectKind { get; }

    /// <summary>Where officers look at one; null where they have no page of it.</summary>
    string? Url(Guid subject) => null;

    /// <summary>Title and applicant's name of these records; what is not there is left out.</summary>
    Task<IReadOnlyDictionary<Guid, SubjectName>> Of(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct);
}

/// <summary>Title with receipt number: 粗大ごみ収集の申込（受付番号 …）; the person whose it is.</summary>
/// <param name="Paid">What is paid for it: 収集手数料（粗大ごみ収集の申込）; null where nothing is.</param>
public sealed record SubjectName(Text Title, string Person, Text? Paid = null);
