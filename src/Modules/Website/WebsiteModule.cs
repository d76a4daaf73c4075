using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Website;

/// <summary>ホームページ: what is done in this room, and by whom.</summary>
public sealed class WebsiteModule : IModule
{
    public static readonly Permission Keep = new("website.keep", "ホームページを扱う");

    public string Name => "website";
    public IReadOnlyList<Permission> Permissions => [Keep];
    public IReadOnlyList<MenuItem> Menu => [new("ホームページ", Begin.Url, Keep, MenuGroup.Internal)];

    public void Map(IEndpointRouteBuilder app) => Begin.Map(app);
}
