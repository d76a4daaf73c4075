using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Messages;

/// <summary>The module's table of contents.</summary>
public sealed class MessagesModule : IModule
{
    public string Name => "messages";

    public void Map(IEndpointRouteBuilder app) { }
}
