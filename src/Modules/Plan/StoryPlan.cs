using System.Globalization;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Plan;

/// <summary>The plan in the story town: each month its initiatives are reported on and the reports are passed, and figures that nobody
/// measures are entered by one person and checked by another.</summary>
sealed class StoryPlan(Telling telling, StoryPlan.Running told, IReadOnlyList<StoryPlan.Sent> officers)
{
    sealed record Story(Running? Plan, IReadOnlyList<Sent> Officers);
    internal sealed record Sent(string Id, string Name, string Department, string Post);

    /// <summary>Who reports, passes and checks, in which words, and how the figures go.</summary>
    internal sealed record Running(string By, string Head, string Checker, IReadOnlyList<string> Happened, IReadOnlyList<string> Next,
        IReadOnlyList<Curve> Figures);

    /// <summary>A figure from the story's first month on: where it begins, and how much it moves in a month.</summary>
    internal sealed record Curve(string Target, decimal First, decimal Step);

    /// <summary>One report of so many tells that it does not go as planned.</summary>
    const int Slow = 7;
    const string Source = "練習用の例の数字です。";

    public static async Task Scenes(Telling telling)
    {
        if (telling.Services.GetRequiredService<CityProfile>().Files<PlanFiles>().Content is not { } content) return;
        var story = await StoryFile.Read<Story>(telling.CityFolder);
        if (story.Plan is not { } running) return;
        var teller = new StoryPlan(telling, running, story.Officers);
        telling.At(telling.Begin.AddMinutes(1), () => telling.Services.GetServices<IHostedService>().OfType<FirstVersion>().First()
            .StartAsync(default));
        var first = telling.Begin.Day();
        for (var (n, month) = (0, first); month <= telling.End.Day(); month = first.AddMonths(++n))
        {
            var (number, of) = (n, month);
            foreach (var (place, initiative) in content.Initiatives.Index())
                telling.At(Reports(of, place), () => teller.Report(initiative.Code, number + place));
            telling.At(of.AddDays(27).Midnight().AddHours(10), teller.Pass);
            foreach (var curve in running.Figures)
                telling.At(of.AddMonths(1).AddDays(7).Midnight().AddHours(11), () => teller.Enter(curve, of, number));
        }
        telling.EachDay(new(15, 5), teller.Check);
    }

    static DateTimeOffset Reports(DateOnly month, int place) => month.AddDays(21).Midnight() + TimeSpan.FromMinutes(10 * 60 + 12 * place);

    Actor Officer(string id)
    {
        var sent = officers.First(o => o.Id == id);
        return new(ActorKind.Officer, telling.People[id], sent.Name, sent.Post, sent.Department)
        {
            Posts = [sent.Post], Departments = [sent.Department],
            Permissions = new HashSet<string> { PlanModule.Write.Code, PlanModule.Reporting.Code },
        };
    }

    async Task Report(string code, int number)
    {
        var actor = Officer(told.By);
        Form form;
        string shown;
        await using (var page = telling.Services.CreateAsyncScope())
        {
            var (look, library) = (new Look(page.ServiceProvider, actor, null, default),
                page.ServiceProvider.GetRequiredService<Library>());
            var (progress, _, month) = await ReportProgress.Found(code, look, library);
            shown = Plan.Report.Shown(month, progress.Latest);
            form = ReportProgress.Fill(await ReportProgress.Build(code, look, library), progress, month)
                .Fill("light", (number % Slow == 0 ? Light.Behind : Light.OnTrack).ToString())
                .Fill("happened", told.Happened[number % told.Happened.Count]).Fill("next", told.Next[number % told.Next.Count]);
        }
        await telling.As(actor, ReportProgress.Reported, (turn, services) => ReportProgress.Accept(code, form, turn,
            services.GetRequiredService<Library>(), services.GetRequiredService<IStaff>()), Posted(shown));
    }

    /// <summary>The head passes what was reported.</summary>
    async Task Pass()
    {
        var waiting = await telling.Ask((db, ct) => db.Set<Report>().Where(r => r.SeenAt == null).OrderBy(r => r.At).ThenBy(r => r.Id)
            .Select(r => new { r.Initiative, r.Month, r.Revision }).ToListAsync(ct));
        foreach (var report in waiting)
            await telling.As(Officer(told.Head), PassReport.Passed, (turn, services) => PassReport.Accept(report.Initiative, turn,
                services.GetRequiredService<Library>()), Posted(FormattableString.Invariant($"{report.Month}.{report.Revision}")));
    }

    Task Enter(Curve curve, DateOnly month, int number) => telling.As(Officer(told.By), EnterFigure.Entered, (turn, services) =>
        EnterFigure.Accept(curve.Target, new(month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            (curve.First + curve.Step * number).ToString(CultureInfo.InvariantCulture), Source), turn,
            services.GetRequiredService<Library>()));

    /// <summary>Somebody else has held what was entered against its source by the next day.</summary>
    async Task Check()
    {
        var today = telling.Clock.Today().Midnight();
        var open = await telling.Ask((db, ct) => db.Set<Entry>().Where(e => e.Agreed == null && e.At < today)
            .OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Id).ToListAsync(ct));
        foreach (var id in open)
            await telling.As(Officer(told.Checker), CheckFigure.Checked, async (turn, _) =>
            {
                (await turn.Take<Entry>(e => e.Id == id)).Check(turn.Me, true, null, turn.Now);
                turn.Journal.About("plan.entry", id);
            });
    }

    static Func<IServiceProvider, CityDb, Task<FormCollection>> Posted(string version) => (_, _) =>
        Task.FromResult(new FormCollection(new() { [Turn.Version] = version }));
}
