using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Residents;

/// <summary>The module's table of contents: the residents' door, their accounts, and as much of the register as identity needs.</summary>
public sealed class ResidentsModule : IModule
{
    public static readonly Permission CanFind = RegisterSearch.Finding;
    public static readonly Permission CanLink = new("residents.link", "アカウントと住民を結び付ける");
    public static readonly Permission CanReset = new("residents.reset", "なくした認証の手段を失効させる");
    public static readonly Permission CanSeeProtected = ProtectedAddress.Seeing;

    public string Name => "residents";
    public IReadOnlyList<Permission> Permissions => [CanFind, CanLink, CanReset, CanSeeProtected, ProtectedAddress.Ordering];
    public IReadOnlyList<MenuItem> Menu =>
        [new("アカウント", MyAccount.Url, Permission.Resident, MenuGroup.Settings, "Account"),
        new("住民をさがす", FindResident.Url, CanFind, MenuGroup.Citizens),
        new("カードの照合", ListCards.Url, CanLink, MenuGroup.Citizens),
        new("支援措置の期限", ExpiringOrders.Url, ProtectedAddress.Ordering, MenuGroup.Citizens),
        ListLetters.InMenu(CanSeeProtected)];

    public IReadOnlyList<Setting> Settings => CardProvider.Settings;

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        CardProvider.Services(services, configuration);
        services.AddScoped<ShownCard>();
        services.AddTasks<CardTask>();
        services.AddScoped<IActorSource, AccountSource>();
        services.AddScoped<IActorSource, GuestSource>();
        services.AddScoped<ResidentDoor>();
        services.AddScoped<IAccounts, AccountFaces>();
        services.AddScoped<IRegister, RegisterDesk>();
        services.AddSingleton<IMyNumbers, MyNumberDesk>();
        services.AddTasks<ExpiryTask>();
        services.AddFindable<Find>();
        services.AddScoped<IIndexed, Phones>();
        services.AddScoped<IHear<FactorChanged>, TellFactor>();
#if PRACTICE
        services.AddScoped<IPracticePersons, PracticeResidents>();
#endif
    }

    public void Map(IEndpointRouteBuilder app)
    {
        SignIn.Map(app);
        app.MapSignIn<ResidentDoor>(ResidentDoor.Sign);
        CardSignIn.Map(app);
        FirstCard.Map(app);
        NeedCard.Map(app);
        TieCard.Map(app);
        ListCards.Map(app);
        MatchCard.Map(app);
        CompareCard.Map(app);
        Guest.Map(app);
        GuestCode.Map(app);
        AskCode.Map(app);
        Renew.Map(app);
        OpenAccount.Map(app);
        SetApp.Map(app);
        app.MapOwn(ResidentDoor.Own);
        ChangeMail.Map(app);
        ProveMail.Map(app);
        CloseAccount.Map(app);
        MyAccount.Map(app);
        EditAccount.Map(app);
        MyJournal.Map(app);
        FindResident.Map(app);
        ResidentPage.Map(app);
        ChooseAccount.Map(app);
        LinkAccount.Map(app);
        ResetFactors.Map(app);
        ProtectResident.Map(app);
        ExtendOrder.Map(app);
        EndOrder.Map(app);
        ExpiringOrders.Map(app);
    }

    public Task Seed(Seeding seeding) => StoryResidents.Plant(seeding);
}
