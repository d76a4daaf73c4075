using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Kits;

/// <summary>The pages and tables that the kits have of their own; they hold no names.</summary>
public sealed class KitsModule : IModule
{
    public static readonly Permission OperateJobs = new("operate.jobs", "自動の仕事を見て、やり直す");

    public static readonly Permission OperateFiles = new("operate.files", "市の設定ファイルの予定と期限を見る");

    public static readonly Permission LinkSystems = new("systems.link", "市のほかのシステムの連携を申し込み、二人目として確かめる");

    public string Name => "kits";
    public IReadOnlyList<CityFiles> CityFiles => [Envelope.Files];
    public IReadOnlyList<Command> Commands => [YearCheck.Command];
    public IReadOnlyList<Permission> Permissions => [OperateJobs, OperateFiles, LinkSystems];
    public IReadOnlyList<MenuItem> Menu => [new("自動の仕事", JobsPage.Url, OperateJobs, MenuGroup.Settings),
        new("設定の予定と期限", ComingPage.Url, OperateFiles, MenuGroup.Settings),
        new("システムの連携", ListSystems.Url, LinkSystems, MenuGroup.Settings)];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<Subjects>();
        services.AddScoped<SignInSteps>();
        services.AddScoped<ISuccession, RegistersSucceed>();
        services.AddSingleton(typeof(Watched<>)).AddScoped(typeof(Watchers<>));
        services.AddScoped<IBeforeSaving, FindKeeper>();
        services.AddFindable<FindPages>();
        services.AddSingleton<Clockwork>();
        services.AddScoped<IJob, OldRuns>();
        services.AddScoped<IJob, OldTyping>();
        services.AddScoped<IJob, ComingTask>();
        services.AddScoped<ProveFiles>().AddScoped<IRunWork>(s => s.GetRequiredService<ProveFiles>());
        services.AddScoped<IJob, ProveFilesMonthly>();
        services.AddTasks<BrokenFiles>();
        services.AddSingleton<LetterKinds>();
        services.AddScoped<PaperLetters>();
        services.AddScoped<LetterPress>();
        services.AddScoped<LayLetters>().AddScoped<IRunWork>(s => s.GetRequiredService<LayLetters>());
        services.AddTasks<BatchTask>();
        services.AddTasks<LetterTask>();
        services.AddSingleton<RunWorker>();
        services.AddSingleton<OpenTable>();
        services.AddSingleton<LimitedReader>();
        services.AddSingleton<IFileTexts, FileTexts>();
        services.AddSingleton<Blackening>();
        services.AddSingleton<FilePages>();
        services.AddSingleton<FileTickets>();
        services.AddHostedService(provider => provider.GetRequiredService<RunWorker>());
        services.AddSecond<Run, CheckRun>();
        services.AddSecond<LinkedSystem, CheckSystem>();
        services.AddSingleton<AllScopes>();
        Tokens.Services(services);
        services.AddSingleton<PublishedVersions>();
        services.AddSecond<DraftedVersion, CheckDrafted>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        FindAll.Map(app);
        FindKey.Map(app);
        Typing.Map(app);
        JobsPage.Map(app);
        ComingPage.Map(app);
        RunsPage.Map(app);
        ShowRun.Map(app);
        ShowFile.Map(app);
        ListSystems.Map(app);
        AddSystem.Map(app);
        ShowSystem.Map(app);
        Tokens.Map(app);
        OpenApi.Map(app);
        CheckDrafted.Map(app);
        ListLetters.Map(app);
        ShowBatch.Map(app);
        PostBatch.Map(app);
        ShowLetter.Map(app);
        MarkLetter.Map(app);
    }
}
