using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Documents;

/// <summary>The module's table of contents.</summary>
public sealed class DocumentsModule : IModule
{
    public string Name => "documents";

    public void Map(IEndpointRouteBuilder app) { }
}
