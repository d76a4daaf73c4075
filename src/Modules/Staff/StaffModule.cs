using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Staff;

/// <summary>The module's table of contents: officers, the posts they hold, and the office door.</summary>
public sealed class StaffModule : IModule
{
    public static readonly Permission CanManage = new("staff.manage", "職員を登録し、職を割り当てる");

    public string Name => "staff";
    public IReadOnlyList<Permission> Permissions => [CanManage];
    public IReadOnlyList<MenuItem> Menu => [new("ホーム", "/office", Permission.Officer, 0), new("職員", "/office/officers", CanManage, 800), new("自分の設定", "/office/me", Permission.Officer, 900)];
    public IReadOnlyList<Command> Commands => [CreateOfficer.Command];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PostPowers>();
        services.AddScoped<IActorSource, OfficerSource>();
        services.AddScoped<IStaff, Roster>();
#if PRACTICE
        services.AddScoped<IPracticePersons, PracticeOfficers>();
#endif
    }

    public void Map(IEndpointRouteBuilder app)
    {
        SignIn.Map(app);
        SignInCode.Map(app);
        PasskeySignIn.Map(app);
        SignOut.Map(app);
        Home.Map(app);
        Welcome.Map(app);
        WelcomeApp.Map(app);
        Me.Map(app);
        ChangePassword.Map(app);
        Officers.Map(app);
        AddOfficer.Map(app);
        OfficerPage.Map(app);
        GivePost.Map(app);
        EndPost.Map(app);
        Leave.Map(app);
#if PRACTICE
        As.Map(app);
#endif
    }

    public Task Seed(Seeding seeding) => StoryOfficers.Plant(seeding);
}
