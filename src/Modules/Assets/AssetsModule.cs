using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Assets;

/// <summary>情報資産と備品: what the city has, who has it lent, when its support or its lease ends; counted by phone, transferred and
/// given up by a decision.</summary>
public sealed class AssetsModule : IModule
{
    public static readonly Permission Read = new("assets.read", "自分の課の備品を見る");
    public static readonly Permission Keep = new("assets.keep", "自分の課の備品を入れ、直し、貸し、数える");
    public static readonly Permission All = new("assets.all", "すべての課の備品と機器を扱う");
    public static readonly Permission Systems = new("assets.systems", "機器・ライセンス・契約の台帳を扱う");

    internal const string At = "/office/assets";
    internal static readonly Ui.ShellLink Room = new("資産", $"{At}/equipment");

    /// <summary>A thing behind an address: which register, and its id.</summary>
    internal const string One = At + "/{register}/{id:guid}";

    public string Name => "assets";
    public IReadOnlyList<Permission> Permissions => [Read, Keep, All, Systems];
    public IReadOnlyList<MenuItem> Menu => [new("備品と機器", $"{At}/equipment", Read, MenuGroup.Internal) { Under = At },
        RunsPage.InMenu(All)];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddRegister<Equipment, EquipmentRegister>().AlsoFound<Equipment>();
        services.AddRegister<Machine, MachineRegister>();
        services.AddRegister<Licence, LicenceRegister>();
        services.AddRegister<Agreement, AgreementRegister>();
        services.AddImports<Import, ImportRow>(new(At, All, Name, "資産"));
        // A register is made when its pages are mapped, before there is a database.
        services.AddSingleton(s => new Lazy<IDocuments>(s.GetRequiredService<IDocuments>));
        services.AddSingleton<IRenewals, Renewals>();
        services.AddTasks<LoanTasks>();
        services.AddTasks<MissingTasks>();
        services.AddTasks<SupportTasks>();
        services.AddTasks<LicenceTasks>();
        services.AddTasks<AgreementTasks>();
        services.AddScoped<IJob, LoansOfLeavers>();
        services.AddScoped<ISubjectPaper, MovePaper>();
        services.AddScoped<IHear<Decided>, MoveOutcome>();
        services.AddScoped<IHear<Remanded>, MoveOutcome>();
        services.AddScoped<IHear<Ended>, MoveOutcome>();
    }

    // The tests' small town has none: each enters its own.
    public Task Seed(Seeding seeding) => seeding.Told ? StoryAssets.Plant(seeding) : Task.CompletedTask;
    public Task Scenes(Telling telling) => StoryAssets.Scenes(telling);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRegister<Equipment>();
        app.MapRegister<Machine>();
        app.MapRegister<Licence>();
        app.MapRegister<Agreement>();
        app.MapImports<Import, ImportRow>();
        Lend.Map(app);
        ListLoans.Map(app);
        ListStock.Map(app);
        ShowStock.Map(app);
        Tick.Map(app);
        MoveThing.Map(app);
        LinkDocument.Map(app);
        Labels.Map(app);
        app.Declare(MoveOutcome.Done);
        app.Declare(MoveOutcome.Back);
    }
}
