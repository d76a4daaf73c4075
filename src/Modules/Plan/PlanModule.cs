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
    public IReadOnlyList<MenuItem> Menu => [];
    public IReadOnlyList<Command> Commands => [Recount.Command];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RollUp>();
        services.AddSingleton<IRound>(sp => sp.GetRequiredService<RollUp>());
        services.AddSingleton<Recount>();
        services.AddSingleton<Measured>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
