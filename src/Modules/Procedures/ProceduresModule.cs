using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Procedures;

/// <summary>The module's table of contents.</summary>
public sealed class ProceduresModule : IModule
{
    public string Name => "procedures";

    public void Map(IEndpointRouteBuilder app) { }
}
