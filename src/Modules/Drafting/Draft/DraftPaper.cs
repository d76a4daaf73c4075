using System.Globalization;
using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Drafting;

/// <summary>A draft as deciders read it: cover, body, files, and the case that it follows.</summary>
sealed class DraftPaper(CityProfile city, IDelegation delegation, IStaff staff, TimeProvider clock) : ISubjectPaper
{
    public string SubjectKind => Draft.Kind;

    public async Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        var found = await db.Set<Draft>().AsNoTracking().Where(d => d.Id == subject).Select(d => new
        {
            Draft = d, Before = db.Set<Draft>().Where(e => e.Id == d.Earlier).Select(e => e.Number + " " + e.Subject).FirstOrDefault(),
            BeforeOf = db.Set<Draft>().Where(e => e.Id == d.Earlier).Select(e => e.Department).FirstOrDefault(),
            Came = db.Set<Received>().Where(r => r.Id == d.Received).Select(r => r.Number + " " + r.Subject).FirstOrDefault(),
            Files = db.Set<DraftFile>().Any(f => f.Draft == d.Id), To = db.Set<Addressee>().Any(a => a.Draft == d.Id),
            Related = db.Set<Related>().Any(r => r.Draft == d.Id),
        }).FirstOrDefaultAsync(ct);
        if (found is not { Draft: { } draft }) return null;
        shown = (subject, Number(draft.Version));
        var act = delegation.Acts(clock.Today()).FirstOrDefault(a => a.Code == draft.Act)?.Title;
        var sheet = await Sheet.Of(draft, db, ct, city, act, (found.Files, found.To, found.Related));
        return new(draft.Subject, draft.Purpose,
        [
            new("表紙", [new("起案した課", staff.DepartmentName(draft.Department, clock.Today())), .. sheet.Rows.Skip(1)]),
            new("本文", [new("本文", draft.Body.Length == 0 ? "添付ファイルのとおり" : draft.Body) { Marked = true }]),
            .. sheet.Addressees.Count == 0 ? (CaseSection[])[] : [new("宛先", [.. sheet.Addressees.Select((a, n) =>
                new CaseRow($"宛先{n + 1}", string.Join('\n', new[] { a.Name, a.Address, a.Mail }.OfType<string>())))])],
            .. sheet.Related.Count == 0 ? (CaseSection[])[] : [new("関連文書", [.. sheet.Related.Select((r, n) =>
                new CaseRow($"関連{n + 1}", r.Number))])],
        ], [.. sheet.Files.Select(f => new CaseFile((f.File.Leaves ? "別紙：" : "") + Sheet.Named(f),
            ShowDraft.FileUrl(subject, f.File.File), f.Stored.Type, f.Stored.Size)
            { Sha256 = f.Stored.Hash, File = f.Stored.Id })], [], Preceding(sheet, found.Before, found.Came,
                found.BeforeOf is { } office && actor.Offices.Contains(office)))
        {
            Draft = draft.Body.Length == 0 ? null : new("本文をPDFで見る", $"{ShowDraft.Url(subject)}/draft.pdf"),
            IssuedOn = draft.IssuedAt?.Day(), Keeping = sheet.Years is { } years ? $"{years}年" : "永年",
        };
    }

    /// <summary>The case that it was copied from, what was received, or the first related document.</summary>
    static CaseLink? Preceding(Sheet sheet, string? before, string? came, bool own) => sheet.Draft switch
    {
        { Earlier: { } earlier } when before is not null => new($"前の起案：{before}", ShowDraft.Url(earlier))
        { Subject = own ? earlier : null },
        { Received: { } received } when came is not null => new($"収受した文書：{came}", ShowReceived.Url(received)),
        _ => sheet.Related is [var first, ..] ? new($"関連文書：{first.Number}", Links.Document(first.Document)) : null,
    };

    // One page asks for it several times; what it shows is what it showed. A turn, which must see what is there now, shows nothing.
    (Guid Subject, string Version) shown;

    public async Task<string> Version(CityDb db, Guid subject, CancellationToken ct) => shown.Subject == subject ? shown.Version
        : Number(await db.Set<Draft>().Where(d => d.Id == subject).Select(d => d.Version).FirstOrDefaultAsync(ct));

    public async Task<IReadOnlyDictionary<Guid, string>> Versions(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct) =>
        (await db.Set<Draft>().Where(d => subjects.Contains(d.Id)).Select(d => new { d.Id, d.Version }).ToListAsync(ct))
            .ToDictionary(d => d.Id, d => Number(d.Version));

    static string Number(long version) => version.ToString(CultureInfo.InvariantCulture);
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
