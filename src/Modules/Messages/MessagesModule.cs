using Keyaki.Contracts.Messages;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Messages;

/// <summary>タッチレス: how a person is reached without coming in. Mail now, the inbox of my page always.</summary>
public sealed class MessagesModule : IModule
{
    /// <summary>Sees and mends what waits to leave the program.</summary>
    public static readonly Permission OperateOutbox = new("operate.outbox", "送信待ちと送信できなかったものを扱う");

    public string Name => "messages";
    public IReadOnlyList<Permission> Permissions => [OperateOutbox];
    public IReadOnlyList<Setting> Settings => [.. MailServer.Settings, new("Keyaki:Dev:Simulator", "", "開発中に使う、練習用の決済会社とメールサーバーのアドレス")];
    public IReadOnlyList<MenuItem> Menu =>
        [new("お知らせ", Inbox.Url, Permission.Applicant, MenuGroup.Citizens, "Messages", "おしらせ"), new("お知らせ", OfficeInbox.Url, Permission.Officer, MenuGroup.Today),
        new("送信待ち", OutboxPage.Url, OperateOutbox, MenuGroup.Settings)];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(MailServer.Read(configuration));
        services.AddSingleton<MailLines>();
        services.AddSingleton<StoryMails>();
        services.AddScoped<IJob, OldMails>();
        services.AddScoped<IMessages, PostRoom>();
        services.AddScoped<IOutboxWork, SendMail>();
        services.AddTasks<UnreadTask>();
        services.AddScoped<IHear<AccountClosing>, EmptyInbox>();
        services.AddHttpClient(MailSink.Client, http => http.Timeout = TimeSpan.FromSeconds(5));
    }

    public Task Scenes(Telling telling) => StoryReaders.Scenes(telling);

    public void Map(IEndpointRouteBuilder app)
    {
        Inbox.Map(app);
        ReadMessage.Map(app);
        OfficeInbox.Map(app);
        ReadOfficeMessage.Map(app);
        OutboxPage.Map(app);
        if (app.ServiceProvider.GetRequiredService<IWebHostEnvironment>().IsDevelopment()) MailSink.Map(app);
    }
}
