using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Keyaki.Website;

/// <summary>ホームページ: pages and notices of the city, from the first word over the decision to readers and channels.</summary>
public sealed class WebsiteModule : IModule
{
    public static readonly Permission Write = new("website.write", "自分の課のページとお知らせを書く");
    public static readonly Permission Publish = new("website.publish", "自分の課のページの公開を終える");
    public static readonly Permission SendAlerts = new("website.alert", "緊急情報を出し、変え、解除する"),
        SeeAlerts = new("website.alert-see", "緊急情報を見て、後閲する"), Shelter = new("website.shelter", "避難所の状況を入れる");
    public static readonly Permission All = new("website.all", "すべての課のページとお知らせを扱う");
    public static readonly Permission Gazette = new("website.gazette", "市報を編集する");

    public string Name => "website";
    public IReadOnlyList<Permission> Permissions => [Write, Publish, All, Gazette, SendAlerts, SeeAlerts, Shelter];
    public IReadOnlyList<MenuItem> Menu => [new("ホームページ", ListPages.Url, Write, MenuGroup.City),
        new("ページの指摘", ListFaults.Url, Write, MenuGroup.City), .. WebsiteAddresses.Menu, .. WebsiteReaders.Menu, .. WebsiteAlerts.Menu,
        new("お知らせ一覧", ShowPlace.AllNews, Permission.Public, MenuGroup.City, "City news", "おしらせ"), .. WebsiteGazette.Menu];
    public IReadOnlyList<MenuItem> MenuOf(CityProfile city) =>
        city.Files<GazetteFile>().Plan is null ? [.. Menu.Except(WebsiteGazette.Menu)] : Menu;
    public IReadOnlyList<Setting> Settings => [.. WebsiteAddresses.Settings, .. WebsiteCopy.Settings];
    public IReadOnlyList<Command> Commands => [.. WebsiteAddresses.Commands, .. WebsiteCopy.Commands];
    public IReadOnlyList<CityFiles> CityFiles => [SitePlan.Files, SiteTemplates.Files, EmergencyPlan.Files, ShelterPlan.Files,
        WebsiteWords.Files, GazettePlan.Files, StorySite.Practice.Files];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddPlainBlocks();
        services.AddBlock<ProcedureBlock>().AddBlock<ContactBlock>().AddBlock<PlaceBlock>().AddBlock<VideoBlock>().AddBlock<NoticesBlock>()
            .AddBlock<PictureBlock>().AddBlock<FilesBlock>().AddBlock<CalendarBlock>().AddBlock<SiteListBlock>();
        services.AddSingleton<IHappenings, NoticeHappenings>();
        services.AddScoped<IOutboxWork, MakeMaterial>();
        services.AddSingleton<SiteCache>();
        services.AddSingleton<Feeds>();
        services.AddSingleton<ISiteFront, SiteFront>();
        services.AddReaders();
        services.AddScoped<ToldPages>();
        services.AddScoped<DeskShops>();
        services.AddScoped<Checking>();
        services.AddScoped<Dispatching>();
        services.AddScoped<Publishing>();
        services.AddScoped<IElsewhere, ShowAddress>();
        services.AddSingleton<IRound, SiteRound>();
        services.AddSingleton<IChannel, FeedChannel>();
        services.AddSingleton<IChannel, ShortText>();
        services.AddSingleton<IChannel, PrintText>();
        services.AddSingleton<PracticeChannel>();
        if (configuration[HostDefaults.EnvironmentKey] == Environments.Development)
            services.AddSingleton<IChannel>(sp => sp.GetRequiredService<PracticeChannel>());
        services.AddScoped<IOutboxWork, CarryDispatch>();
        services.AddScoped<IJob, LostDispatches>();
        services.AddScoped<ISubjectPaper, EditionPaper>();
        services.AddScoped<IHear<Decided>, EditionOutcome>();
        services.AddScoped<IHear<Remanded>, EditionOutcome>();
        services.AddScoped<IHear<Ended>, EditionOutcome>();
        services.AddAddresses();
        services.AddCare();
        services.AddGazette();
        services.AddAlerts();
        services.AddCopy();
        services.AddHttpClient(CarryDispatch.Client, http => http.Timeout = TimeSpan.FromSeconds(10));
    }

    public Task Seed(Seeding seeding) => StorySite.Seed(seeding);

    public Task Scenes(Telling telling)
    {
        StorySite.Scenes(telling);
        return Task.CompletedTask;
    }

    public void Map(IEndpointRouteBuilder app)
    {
        ListPages.Map(app);
        BeginPage.Map(app);
        ShowDesk.Map(app);
        EditPart.Map(app);
        AddBlock.Map(app);
        AskDesk.Map(app);
        ShowForms.Map(app);
        CheckPage.Map(app);
        Preview.Map(app);
        Differences.Map(app);
        ListMaterials.Map(app);
        AddMaterial.Map(app);
        ShowMaterial.Map(app);
        SendMaterial.Map(app);
        app.MapAddresses();
        app.MapCare();
        app.MapAlerts();
        app.MapCopy();
        app.MapReaders();
        app.MapGazette();
        foreach (var deed in new[] { WebsiteDeeds.Approved, WebsiteDeeds.Published, WebsiteDeeds.Missed }) app.Declare(deed);
        if (app.ServiceProvider.GetRequiredService<IWebHostEnvironment>().IsDevelopment()) PracticeBoard.Map(app);
    }
}
