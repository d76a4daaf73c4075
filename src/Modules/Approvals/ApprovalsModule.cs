using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Plan;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Approvals;

/// <summary>はんこレス: who decides, in which order, and the proof of it.</summary>
public sealed class ApprovalsModule : IModule
{
    public static readonly Permission Decide = new("approvals.decide", "回ってきた案件を決裁する");
    public static readonly Permission Reassign = new("approvals.reassign", "決裁の担当を変更する");

    public string Name => "approvals";
    public IReadOnlyList<Permission> Permissions => [Decide, Reassign];
    public IReadOnlyList<CityFiles> CityFiles => [DelegationFile.Files];
    public IReadOnlyList<MenuItem> Menu => [new("決裁", Pile.Url, Permission.Officer, MenuGroup.Documents)];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(sp => DelegationFile.Of(sp.GetRequiredService<CityProfile>()));
        services.AddSingleton<IDelegation>(sp => sp.GetRequiredService<Delegation>());
        services.AddSingleton<INameDeciders>(sp => sp.GetRequiredService<Delegation>());
        services.AddScoped<IApprovals, Desk>();
        services.AddScoped<Desktop>();
        services.AddScoped<Hands>();
        services.AddScoped<IStandIn>(sp => sp.GetRequiredService<Hands>());
        services.AddScoped<Office>();
        services.AddTasks<ViewTask>();
        services.AddScoped<ISuccession, RoutesSucceed>();
        services.AddSecond<Reorganisation, CheckReorganisation>();
        services.AddScoped<ICirculation, Circulation>();
        services.AddScoped<IHear<Decided>, InformAfterwards>();
        services.AddScoped<IHear<RecordDestroyed>, Erasure>();
        services.AddTasks<CirculatedTask>();
        services.AddTasks<StepTask>();
        services.AddScoped<IJob, Succession>();
        services.AddSingleton<IMeasure, ElectronicDecisions>();
        services.AddSingleton<IMeasure, ElectronicRatio>();
        services.AddSingleton<IMeasure, HybridShare>();
        services.AddSingleton<IMeasure, HoursPerStep>();
        services.AddSingleton<IMeasure, OverdueViews>();
        services.AddScoped<IJob, Nudge>();
        services.AddScoped<IJob, CarryReorganisations>();
    }

    public Task Scenes(Telling telling) => StoryDecisions.Scenes(telling);

    public void Map(IEndpointRouteBuilder app)
    {
        app.Declare(Nudge.Overdue);
        Pile.Map(app);
        Keyaki.Approvals.Decide.Map(app);
        Keyaki.Approvals.Reassign.Map(app);
        Say.Map(app);
        Absences.Map(app);
        Circulars.Map(app);
        Rates.Map(app);
        Reorganise.Map(app);
        DecisionSheet.Map(app);
        ApproveTogether.Map(app);
        NotePaper.Map(app);
    }
}
