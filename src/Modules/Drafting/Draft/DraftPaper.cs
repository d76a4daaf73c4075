using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>A draft as deciders read it: cover, body, files, and the case that it follows.</summary>
sealed class DraftPaper(CityProfile city, IDelegation delegation, IStaff staff, TimeProvider clock) : ISubjectPaper
{
    public string SubjectKind => Draft.Kind;

    public async Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Draft>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == subject, ct) is not { } draft) return null;
        var act = delegation.Acts(clock.Today()).FirstOrDefault(a => a.Code == draft.Act)?.Title;
        var sheet = await Sheet.Of(draft, db, ct, city, act);
        var drafter = (await staff.Faces(db, [draft.By], draft.At.Day(), ct)).NameOf(draft.By);
        return new(draft.Subject, draft.Purpose,
        [
            new("表紙", [new("起案した人", $"{staff.DepartmentName(draft.Department, clock.Today())}　{drafter}"), .. sheet.Rows.Skip(1)]),
            new("本文", [new("本文", draft.Body.Length == 0 ? "添付ファイルのとおり" : draft.Body) { Marked = true }]),
            .. sheet.Addressees.Count == 0 ? (CaseSection[])[] : [new("宛先", [.. sheet.Addressees.Select((a, n) =>
                new CaseRow($"宛先{n + 1}", string.Join('\n', new[] { a.Name, a.Address, a.Mail }.OfType<string>())))])],
        ], [.. sheet.Files.Select(f => new CaseFile(f.File.Title is "" ? f.Stored.Name : f.File.Title,
            ShowDraft.FileUrl(subject, f.File.File), f.Stored.Type, f.Stored.Size)
            { Sha256 = f.Stored.Hash, File = f.Stored.Id })], [], await Preceding(db, draft, ct))
        { Draft = draft.Body.Length == 0 ? null : new("本文をPDFで見る", $"{ShowDraft.Url(subject)}/draft.pdf") };
    }

    /// <summary>The case that it was copied from, what was received, or the first related document.</summary>
    static async Task<CaseLink?> Preceding(CityDb db, Draft draft, CancellationToken ct)
    {
        if (draft.Earlier is { } earlier && await db.Set<Draft>().Where(d => d.Id == earlier).Select(d => new { d.Number, d.Subject })
            .FirstOrDefaultAsync(ct) is { } before) return new($"前の起案：{before.Number} {before.Subject}", ShowDraft.Url(earlier));
        if (draft.Received is { } received && await db.Set<Received>().Where(r => r.Id == received).Select(r => new { r.Number, r.Subject })
            .FirstOrDefaultAsync(ct) is { } came) return new($"収受した文書：{came.Number} {came.Subject}", ShowReceived.Url(received));
        return await db.Set<Related>().Where(r => r.Draft == draft.Id).OrderBy(r => r.Position).Select(r => new { r.Document, r.Number })
            .FirstOrDefaultAsync(ct) is { } first ? new($"関連文書：{first.Number}", Links.Document(first.Document)) : null;
    }

    public async Task<string> Version(CityDb db, Guid subject, CancellationToken ct) =>
        (await db.Set<Draft>().Where(d => d.Id == subject).Select(d => d.Version).FirstOrDefaultAsync(ct))
            .ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a draft is called in the lists of other rooms.</summary>
sealed class DraftName(CityProfile city) : ISubjectName
{
    public string SubjectKind => Draft.Kind;
    public string? Url(Guid subject) => ShowDraft.Url(subject);

    public async Task<IReadOnlyDictionary<Guid, SubjectName>> Of(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct) =>
        await db.Set<Draft>().Where(d => subjects.Contains(d.Id)).Select(d => new { d.Id, d.Subject })
            .ToDictionaryAsync(d => d.Id, d => new SubjectName(new Text(d.Subject), city.City.Name), ct);
}
