using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>What of the room is about addresses: redirects, what is asked for in vain, the old site, and links.</summary>
static class WebsiteAddresses
{
    public static IReadOnlyList<MenuItem> Menu { get; } = [
        new("転送", ListRedirects.Url, WebsiteModule.All, MenuGroup.City) { Also = [ListMissing.Url] },
        new("リンクの見張り", ListLinks.Url, WebsiteModule.Write, MenuGroup.City)];

    public static void AddAddresses(this IServiceCollection services)
    {
        services.AddScoped<Moved>();
        services.AddSingleton<MissingCounts>();
        services.AddSingleton<IRound>(s => s.GetRequiredService<MissingCounts>());
        services.AddSingleton<OldSiteImport>();
        services.AddSingleton(s => LinkManners.Of(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<Feeds>()));
        services.AddLinkDoor();
        services.AddScoped<LinkProbe>();
        services.AddScoped<OwnLinks>();
        services.AddScoped<LinkBook>();
        services.AddScoped<IOutboxWork, WatchLinks>();
        services.AddScoped<IJob, LinkNight>();
        services.AddTasks<LinkTasks>();
        services.AddSingleton<Listing, RedirectSheet>();
        services.AddImports<WebsiteImport, WebsiteImportRow>(new(WebsitePaths.Home, WebsiteModule.All, "website", "ホームページ"));
    }

    public static IReadOnlyList<Setting> Settings { get; } = [new(LinkManners.Setting, "",
        "リンクの見張りが、内側のネットワークでも開いてよいアドレスか範囲（10.0.0.5、10.1.0.0/16の形）。"
        + "コンマで区切る。空なら外だけを開く")];

    public static IReadOnlyList<Command> Commands { get; } = [ImportSite.Command];

    public static void MapAddresses(this IEndpointRouteBuilder app)
    {
        ListRedirects.Map(app);
        AddRedirect.Map(app);
        ListMissing.Map(app);
        ListLinks.Map(app);
        app.Declare(ImportSite.Done);
        app.MapImports<WebsiteImport, WebsiteImportRow>();
    }
}
