using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Approvals;

/// <summary>The module's table of contents.</summary>
public sealed class ApprovalsModule : IModule
{
    public string Name => "approvals";

    public void Map(IEndpointRouteBuilder app) { }
}
