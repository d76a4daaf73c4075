using Keyaki.Contracts;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>The case as deciders read it, from the same answers and events as the case page.</summary>
sealed class DecidersPaper(Catalogue catalogue, IStaff staff, IRegister register, CityProfile city, TimeProvider clock) : ISubjectPaper
{
    // The version that this request showed is the version that its page must name; it is not asked for again.
    (Guid Subject, string Version)? shown;

    public string SubjectKind => Application.Kind;

    public async Task<CasePaper?> Show(CityDb db, Guid subject, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Application>().AsNoTracking()
            .FirstOrDefaultAsync(a => a.Id == subject && a.SubmittedAt != null, ct) is not { } found) return null;
        shown = (subject, Number(found.Version));
        var hidden = await register.Hides(found, actor, ct);
        var form = await CaseForm.Of(db, found, catalogue, hidden, ct);
        var events = await db.Set<CaseEvent>().Where(e => e.ApplicationId == subject).OrderBy(e => e.At).ToListAsync(ct);
        Guid[] actors = [.. events.Select(e => e.By).OfType<Guid>().Where(id => id != found.Account).Distinct()];
        var faces = await staff.Faces(db, actors, clock.Today(), ct);
        Guid?[] persons = [found.Account, found.Person];
        return new($"{form.Definition.Title.Ja}（{found.Number}）", Proposal(found, form.Definition, events),
            [Facts(found, form.Definition, await YearBudget.For(db, found, form.Definition, clock.GetUtcNow(), ct)), .. form.Sections()
                .Select(s => new CaseSection(s.Title, [.. s.Rows.Select(r => new CaseRow(r.Label, CaseForm.Plain(r.Answer)))])),
                .. History(form.Definition, events, faces)],
            hidden ? [] : [.. form.Files.Values.OrderBy(f => f.Name, StringComparer.Ordinal)
                .Select(f => new CaseFile(f.Name, CaseLinks.File(found.Id, f.Id), f.Type, f.Size) { File = f.Id, Sha256 = f.Hash })],
            [.. persons.OfType<Guid>()], await Preceding(db, found, actor, ct))
        {
            Draft = hidden ? null : Draft(found, form.Definition, events), Keeping = Keeping(found, form.Definition),
            IssuedOn = events.LastOrDefault(e => e.What == CaseEvent.Delivered)?.At.Day(),
        };
    }

    /// <summary>How long its record will be kept, by the class that the definition names.</summary>
    string? Keeping(Application found, Definition definition) =>
        city.Files<RecordClasses>().Find(definition.Record.Class, (found.SubmittedAt ?? found.StartedAt).Day()) is { } kept
            ? kept.RetentionYears is { } years ? $"{years}年" : "永年" : null;

    public async Task<string> Version(CityDb db, Guid subject, CancellationToken ct) =>
        shown is { } read && read.Subject == subject ? read.Version
            : Number(await db.Set<Application>().Where(a => a.Id == subject).Select(a => a.Version).FirstOrDefaultAsync(ct));

    public async Task<IReadOnlyDictionary<Guid, string>> Versions(CityDb db, IReadOnlyCollection<Guid> subjects, CancellationToken ct) =>
        (await db.Set<Application>().Where(a => subjects.Contains(a.Id)).Select(a => new { a.Id, a.Version }).ToListAsync(ct))
            .ToDictionary(a => a.Id, a => Number(a.Version));

    static CaseLink? Draft(Application found, Definition definition, IReadOnlyList<CaseEvent> events)
    {
        if (found.State is not ApplicationState.Proposed || events.LastOrDefault(e => e.What == CaseEvent.Proposed) is not { } proposed)
            return null;
        var outcome = proposed.Code == nameof(Outcome.Refused) ? Outcome.Refused : Outcome.Granted;
        return Dispatch.LetterOf(definition, outcome) is { } letter
            ? new($"{letter.Title.Ja}の案を見る（PDF）", CaseLinks.Preview(found.Id, outcome)) : null;
    }

    static string Number(long version) => version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static string Proposal(Application found, Definition definition, IReadOnlyList<CaseEvent> events)
    {
        if (events.LastOrDefault(e => e.What == CaseEvent.Proposed) is not { } proposed) return "まだ起案されていません。";
        if (proposed.Code == nameof(Outcome.Refused)) return $"交付しない。理由：{proposed.Text}";
        return $"{(found.Grant is { } grant ? $"{definition.Grant?.Label.Ja ?? "金額"} {grant}を" : "")}交付する。{proposed.Text}";
    }

    CaseSection Facts(Application found, Definition definition, YearBudget? budget)
    {
        var rows = new List<CaseRow> { new("申請者", found.Name), new("受付", found.SubmittedAt is { } at ? EraDate.Of(at.Day()).Long : "") };
        if (found.Grant is { } grant) rows.Add(new(definition.Grant?.Label.Ja ?? "支払う額", grant.ToString()));
        if (budget is not null) rows.Add(new("今年度の予算の残り", budget.InWords));
        if (found.Fee > Yen.Zero) rows.Add(new("手数料", found.Fee.ToString()));
        return new("申請の概要", rows);
    }

    IEnumerable<CaseSection> History(Definition definition, IReadOnlyList<CaseEvent> events,
        IReadOnlyDictionary<Guid, OfficerFace> faces)
    {
        var rows = events.Where(e => e.What is CaseEvent.Noted or CaseEvent.Correction).Select(e => new CaseRow(
            $"{EraDate.Of(e.At.Day()).Short} {(e.By is { } by ? faces.GetValueOrDefault(by)?.Name : null) ?? ""}",
            e.What == CaseEvent.Noted ? e.Text ?? ""
                : $"補正のお願い：{definition.Find(e.Code ?? "")?.Label.Ja ?? e.Code}（{e.Text}）{(e.EndedAt is null ? "　回答待ち" : "　回答あり")}"))
                .ToList();
        if (rows.Count > 0) yield return new("審査の記録", rows);
    }

    /// <summary>The same person's last decided case of the procedure, else the department's; one question for both. It is laid beside the
    /// paper only for who asks for it (it may be about somebody else, and each look is noted), and only where they see the cases of its
    /// department.</summary>
    static async Task<CaseLink?> Preceding(CityDb db, Application found, Actor actor, CancellationToken ct)
    {
        var decided = db.Set<Application>().AsNoTracking().Where(a => a.Procedure == found.Procedure && a.Id != found.Id
            && (a.State == ApplicationState.Granted || a.State == ApplicationState.Refused || a.State == ApplicationState.Completed));
        var own = decided.Where(a => a.Account == found.Account).OrderByDescending(a => a.SubmittedAt).Take(1)
            .Select(a => new { a.Id, a.Number, a.Account, a.Department });
        var last = decided.Where(a => a.Department == found.Department).OrderByDescending(a => a.SubmittedAt).Take(1)
            .Select(a => new { a.Id, a.Number, a.Account, a.Department });
        var both = await own.Concat(last).ToListAsync(ct);
        return (both.Find(a => a.Account == found.Account) ?? both.FirstOrDefault()) is not { } before ? null
            : new($"{(before.Account == found.Account ? "この方の前回の申請" : "直前に決定した同じ手続の申請")}（{before.Number}）",
                Links.Case(before.Id))
            { Subject = actor.Offices.Contains(before.Department) ? before.Id : null, Asked = true };
    }
}
