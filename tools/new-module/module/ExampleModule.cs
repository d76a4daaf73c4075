using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Example;

/// <summary>見本: what is done in this room, and by whom.</summary>
public sealed class ExampleModule : IModule
{
    public static readonly Permission Keep = new("example.keep", "見本を扱う");

    public string Name => "example";
    public IReadOnlyList<Permission> Permissions => [Keep];
    public IReadOnlyList<MenuItem> Menu => [new("見本", Begin.Url, Keep, MenuGroup.Internal)];

    public void Map(IEndpointRouteBuilder app) => Begin.Map(app);
}
