using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>A meeting with everything on its paper. Files by id.</summary>
public sealed record MeetingSheet(Meeting Meeting, string Body, IReadOnlyList<AgendaItem> Agenda, IReadOnlyList<Resolution> Resolutions,
    IReadOnlyDictionary<Guid, StoredFile> Files)
{
    public string Title => $"{Body} {Meeting.Title}";
    public static string PaperUrl(Guid meeting, Guid file) => $"{ShowMeeting.Url(meeting)}/papers/{file:N}";

    /// <summary>Names of the committee and of the working groups; the committee's key is the empty id.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, string>> Bodies(CityDb db, Book book, CancellationToken ct) =>
        (await db.Set<WorkingGroup>().Select(g => new { g.Id, g.Name }).ToListAsync(ct))
            .Append(new { Id = Guid.Empty, Name = Committee(book) }).ToDictionary(g => g.Id, g => g.Name);

    internal static string Committee(Book book) => book.Organisation.Bodies.FirstOrDefault(b => b.Code == "committee")?.Title ?? "推進委員会";

    /// <exception cref="NotHere">no such meeting.</exception>
    internal static async Task<MeetingSheet> Of(CityDb db, Book book, Guid id, CancellationToken ct) =>
        await Find(db, book, id, ct) ?? throw new NotHere();

    internal static async Task<MeetingSheet?> Find(CityDb db, Book book, Guid id, CancellationToken ct)
    {
        if (await db.Set<Meeting>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, ct) is not { } meeting) return null;
        return new(meeting, (await Bodies(db, book, ct))[meeting.Group ?? Guid.Empty], await db.Set<AgendaItem>().AsNoTracking()
            .Where(a => a.Meeting == id).OrderBy(a => a.Position).ToListAsync(ct),
            await db.Set<Resolution>().AsNoTracking().Where(r => r.Meeting == id).OrderBy(r => r.Position)
                .ToListAsync(ct), await db.Set<StoredFile>().AsNoTracking().Where(f => f.UsedBy == id).ToDictionaryAsync(f => f.Id, ct));
    }
}

/// <summary>The meeting as deciders read it.</summary>
sealed class MeetingPaper(Library library, IStaff staff, TimeProvider clock) : ISubjectPaper
{
    public string SubjectKind => Meeting.Kind;

    public async Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        if (await library.Current(db, ct) is not var (_, plan)
            || await MeetingSheet.Find(db, plan.Book, subject, ct) is not { } sheet) return null;
        var (meeting, files) = (sheet.Meeting, sheet.Agenda.Select(a => a.File is { } id ? sheet.Files.GetValueOrDefault(id) : null)
            .OfType<StoredFile>());
        return new($"{sheet.Title}の議事と決定", $"{EraDate.Of(meeting.On)}に開いた会議の議事と、{sheet.Resolutions.Count}件の決定を、このとおり定める。",
        [
            new("会議", [new("日", EraDate.Of(meeting.On).Long), new("場所", meeting.Place)]),
            new("議題", [.. sheet.Agenda.Select((a, n) => new CaseRow($"議題{n + 1}", a.Title))]),
            new("議事の要点", [new("要点", meeting.Minutes ?? "なし")]),
            new("決定", sheet.Resolutions.Count == 0 ? [new("決定", "なし")]
                : [.. sheet.Resolutions.Select((r, n) =>
                new CaseRow($"決定{n + 1}", $"{r.Text}\n担当：{staff.DepartmentName(r.Department, clock.Today())}　期限：{EraDate.Of(r.Due)}"))]),
        ], [.. files.Select(f => new CaseFile(f.Name, MeetingSheet.PaperUrl(subject, f.Id), f.Type, f.Size))], []);
    }

    public async Task<string> Version(CityDb db, Guid subject, CancellationToken ct) =>
        (await db.Set<Meeting>().Where(m => m.Id == subject).Select(m => m.Version).FirstOrDefaultAsync(ct))
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Fixes what the route decided, takes back what it sent back, and tells whoever wrote the meeting.</summary>
sealed class MeetingOutcome(IMessages messages, TimeProvider clock) : IHear<Decided>, IHear<Remanded>, IHear<Ended>
{
    public static readonly Deed Fixed = new("plan.meeting.fixed", "会議の決定が決裁された"), Returned = new("plan.meeting.returned", "会議の決定が差し戻された");

    public Task Hear(Decided said, CityDb db, CancellationToken ct) =>
        Change(said.SubjectKind, said.SubjectId, said.Approval, said.Decider, Fixed, m => m.Decide(said.At), "決定は公開の画面に載り、期限まで追いかけます。", db,
        ct);
    public Task Hear(Ended said, CityDb db, CancellationToken ct) => Hear(said.SentBack, db, ct);
    public Task Hear(Remanded said, CityDb db, CancellationToken ct) =>
        Change(said.SubjectKind, said.SubjectId, said.Approval, said.Decider, Returned, m => m.SendBack(),
        $"理由：{said.Reason}\n\n直してから、もう一度決裁に回してください。", db, ct);

    async Task Change(
        string kind,
        Guid id,
        Guid approval,
        OfficerFace by,
        Deed deed,
        Action<Meeting> change,
        string next,
        CityDb db,
        CancellationToken ct)
    {
        if (kind != Meeting.Kind) return;
        var meeting = await db.Set<Meeting>().AsTracking().FirstAsync(m => m.Id == id && m.Approval == approval, ct);
        change(meeting);
        Journal.Note(db, clock, new(ActorKind.Officer, by.Account, by.Name, by.Post, by.Department), deed, Meeting.Kind, id);
        await messages.Send(db, new Message($"plan meeting {approval:N}", meeting.By, null, $"{deed.Label}お知らせ",
            $"「{meeting.Title}」\n\n{next}", ShowMeeting.Url(id)), ct);
    }
}
