using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Plan;
using Keyaki.Contracts.Procedures;
using Keyaki.Contracts.Residents;
using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Procedures;

/// <summary>The module's table of contents: the resident's side here, the officer's side in <see cref="Office"/>.</summary>
public sealed class ProceduresModule : IModule
{
    public string Name => "procedures";

    public IReadOnlyList<Permission> Permissions => Office.Permissions;
    public IReadOnlyList<Scope> Scopes => PullCases.Scopes;
    public IReadOnlyList<MenuItem> Menu =>
        [new("手続をさがす", "/", Permission.Public, MenuGroup.Today, "Find a service", "てつづきを さがす"),
            new("マイページ", "/my", Permission.Applicant, MenuGroup.Today, "My page"),
        .. Office.Menu];

    public IReadOnlyList<Setting> Settings =>
        [new(DayDesk.Limit, DayDesk.Usual,
        "職員が一人で閉じられる日の予約の数。これを超える予約のある日を閉じるには、別の職員の確認が要る")];

    public IReadOnlyList<CityFiles> CityFiles =>
        [LifeEvents.Files, CitySearch.Files, SlotTables.Files, CityMaps.Files, Parts.Files, Definitions.Files, Guides.Files,
            Templates.Files, IncomingMaps.Files];

    public IReadOnlyList<Command> Commands => [ExportProcedures.Command];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Catalogue>();
        services.AddSingleton<Contracts.Website.ICopied, CopiedPages>();
        services.AddSingleton<INameDeciders>(sp => sp.GetRequiredService<Catalogue>());
        services.AddSingleton<WordSearch>();
        services.AddSingleton<Unfound>();
        services.AddScoped<IJob, SweepUnfound>();
        services.AddSingleton<Mine>();
        services.AddSingleton<VisitLink>();
        services.AddScoped<ISuccession, CasesSucceed>();
        services.AddSingleton<ISlots, Places>();
        services.AddScoped<WritingDesk>();
        services.AddScoped<Starting>();
        services.AddScoped<Reception>();
        services.AddScoped<Confirming>();
        services.AddScoped<IJob, ConfirmationDays>();
        services.AddScoped<IHear<ChargePaid>, HearPaid>();
        services.AddScoped<IHear<ChargeFailed>, HearFailed>();
        services.AddScoped<IHear<ChargeRefunded>, HearRefunded>();
        services.AddScoped<IPaidSubject, PaidCase>();
        services.AddScoped<GrantPaid>();
        services.AddScoped<GrantOwed>();
        services.AddScoped<GrantMoney>();
        services.AddScoped<IHear<PaidOut>, HearPaidOut>();
        services.AddScoped<IHear<PayoutFailed>, HearPaidOut>();
        services.AddScoped<IHear<MailMoved>, HearMoved>();
        services.AddScoped<ISubjectName, CaseName>();
        services.AddScoped<IHear<Arrived>, Arrival>();
        services.AddScoped<IHear<AccountClosing>, HearClosing>();
        services.AddScoped<IHear<RecordDestroyed>, Erasure>();
        services.AddScoped<IOutboxWork, Conclude>();
        services.AddScoped<IJob, SweepDrafts>();
        services.AddSingleton<IMeasure, ApplicationsOnline>();
        services.AddSingleton<IMeasure, ApplicationsByProcedure>();
        services.AddSingleton<IMeasure, PagesSaved>();
        services.AddSingleton<IProcedures, OfferedProcedures>();
        services.AddSingleton<Keyaki.Contracts.Website.ISiteList, ProceduresForSite>();
        Office.Services(services);
    }

    public Task Scenes(Telling telling) => StoryCases.Scenes(telling);

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var deed in ApplyDeeds.OfTheProgram) app.Declare(deed);
        Home.Map(app);
        Find.Map(app);
        Live.Map(app);
        ListGuides.Map(app);
        AskGuide.Map(app);
        StartMany.Map(app);
        About.Map(app);
        Read.Map(app);
        Start.Map(app);
        Fill.Map(app);
        CheckAnswers.Map(app);
        NotForYou.Map(app);
        Discard.Map(app);
        MyPage.Map(app);
        Follow.Map(app);
        Finish.Map(app);
        Correct.Map(app);
        Withdraw.Map(app);
        ChooseDay.Map(app);
        ComeBack.Map(app);
        ApplyAgain.Map(app);
        SendTogether.Map(app);
        ConfirmOther.Map(app);
        PrintMandate.Map(app);
        Office.Map(app);
    }
}
