using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>What of the room makes the static copy of the site, which outlives the program.</summary>
static class WebsiteCopy
{
    public static IReadOnlyList<Setting> Settings { get; } = [new(CopyState.Setting, "",
        "控えのサイトを置くフォルダー。書き換えるたびに数秒で写し、1時間ごとに全部を確かめる。"
        + "空なら写さない。ウェブサーバーの設定はdeploy/nginx")];

    public static IReadOnlyList<Command> Commands { get; } = [CopyCommands.Export, CopyCommands.Alert];

    public static void AddCopy(this IServiceCollection services)
    {
        services.AddSingleton<CopyState>();
        services.AddSingleton<SiteCopy>();
        services.AddSingleton<CopyKeeper>();
        services.AddHostedService(s => s.GetRequiredService<CopyKeeper>());
    }

    public static void MapCopy(this IEndpointRouteBuilder app) => app.Declare(CopyKeeper.Taken);
}
