using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Messages;

/// <summary>タッチレス: how a person is reached without coming in. Mail now, the inbox of my page always.</summary>
public sealed class MessagesModule : IModule
{
    /// <summary>Sees and mends what waits to leave the program.</summary>
    public static readonly Permission OperateOutbox = new("operate.outbox", "送信待ちと送信できなかったものを扱う");

    public string Name => "messages";
    public IReadOnlyList<Permission> Permissions => [OperateOutbox];
    public IReadOnlyList<Setting> Settings => MailServer.Settings;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(MailServer.Read(configuration));
        services.AddScoped<IMessages, PostRoom>();
        services.AddScoped<IOutboxWork, SendMail>();
    }

    public void Map(IEndpointRouteBuilder app) { }
}
