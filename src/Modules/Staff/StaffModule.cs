using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Staff;

/// <summary>The module's table of contents: officers, the posts they hold, and the office door.</summary>
public sealed class StaffModule : IModule
{
    public static readonly Permission CanManage = new("staff.manage", "職員の登録や職の割当てを申し出る");
    public static readonly Permission CanConfirm = new("staff.confirm", "権限の変更を二人目として確認する");

    public string Name => "staff";
    public IReadOnlyList<Permission> Permissions => [CanManage, CanConfirm];
    public IReadOnlyList<MenuItem> Menu =>
        [new("ホーム", "/office", Permission.Officer, MenuGroup.Today), new("職員", Officers.Url, CanManage, MenuGroup.Settings),
        new("職", Keyaki.Staff.Posts.Url, CanManage, MenuGroup.Settings), new("権限の確認", Keyaki.Staff.Changes.Url, Permission.Officer, MenuGroup.Settings),
        new("自分の設定", Me.Url, Permission.Officer, MenuGroup.Settings)];
    public IReadOnlyList<Setting> Settings => [AddOfficer.MailDomains];
    public IReadOnlyList<Command> Commands => [CreateOfficer.Command, ConfirmChange.Command];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PostPowers>();
        services.AddScoped<IActorSource, OfficerSource>();
        services.AddScoped<IStaff, Roster>();
        services.AddScoped<OfficeDoor>();
        services.AddScoped<ISuccession, PostsSucceed>();
        services.AddFindable<FindOfficer>();
        services.AddScoped<IHear<FactorChanged>, TellFactor>();
        services.AddScoped<IHear<DecidersAgreed>, HearDeciders>();
        services.AddScoped<Second>();
        services.AddSecond<PowerChange, CheckChange>();
#if PRACTICE
        services.AddScoped<IPracticePersons, PracticeOfficers>();
#endif
    }

    public void Map(IEndpointRouteBuilder app)
    {
        SignIn.Map(app);
        app.MapSignIn<OfficeDoor>(OfficeDoor.Sign);
        LiftWait.Map(app);
        Home.Map(app);
        foreach (var deed in new[] { StaffDeeds.OfficerAdded, StaffDeeds.AgreedOnMachine, StaffDeeds.FilesTaken }) app.Declare(deed);
        BeginWelcome.Map(app);
        Welcome.Map(app);
        WelcomeApp.Map(app);
        Me.Map(app);
        app.MapOwn(OfficeDoor.Own);
        Officers.Map(app);
        AddOfficer.Map(app);
        OfficerPage.Map(app);
        GivePost.Map(app);
        EndPost.Map(app);
        Leave.Map(app);
        ReturnOfficer.Map(app);
        ChangeMail.Map(app);
        Keyaki.Staff.Changes.Map(app);
        ShowChange.Map(app);
        Keyaki.Staff.Posts.Map(app);
        MakePost.Map(app);
        EndOfficePost.Map(app);
#if PRACTICE
        As.Map(app);
#endif
    }

    public Task Open(IServiceProvider services) => TakeIn.Run(services);

    public Task Seed(Seeding seeding) => StoryOfficers.Plant(seeding);
}
