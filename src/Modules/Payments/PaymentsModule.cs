using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Payments;

/// <summary>The module's table of contents.</summary>
public sealed class PaymentsModule : IModule
{
    public string Name => "payments";

    public void Map(IEndpointRouteBuilder app) { }
}
