using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Plan;

/// <summary>報告を確かめる: the head of the section sees a report; only then everybody reads it.</summary>
public sealed partial class PassReport
{
    public sealed record Page(Form Form, Progress Progress, Report Said, string Name);

    static readonly Deed Passed = new("plan.progress.passed", "事業の報告を確かめて公開した");

    public static string Url(string code) => $"{ReportProgress.Url(code)}/pass";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(ProgressDesk.Url + "/{code}/pass", PlanModule.Pass, Passed, Build, Ask, Accept).Taking(Takes.Button);

    /// <summary>The head of the department that answers for it, or of the secretariat where that one has nobody.</summary>
    internal static bool MayPass(Actor officer, Owner owner, CityProfile city) =>
        officer.Can(PlanModule.Pass) && owner.Opens(officer, city);

    internal static string Shown(Report report) => FormattableString.Invariant($"{report.Month}.{report.Revision}");

    static Form Build() => new(Array.Empty<Question>());

    static async Task<object> Ask(string code, Form form, HttpContext http, CityDb db, Library library, CityProfile city, Actor actor,
        IStaff staff, TimeProvider clock, CancellationToken ct)
    {
        var (progress, _, _) = await ReportProgress.Found(code, db, library, city, actor, clock, ct);
        if (progress.Latest is not { SeenAt: null } said) return Answer.See(ProgressDesk.Url);
        return Show(new(form, progress, said, (await staff.Faces(db, [said.By], ct)).NameOf(said.By)));
    }

    static async Task<Answer> Accept(string code, IFormCollection posted, CityDb db, Library library, CityProfile city, Actor actor,
        Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var (progress, _, _) = await ReportProgress.Found(code, db, library, city, actor, clock, ct);
        if (progress.Latest is not { } latest) throw new Rule("", "この事業の報告は、まだありません。");
        var report = await db.Set<Report>().AsTracking().FirstAsync(r => r.Id == latest.Id, ct);
        report.Pass(actor.Account ?? throw new NotHere(), clock.GetUtcNow());
        if (posted["_version"].ToString() != Shown(report)) throw new ChangedMeanwhile("報告が書き直されました。今の内容を確かめてください。");
        journal.About("plan.report", report.Id).Fact("initiative", code);
        return Answer.See($"{ProgressDesk.Url}?passed={code}");
    }
}
