using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>The officer's side of procedures: its powers, its menu, its routes.</summary>
static class Office
{
    public static readonly IReadOnlyList<Permission> Permissions = [];
    public static readonly IReadOnlyList<MenuItem> Menu = [];

    public static void Services(IServiceCollection services) { }

    public static void Map(IEndpointRouteBuilder app) { }
}
