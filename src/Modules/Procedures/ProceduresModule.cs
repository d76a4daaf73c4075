using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>The module's table of contents: the resident's side here, the officer's side in <see cref="Office"/>.</summary>
public sealed class ProceduresModule : IModule
{
    public string Name => "procedures";

    public IReadOnlyList<Permission> Permissions => Office.Permissions;
    public IReadOnlyList<MenuItem> Menu => Office.Menu;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        Office.Services(services);
    }

    public void Map(IEndpointRouteBuilder app)
    {
        Office.Map(app);
    }
}
