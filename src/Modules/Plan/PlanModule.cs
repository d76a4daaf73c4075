using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Plan;

/// <summary>推進計画: the city's DX plan, which measures itself. Its goals, initiatives, schedules, figures and systems, in versions that stay as they were.</summary>
public sealed class PlanModule : IModule
{
    public static readonly Permission Write = new("plan.write", "計画の内容と実績を書く");

    public string Name => "plan";
    public IReadOnlyList<Permission> Permissions => [Write];
    public IReadOnlyList<MenuItem> Menu => [new("推進計画", Overview.Url, Permission.Public, 80, "DX plan"), new("推進計画", FigureDesk.Url, Write, 80)];
    public IReadOnlyList<Command> Commands => [Recount.Command];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Library>();
        services.AddScoped<Shelves>();
        services.AddHostedService<FirstVersion>();
        services.AddSingleton<RollUp>();
        services.AddSingleton<IRound>(sp => sp.GetRequiredService<RollUp>());
        services.AddSingleton<Recount>();
        services.AddSingleton<Measured>();
        services.AddSingleton<Sheet, ProcedureSheet>();
        services.AddSingleton<Sheet, FormSheet>();
        services.AddSingleton<Sheet, FigureSheet>();
        services.AddSingleton<Sheets>();
        services.AddSingleton<IMeasure, RobotHours>();
    }

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
        CheckFigure.Map(app);
        StartImport.Map(app);
        ShowImport.Map(app);
        MendRow.Map(app);
        EditLine.Map(app);
        ShowProcedures.Map(app);
        ShowForms.Map(app);
        ShowRobots.Map(app);
        WriteRobot.Map(app);
        ShowRobot.Map(app);
        TakeScenario.Map(app);
        ShowMeasures.Map(app);
    }
}
