using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The case: what was asked and answered on the left, what to do on the right. At most ten queries however long its history
/// is.</summary>
public sealed partial class Examine
{
    /// <summary>Somebody who looked at the case.</summary>
    public sealed record Looked(Guid? Account, string? Department, DateTimeOffset At, string Code);

    /// <summary>A letter that is not there yet: what keeps it from being made (null: nothing does), and whether it has been long enough
    /// to try again.</summary>
    public sealed record Unmade(string? Why, bool Late);

    public sealed record Page(Application Case, CaseForm Form, bool Hidden, IReadOnlyList<CaseEvent> Events,
        IReadOnlyDictionary<Guid, OfficerFace> Faces, IReadOnlyList<OfficerFace> Officers,
        IReadOnlyList<ApprovalFace> Approvals, IReadOnlyList<ChargeFace> Charges, IReadOnlyList<DocumentFace> Documents,
        IReadOnlyList<Looked> Looks, Deeds Deeds,
        Deadline? Deadline, DateOnly Today, bool Own, bool MayDecide, string DeciderTitle, bool Mine, bool LookFirst, Unmade? Unmade)
    {
        public Definition Definition => Form.Definition;
        public IEnumerable<CaseEvent> Notes => Events.Where(e => e.What == CaseEvent.Noted);
        public IReadOnlyList<CaseEvent> Mending => [.. Events.Where(e => e.What == CaseEvent.Correction && e.EndedAt is null)];

        /// <summary>How an answer that was mended read before; null where nothing changed, or where it must not be shown.</summary>
        public string? Before(string question) =>
            Events.LastOrDefault(e => e.What == CaseEvent.Correction && e.EndedAt is not null && e.Code?.Split('.')[0] == question)
                is { Before: { } before } && before != Form.Said(question) && !(Hidden && Definition.Find(question) is { TellsHome: true })
                ? before : null;

        /// <summary>What the decider wrote who sent it back last.</summary>
        public string? WhyReturned { get; init; }

        /// <summary>The list that the officer comes from, and the cases before and after this one in it.</summary>
        public WorkList List { get; init; } = new();
        public Guid? Previous { get; init; }

        /// <summary>A step of this case, which leads back into the list.</summary>
        public string Step(string what) => List.Url(CaseLinks.Of(Case.Id, what));
        public Guid? Next { get; init; }

        /// <summary>Where this officer sees a payment; null where they may not.</summary>
        public Func<ChargeFace, string?> PaymentUrl { get; init; } = _ => null;

        public DocumentFace? Letter => Documents.FirstOrDefault(d => d.File is not null && d.Void is null);
        public bool MakesLetter =>
            Dispatch.LetterOf(Definition, Case.State is ApplicationState.Refused ? Outcome.Refused : Outcome.Granted) is not null;

        /// <summary>The name of an officer; the applicant and the program have words of their own.</summary>
        public string Name(Guid? officer) => officer is not { } id ? "システム" : id == Case.Account ? "申請した方" : Faces.NameOf(id);
        public string LabelOf(string question) => Definition.Find(question)?.Label.Ja ?? question;

        public IReadOnlyList<TimelineItem> History =>
        [
            .. Events.Where(e => e.What != CaseEvent.Noted).OrderByDescending(e => e.At)
                .Select(e => new TimelineItem($"{Said(e)}（{Name(e.By)}）", e.At, Note: e.Text)),
            new($"受付（{Case.Channel switch { "counter" => "窓口", _ => "オンライン" }}）", Case.SubmittedAt),
        ];

        string Said(CaseEvent e) => e.What switch
        {
            CaseEvent.Assigned => $"担当を{Name(e.Other)}に決定",
            CaseEvent.Correction => $"補正のお願い：{LabelOf(e.Code ?? "")}{(e.EndedAt is null ? "" : "（回答あり）")}",
            CaseEvent.Withdrawn when e.By != Case.Account => "取りやめ",
            CaseEvent.Proposed when e.EndedAt is not null => $"{CaseAccess.Words(e)}（差戻し）",
            _ => CaseAccess.Words(e),
        };
    }

