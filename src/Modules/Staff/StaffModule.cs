using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Staff;

/// <summary>The module's table of contents.</summary>
public sealed class StaffModule : IModule
{
    public string Name => "staff";

    public void Map(IEndpointRouteBuilder app) { }
}
