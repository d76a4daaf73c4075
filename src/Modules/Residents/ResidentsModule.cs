using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Residents;

/// <summary>The module's table of contents.</summary>
public sealed class ResidentsModule : IModule
{
    public string Name => "residents";

    public void Map(IEndpointRouteBuilder app) { }
}