    /// <summary>A letter is made within seconds; after this long something is wrong.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<IResult> Ask(Guid id, CityDb db, Actor actor, CityProfile city, Catalogue catalogue, IStaff staff,
        IApprovals approvals, IPayments payments, IDocuments documents, IRegister register,
        Journal journal, Deeds deeds, Search search, HttpContext http, TimeProvider clock, CancellationToken ct)
    {
        var found = await CaseAccess.Read(db, id, actor, city, approvals, ct);
        var hidden = await register.Hides(found, actor, ct);
        var form = await CaseForm.Of(db, found, catalogue, hidden, ct);
        var events = await db.Set<CaseEvent>().Where(e => e.ApplicationId == id).OrderBy(e => e.At).ToListAsync(ct);
        var route = found.Decision is DecisionKind.Route ? await approvals.Of(db, Application.Kind, id, ct) : [];
        var charges = found.Fee > Yen.Zero ? await payments.Of(db, Application.Kind, id, ct) : [];
        var filed = found.State.IsOpen() ? [] : await documents.Of(db, Application.Kind, id, ct);
        var looks = await db.Set<JournalEntry>().AsNoTracking()
            .Where(e => e.RecordKind == Application.Kind && e.RecordId == id
            && (e.Code == OfficeDeeds.LookAtCase.Code || e.Code == OfficeDeeds.OpenFile.Code))
            .OrderByDescending(e => e.At).Take(10).Select(e => new Looked(e.Account, e.Department, e.At, e.Code)).ToListAsync(ct);
        var officers = await staff.Of(db, found.Department, ct);
        var faces = await Faces(db, staff, found, officers, [.. events.Select(e => e.By), .. events.Where(e => e.What == CaseEvent.Assigned)
            .Select(e => e.Other), .. looks.Select(l => l.Account)], ct);
        journal.About(Application.Kind, id, found.Account, found.Person).For(OfficeDeeds.Purpose);
        var today = clock.Today();
        var unmade = found.State is ApplicationState.Granted or ApplicationState.Refused && filed.All(d => d.File is null)
            && events.LastOrDefault(e => e.What == CaseEvent.Decided) is { } decided
            ? new Unmade(found.State is ApplicationState.Granted && form.Definition.Result is { Document: "certificate" }
                ? await register.Hindrance(found, form, ct) : null, decided.At + Patience < clock.GetUtcNow()) : null;
        if (unmade is { Why: null, Late: false } && Dispatch.LetterOf(form.Definition, found.State is ApplicationState.Refused
            ? Outcome.Refused : Outcome.Granted) is not null) http.RenewIn(5);
        var list = WorkList.Of(http);
        var around = city.DepartmentsOf(actor) is var departments && departments.Contains(found.Department)
            ? await Browse.Around(list, db, search, departments, actor.Account ?? Guid.Empty, today, found, ct) : (null, null);
        var decider = form.Definition.Decision is { Kind: DecisionKind.Officer, Posts: [var post, ..] } ? post : null;
        return Show(new(found, form, hidden, events, faces, officers, route, charges, filed, looks, deeds, found.State.IsOpen()
            ? Deadline.Of(found.Due, today, city.Calendar.Days()) : null, today,
            actor.Can(Office.Handle) && city.DepartmentsOf(actor).Contains(found.Department), decider is not null
                && (actor.Post == decider || actor.Posts.Contains(decider)), decider is null ? "" : staff.PostTitle(decider),
                found.Assignee == actor.Account,
            await HasGeta(db, found, filed, ct), unmade)
        {
            List = list, Previous = around.Item1, Next = around.Item2,
            PaymentUrl = charge => payments.OfficeUrl(actor, charge.Id, found.Department),
            WhyReturned = found.ReturnedAt is null ? null : await db.Set<Recommendation>()
                .Where(r => r.ApplicationId == id && r.EndedAt != null).OrderByDescending(r => r.EndedAt).Select(r => r.Returned)
                .FirstOrDefaultAsync(ct),
        });
    }

    /// <summary>Whether a letter that is to be handed over has a 〓 in it.</summary>
    static async Task<bool> HasGeta(CityDb db, Application found, IReadOnlyList<DocumentFace> filed, CancellationToken ct) =>
        found.WaitsFor is WaitsFor.Delivery && filed.FirstOrDefault(d => d.File is not null)?.File is { } file && await db.Set<StoredFile>()
            .AnyAsync(f => f.Id == file && f.Name.Contains(LetterWork.LookFirst), ct);

    /// <summary>One question for all names that the department's own list does not hold.</summary>
    static async Task<IReadOnlyDictionary<Guid, OfficerFace>> Faces(CityDb db, IStaff staff, Application found,
        IReadOnlyList<OfficerFace> officers, IEnumerable<Guid?> seen, CancellationToken ct)
    {
        var faces = officers.ToDictionary(o => o.Account);
        var others = seen.Append(found.Assignee).OfType<Guid>().Where(id => id != found.Account && !faces.ContainsKey(id)).Distinct()
            .ToList();
        if (others.Count > 0) foreach (var (id, face) in await staff.Faces(db, others, ct)) faces[id] = face;
        return faces;
    }

    /// <summary>審査を始める: takes it over when nobody has it yet.</summary>
    public static async Task<Answer> Start(Guid id, IFormCollection posted, CityDb db, Actor actor, CityProfile city, IStaff staff,
        Journal journal, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var found = await CaseAccess.Change(db, id, actor, city, posted, staff, clock, ct);
        var unassigned = found.Assignee is null;
        var (me, now) = (actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        db.Add(found.Examine(me, clock.NewId(), now));
        if (unassigned) db.Add(new Assignment { Id = clock.NewId(), ApplicationId = id, Officer = me, By = me, At = now });
        journal.About(Application.Kind, id, found.Account, found.Person);
        return Answer.See(WorkList.Of(http).Url(Links.Case(id)));
    }
}
