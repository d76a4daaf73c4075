using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>What of the room is about addresses: redirects, what is asked for in vain, the old site, and links.</summary>
static class WebsiteAddresses
{
    public static IReadOnlyList<MenuItem> Menu { get; } = [new("転送", ListRedirects.Url, WebsiteModule.All, MenuGroup.City) { Also = [ListMissing.Url] }];

    public static void AddAddresses(this IServiceCollection services)
    {
        services.AddScoped<Moved>();
        services.AddSingleton<MissingCounts>();
        services.AddSingleton<IRound>(s => s.GetRequiredService<MissingCounts>());
        services.AddSingleton<OldSiteImport>();
        services.AddSingleton<Listing, RedirectSheet>();
        services.AddImports<WebsiteImport, WebsiteImportRow>(new(WebsitePaths.Home, WebsiteModule.All, "website", "ホームページ"));
    }

    public static IReadOnlyList<Command> Commands { get; } = [ImportSite.Command];

    public static void MapAddresses(this IEndpointRouteBuilder app)
    {
        ListRedirects.Map(app);
        AddRedirect.Map(app);
        ListMissing.Map(app);
        app.Declare(ImportSite.Done);
        app.MapImports<WebsiteImport, WebsiteImportRow>();
    }
}
