using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Plan;

/// <summary>推進計画: the city's DX plan, which measures itself. Its goals, initiatives, schedules, figures and systems, in versions that
/// stay as they were.</summary>
public sealed class PlanModule : IModule
{
    public static readonly Permission Write = new("plan.write", "計画の内容と実績を書く");
    public static readonly Permission Reporting = new("plan.report", "自分の課の事業の進み具合を報告する");
    public static readonly Permission Pass = new("plan.pass", "自分の課の進み具合の報告を確かめて公開する");

    /// <summary>Where the tables of this room lie, and where one comes from to them.</summary>
    internal const string At = "/office/plan";
    internal static readonly Ui.ShellLink Room = new("推進計画", ProgressDesk.Url);

    public string Name => "plan";
    public IReadOnlyList<Permission> Permissions => [Write, Reporting, Pass];
    public IReadOnlyList<MenuItem> Menu =>
        [new("推進計画", Overview.Url, Permission.Public, MenuGroup.Planning, "DX plan", "市の けいかく"),
        new("推進計画", ProgressDesk.Url, Reporting, MenuGroup.Planning) { Under = FigureDesk.Url }, RunsPage.InMenu(Write)];
    // a city without a plan has nothing to show
    public IReadOnlyList<MenuItem> MenuOf(CityProfile city) => city.Files<PlanFiles>().Content is null ? [] : Menu;
    public IReadOnlyList<CityFiles> CityFiles => [PlanFiles.Files];
    public IReadOnlyList<Command> Commands => [Recount.Command];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Library>();
        services.AddScoped<ISuccession, PlanSucceeds>();
        services.AddSingleton<IPlannedSystems, PlannedSystems>();
        services.AddFindable<FindInPlan>();
        services.AddScoped<Shelves>();
        services.AddHostedService<FirstVersion>();
        services.AddSingleton<RollUp>();
        services.AddSingleton<IRound>(sp => sp.GetRequiredService<RollUp>());
        services.AddSingleton<Recount>();
        services.AddSingleton<Measured>();
        services.AddSingleton(sp => sp.GetRequiredService<CityProfile>().Files<PlanFiles>().Running);
        services.AddScoped<IJob, Remind>();
        services.AddSecond<Entry, CheckFigure>();
        services.AddTasks<ReportTasks>();
        services.AddScoped<IJob, ReportTasks>();
        services.AddTasks<ResolutionTasks<Resolution>>();
        services.AddTasks<ResolutionTasks<Meeting>>();
        services.AddScoped<ISubjectPaper, MeetingPaper>();
        services.AddScoped<IHear<Decided>, MeetingOutcome>();
        services.AddScoped<IHear<Remanded>, MeetingOutcome>();
        services.AddScoped<IHear<Ended>, MeetingOutcome>();
        services.AddScoped<ISubjectPaper, VersionPaper>();
        services.AddScoped<IHear<Decided>, VersionOutcome>();
        services.AddScoped<IHear<Remanded>, VersionOutcome>();
        services.AddScoped<IHear<Ended>, VersionOutcome>();
        services.AddSingleton<Prints>();
        services.AddRegister<CityProcedure, CityProcedures>();
        services.AddRegister<SealForm, SealForms>();
        services.AddRegister<Robot, Robots>();
        services.AddSingleton<Listing, FigureSheet>();
        services.AddImports<Import, ImportRow>(new(At, Write, Name, "計画"));
        services.AddSingleton<IMeasure, RobotHours>();
    }

    public Task Scenes(Telling telling) => StoryPlan.Scenes(telling);

    public void Map(IEndpointRouteBuilder app)
    {
        Overview.Map(app);
        Schedule.Map(app);
        Systems.Map(app);
        Background.Map(app);
        Words.Map(app);
        ShowInitiative.Map(app);
        ShowTarget.Map(app);
        OpenData.Map(app);
        FigureDesk.Map(app);
        EnterFigure.Map(app);
        app.MapImports<Import, ImportRow>();
        app.MapSecond<Entry>(CheckFigure.Address("{act}") + "/check", CheckFigure.Address("{act}") + "/take-back", Write,
            CheckFigure.Checked, CheckFigure.TakenBack);

        VersionDesk.Map(app);
        OpenVersion.Map(app);
        ShowVersion.Map(app);
        EditItem.Map(app);
        AddItem.Map(app);
        RemoveItem.Map(app);
        UndoChange.Map(app);
        AdoptVersion.Map(app);
        DiscardVersion.Map(app);
        CompareAtDesk.Map(app);
        Versions.Map(app);
        Compare.Map(app);

        ProgressDesk.Map(app);
        ReportProgress.Map(app);
        app.Declare(VersionOutcome.Adopted);
        app.Declare(VersionOutcome.Returned);
        PassReport.Map(app);
        app.Declare(MeetingOutcome.Fixed);
        app.Declare(MeetingOutcome.Returned);
        Meetings.Map(app);
        CommitteeDesk.Map(app);
        OpenGroup.Map(app);
        WriteMeeting.Map(app);
        ShowMeeting.Map(app);
        ProposeMeeting.Map(app);
        FinishResolution.Map(app);
        CostDesk.Map(app);
        ShowCosts.Map(app);
        EnterAmount.Map(app);
        WriteRisk.Map(app);

        PrintPlan.Map(app);

        ShowProcedures.Map(app);
        app.MapRegister<CityProcedure>(own: RegisterPages.List);
        app.MapRegister<SealForm>();
        ShowRobots.Map(app);
        app.MapRegister<Robot>(own: RegisterPages.List);
        NoteRuns.Map(app);
        TakeScenario.Map(app);
        ShowMeasures.Map(app);
    }
}
