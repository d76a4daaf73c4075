using Keyaki.Contracts;
using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
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

    public sealed record Page(
        Application Case,
        CaseForm Form,
        bool Hidden,
        IReadOnlyList<CaseEvent> Events,
        IReadOnlyDictionary<Guid, OfficerFace> Faces,
        IReadOnlyList<OfficerFace> Officers,
        IReadOnlyList<ApprovalFace> Approvals,
        IReadOnlyList<ChargeFace> Charges,
        IReadOnlyList<DocumentFace> Documents,
        IReadOnlyList<Looked> Looks,
        Deeds Deeds,
        Deadline? Deadline,
        DateOnly Today,
        bool Own,
        bool MayDecide,
        string DeciderTitle,
        bool Mine,
        bool LookFirst,
        Unmade? Unmade)
    {
        public Definition Definition => Form.Definition;
        public IEnumerable<CaseEvent> Notes => Events.Where(e => e.What == CaseEvent.Noted);
        /// <summary>What another system could not do, and nobody has looked at.</summary>
        public IEnumerable<CaseEvent> Failed =>
            Events.Where(e => e is { What: CaseEvent.Reported, Code: nameof(ProcessingState.Failed), EndedAt: null });
        public IReadOnlyList<CaseEvent> Mending => [.. Events.Where(e => e.What == CaseEvent.Correction && e.EndedAt is null)];

        /// <summary>How an answer that was mended read before; null where nothing changed, or where it must not be shown.</summary>
        public string? Before(string question) =>
            Events.LastOrDefault(e => e.What == CaseEvent.Correction && e.EndedAt is not null && e.Code?.Split('.')[0] == question)
                is { Before: { } before } && before != Form.Said(question) && !(Hidden && Definition.Find(question) is { TellsHome: true })
                ? before : null;

        /// <summary>This officer has the power to see numbers.</summary>
        public bool SeesNumbers { get; init; }

        /// <summary>What was taken at a counter and has to be handed back, because it was refused.</summary>
        public Yen ToHandBack { get; init; }

        /// <summary>What becomes of a fee that was taken at a counter.</summary>
        public string CashWords => Case.State switch
        {
            ApplicationState.Withdrawn => "窓口で受け取り、取りやめたので窓口で返しました",
            _ when Refused => ToHandBack > Yen.Zero ? "窓口で受け取りました。認めなかったので、窓口で返します"
                : Definition.Fee is { BackWhenRefused: true } ? "窓口で受け取り、認めなかったので窓口で返しました"
                : "窓口で受け取りました。認めなかったときも返さない手数料です",
            _ => "窓口で受け取りました。取りやめたときは、窓口で返してください",
        };

        bool Refused => Events.LastOrDefault(e => e.What == CaseEvent.Decided) is { Code: nameof(Outcome.Refused) };

        /// <summary>What was granted, on its way to the bank.</summary>
        public IReadOnlyList<CasePayout> Payouts { get; init; } = [];

        /// <summary>What the same person sent for other children.</summary>
        public IReadOnlyList<Sibling> Siblings { get; init; } = [];

        /// <summary>For whom somebody else applied.</summary>
        public string? Represented => Definition.Persons.RepresentedIn(AnswersJson.Read(Case.Answers));

        /// <summary>移送の申し出 that nobody has answered yet.</summary>
        public CaseEvent? Offer => Case.OfferedTo is null ? null : Events.LastOrDefault(e => e.What == CaseEvent.Offered);

        /// <summary>The department's name as of today.</summary>
        public Func<string?, string> DepartmentName { get; init; } = code => code ?? "";

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
            new($"受付（{Channels.Words(Case.Channel)}{(Case.EnteredBy is { } by ? $"、入力：{Name(by)}" : "")}）", Case.SubmittedAt),
        ];

        string Said(CaseEvent e) => e.What switch
        {
            CaseEvent.Assigned => $"担当を{Name(e.Other)}に決定",
            CaseEvent.Correction => $"補正のお願い：{LabelOf(e.Code ?? "")}{(e.EndedAt is null ? "" : "（回答あり）")}",
            CaseEvent.Offered => $"{DepartmentName(e.Code)}へ移送の申し出",
            CaseEvent.Answered when e.Code is nameof(HandoverEnd.Taken) => $"{DepartmentName(e.Before)}が移送を受入れ",
            CaseEvent.Withdrawn when e.By != Case.Account => "取りやめ",
            CaseEvent.Proposed when e.EndedAt is not null => $"{CaseAccess.Words(e)}（差戻し）",
            _ => CaseAccess.Words(e),
        };
    }

    /// <summary>A letter is made within seconds; after this long something is wrong.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal static async Task<IResult> Ask(
        Guid id,
        Look look,
        Catalogue catalogue,
        IStaff staff,
        IApprovals approvals,
        IPayments payments,
        GrantPaid grants,
        IDocuments documents,
        IRegister register,
        IDelegation table,
        Deeds deeds,
        Search search)
    {
        var found = await CaseAccess.Read(look, id, approvals);
        var hidden = await register.Hides(found, look.Actor, look.Stop);
        var form = await CaseForm.Of(look.Db, found, catalogue, hidden, look.Stop,
            veiled: found.OfferedTo is { } asked && look.Departments.Contains(asked) && !look.Departments.Contains(found.Department));
        var events = await look.Db.Set<CaseEvent>().Where(e => e.ApplicationId == id).OrderBy(e => e.At).ToListAsync(look.Stop);
        var route = found.Decision is DecisionKind.Route ? await approvals.Of(look.Db, Application.Kind, id, look.Stop) : [];
        var charges = found.Fee > Yen.Zero ? await payments.Of(look.Db, Application.Kind, id, look.Stop) : [];
        var filed = found.State.IsOpen() ? [] : await documents.Of(look.Db, Application.Kind, id, look.Stop);
        var looks = await look.Db.Set<JournalEntry>().AsNoTracking()
            .Where(e => e.RecordKind == Application.Kind && e.RecordId == id
            && (e.Code == OfficeDeeds.LookAtCase.Code || e.Code == OfficeDeeds.OpenFile.Code))
            .OrderByDescending(e => e.At).Take(10).Select(e => new Looked(e.Account, e.Department, e.At, e.Code)).ToListAsync(look.Stop);
        var officers = await staff.Of(look, found.Department);
        var faces = await Faces(look, staff, found, officers,
            [.. events.Select(e => e.By), .. events.Where(e => e.What == CaseEvent.Assigned)
            .Select(e => e.Other), .. looks.Select(l => l.Account)]);
        look.Journal.About(found).For(OfficeDeeds.Purpose);
        var today = look.Today;
        var unmade = found.State is ApplicationState.Granted or ApplicationState.Refused && filed.All(d => d.File is null)
            && events.LastOrDefault(e => e.What == CaseEvent.Decided) is { } decided
            ? new Unmade(found.State is ApplicationState.Granted && form.Definition.Result is { Document: "certificate" }
                ? await register.Hindrance(found, form, look.Stop) : null, decided.At + Patience < look.Now) : null;
        if (unmade is { Why: null, Late: false } && Dispatch.LetterOf(form.Definition, found.State is ApplicationState.Refused
            ? Outcome.Refused : Outcome.Granted) is not null) look.RenewIn(5);
        var list = WorkList.Of(look.Query);
        var around = look.Departments.Contains(found.Department) ? await Browse.Around(list, look, search, found) : (null, null);
        var decider = form.Definition.Decision is { Kind: DecisionKind.Officer } alone ? table.Route(alone.Of(found), today).Decider : null;
        return Show(new(found, form, hidden, events, faces, officers, route, charges, filed, looks, deeds, found.State.IsOpen()
            ? Deadline.Of(found.Due, today, look.City.Calendar) : null, today,
            look.Actor.Can(Office.Handle) && look.Departments.Contains(found.Department), decider is not null
                && (look.Actor.Post == decider || look.Actor.Posts.Contains(decider)), decider is null ? ""
                : staff.PostTitle(decider, today),
                found.Assignee == look.Actor.Account,
            await HasGeta(look, found, filed), unmade)
        {
            ToHandBack = HandBackFee.Goes(found, form.Definition)
                && events.Any(e => e.What == CaseEvent.Decided && e.Code == nameof(Outcome.Refused))
                ? await payments.InCash(look.Db, Application.Kind, id, look.Stop) : Yen.Zero,
            Siblings = form.Definition.ForEach is null ? [] : await Sibling.Of(look, found),
            DepartmentName = code => code is null ? "" : staff.DepartmentName(code, today),
            SeesNumbers = look.Actor.Can(ShowNumbers.Sees),
            List = list, Previous = around.Item1, Next = around.Item2,
            Payouts = found.Grant is null ? [] : await grants.For(look, found, form.Definition),
            PaymentUrl = charge => payments.OfficeUrl(look.Actor, charge.Id, found.Department),
            WhyReturned = found.ReturnedAt is null ? null : await look.Db.Set<Recommendation>()
                .Where(r => r.ApplicationId == id && r.EndedAt != null).OrderByDescending(r => r.EndedAt).Select(r => r.Returned)
                .FirstOrDefaultAsync(look.Stop),
        });
    }

    /// <summary>Whether a letter that is to be handed over has a 〓 in it.</summary>
    static async Task<bool> HasGeta(Look look, Application found, IReadOnlyList<DocumentFace> filed) =>
        found.WaitsFor is WaitsFor.Delivery && filed.FirstOrDefault(d => d.File is not null)?.File is { } file
            && await look.Db.Set<StoredFile>()
            .AnyAsync(f => f.Id == file && f.Name.Contains(LetterWork.LookFirst), look.Stop);

    /// <summary>One question for all names that the department's own list does not hold.</summary>
    static async Task<IReadOnlyDictionary<Guid, OfficerFace>> Faces(Look look, IStaff staff, Application found,
        IReadOnlyList<OfficerFace> officers, IEnumerable<Guid?> seen)
    {
        var faces = officers.ToDictionary(o => o.Account);
        var others = seen.Append(found.Assignee).OfType<Guid>().Where(id => id != found.Account && !faces.ContainsKey(id)).Distinct()
            .ToList();
        if (others.Count > 0) foreach (var (id, face) in await staff.Faces(look, others)) faces[id] = face;
        return faces;
    }

    /// <summary>審査を始める: takes it over when nobody has it yet.</summary>
    public static async Task<Answer> Start(Guid id, Turn turn, IStaff staff)
    {
        var found = await CaseAccess.Change(turn, id, staff);
        Begin(turn, found);
        turn.Journal.About(found);
        return Answer.See(WorkList.Of(turn.Query).Url(Links.Case(id)));
    }

    internal static void Begin(Turn turn, Application found)
    {
        var (me, now, taken) = (turn.Me, turn.Now, found.Assignee is null);
        turn.Db.Add(found.Examine(me, turn.NewId(), now));
        if (taken) turn.Db.Add(new Assignment { Id = turn.NewId(), ApplicationId = found.Id, Officer = me, By = me, At = now });
    }
}
