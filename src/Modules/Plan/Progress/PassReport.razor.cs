using Keyaki.Contracts.Staff;
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

    internal static readonly Deed Passed = new("plan.progress.passed", "事業の報告を確かめて公開した");

    public static string Url(string code) => $"{ReportProgress.Url(code)}/pass";

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapForm(ProgressDesk.Url + "/{code}/pass", PlanModule.Pass, Passed, Build, Ask, Accept).Taking(Takes.Button);

    /// <summary>The head of the department that answers for it, or of the secretariat where that one has nobody.</summary>
    internal static bool MayPass(Actor officer, Owner owner) =>
        officer.Can(PlanModule.Pass) && owner.Opens(officer);

    internal static string Shown(Report report) => FormattableString.Invariant($"{report.Month}.{report.Revision}");

    static Form Build() => new(Array.Empty<Question>());

    static async Task<object> Ask(string code, Form form, Look look, Library library, IStaff staff)
    {
        var (progress, _, _) = await ReportProgress.Found(code, look, library);
        if (progress.Latest is not { SeenAt: null } said) return Answer.See(ProgressDesk.Url);
        return Show(new(form, progress, said, (await staff.Faces(look, [said.By])).NameOf(said.By)));
    }

    internal static async Task<Answer> Accept(string code, Turn turn, Library library)
    {
        var (progress, _, _) = await ReportProgress.Found(code, turn, library);
        if (progress.Latest is not { } latest) throw new Rule("", "この事業の報告は、まだありません。");
        var report = await turn.Db.Set<Report>().AsTracking().FirstAsync(r => r.Id == latest.Id, turn.Stop);
        report.Pass(turn.Me, turn.Now);
        if (!turn.Saw(Shown(report))) throw new ChangedMeanwhile("報告が書き直されました。今の内容を確かめてください。");
        turn.Journal.About("plan.report", report.Id).Fact("initiative", code);
        return Answer.See($"{ProgressDesk.Url}?passed={code}");
    }
}
