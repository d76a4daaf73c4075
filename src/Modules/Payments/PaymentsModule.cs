using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Documents;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Plan;
using Keyaki.Contracts.Residents;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>キャッシュレス: what is owed, how it was paid at the payment company, and what went back.</summary>
public sealed class PaymentsModule : IModule
{
    public static readonly Permission CanSee = new("payments.see", "支払いと返金を見る");
    public static readonly Permission CanSeeAll = new("payments.see-all", "すべての課の支払いと返金を見る");
    public static readonly Permission CanRefund = new("payments.refund", "返金する");
    public static readonly Permission CanTakeCash = new("payments.cash", "窓口で受け取った現金を記録する");

    public static readonly Permission CanSell = new("payments.counter", "窓口で会計をし、引き出しを締める");
    public static readonly Permission CanLedger = new("payments.ledger", "自分の課の債権と元帳を見る");
    public static readonly Permission CanDetermine = new("payments.determine", "調定し、変更する");
    public static readonly Permission CanCollect = new("payments.collect", "収納を記帳し、消し込み、充当し、取り消す");
    public static readonly Permission CanCloseDays = new("payments.close-days", "日計を締め、署名する");

    public static readonly Permission CanRecover = new("payments.recover", "督促し、分納と猶予と滞納処分を記録する");
    public static readonly Permission CanSlips = new("payments.slips", "納付書を作る");
    public static readonly Permission CanTakeFiles = new("payments.incoming", "収納の結果ファイルを取り込み、消し込む");
    public static readonly Permission CanTransfer = new("payments.transfer", "口座振替の申し込みを受け、銀行に依頼する");

    public static readonly Permission CanWriteOff = new("payments.write-off", "不納欠損を申し出て、確かめる");

    public static readonly Permission CanPayOut = new("payments.pay-out",
        "自分の課の支払いの一覧を固め、口座を確かめ、振込のファイルを扱う");

    public string Name => "payments";
    public IReadOnlyList<Permission> Permissions =>
        [CanSee, CanSeeAll, CanRefund, CanTakeCash, CanSell, CanLedger, CanDetermine, CanCollect, CanCloseDays, CanRecover,
            CanWriteOff, CanPayOut, CanSlips, CanTakeFiles, CanTransfer];
    public IReadOnlyList<Setting> Settings => [.. ProviderSettings.All, .. TcpTerminals.Settings];
    public IReadOnlyList<CityFiles> CityFiles => [Items.Files, Counters.Files, SlipFormat.Files, FileFormats.Files, PayoutKinds.Files,
        IncomingSources.Files, DebitCollector.Files, DemandLetter.Files, FailedLetter.Files, RefusedLetter.Files, RefundNotice.Files];
    public IReadOnlyList<MenuItem> Menu => [new("支払い", PaymentPaths.OfficeList, CanSee, MenuGroup.Money),
        new("窓口の会計", Sales.Home, CanSell, MenuGroup.Money) { Under = Sales.Home },
        new("債権と収納", FindDebtor.Url, CanLedger, MenuGroup.Money) { Also = [SlipDesk.Home, IncomingDesk.Home, DebitDesk.Home] },
        new("補助金などの支払い", PayoutPaths.Home, CanPayOut, MenuGroup.Money) { Under = PayoutPaths.Home },
        RunsPage.InMenu(CanTakeFiles), RunsPage.InMenu(CanSlips), RunsPage.InMenu(CanPayOut), ListLetters.InMenu(CanRecover),
        ListLetters.InMenu(CanPayOut), ListLetters.InMenu(CanTransfer), ListLetters.InMenu(CanCollect)];

    public void Services(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ProviderSettings.From(configuration));
        services.AddHttpClient(HostedCheckoutProvider.Client, http => http.Timeout = TimeSpan.FromSeconds(10));
        services.AddSingleton<HostedCheckoutProvider>();
        services.AddSingleton<IPaymentProvider>(sp => sp.GetRequiredService<TimeProvider>() is StoryClock story
            ? new StoryProvider(sp.GetRequiredService<HostedCheckoutProvider>(), story)
            : sp.GetRequiredService<HostedCheckoutProvider>());
        services.AddSingleton<BackCode>();
        services.AddSingleton<Checkouts>();
        services.AddSingleton<PaymentTurn>();
        services.AddSingleton<Watch>();
        services.AddHostedService(provider => provider.GetRequiredService<Watch>());
        services.AddScoped<ChargeBooks>();
        services.AddScoped<Bookkeeper>();
        services.AddScoped<IReceivables, Receivables>();
        services.AddSingleton<IRound, Numbering>();
        services.AddSecond<PayBackWish, CheckPayBack>();
        services.AddSecond<ReturnWish, CheckReturn>();
        services.AddSecond<DebtorTie, CheckTie>();
        services.AddSecond<Inheritance, CheckInheritance>();
        services.AddSecond<DayClosing, CheckDays>();
        services.AddScoped<IBeforeSaving, KeepClosed>();
        services.AddFindable<FindDebtors>();
        WaysIn.Services(services);
        services.AddSecond<DemandList, CheckDemands>();
        services.AddScoped<IRunWork, DemandRun>();
        services.AddSecond<WriteOffWish, CheckWriteOff>();
        services.AddSingleton<LetterKind, DemandLetter>();
        services.AddSingleton<LetterKind, FailedLetter>();
        services.AddSingleton<LetterKind, RefusedLetter>();
        services.AddSingleton<LetterKind, RefundNotice>();
        services.AddTasks<DemandTask>();
        services.AddScoped<IJob, FindDemands>();
        services.AddScoped<IJob, RemindDue>();
        services.AddScoped<Cashier>();
        services.AddScoped<OnlinePayBack>();
        services.AddScoped<ISubjectName, ClaimName>();
        services.AddScoped<ISuccession, ChargesSucceed>();
        services.AddScoped<GivingBack>();
        services.AddSecond<RefundWish, CheckRefund>();
        services.AddFindable<FindCharge>();
        services.AddScoped<IPayments>(provider => provider.GetRequiredService<Cashier>());
        services.AddScoped<Reconciliation>();
        services.AddSingleton<IMeasure, CashlessRatio>();
        services.AddSingleton<IMeasure, CashlessYen>();
        services.AddScoped<IOutboxWork, SendRefund>();
        services.AddScoped<IOutboxWork, CloseCheckout>();
        services.AddSingleton<ITerminals, TcpTerminals>();
        services.AddScoped<IOutboxWork, CallTerminal>();
        services.AddScoped<SaleRefunds>();
        services.AddScoped<SaleBooks>();
        services.AddSecond<SaleRefund, CheckSaleRefund>();
        services.AddSecond<Closing, CheckClosing>();
        services.AddScoped<IJob, ForgetReceiptNames>();
        PayoutServices(services);
    }

    static void PayoutServices(IServiceCollection services)
    {
        services.AddScoped<Payouts>();
        services.AddScoped<IPayees>(provider => provider.GetRequiredService<Payouts>());
        services.AddScoped<IPayouts>(provider => provider.GetRequiredService<Payouts>());
        services.AddScoped<PayoutBooks>();
        services.AddScoped<RunSteps>().AddScoped<IRunWork>(s => s.GetRequiredService<RunSteps>());
        services.AddScoped<Inspection>();
        services.AddScoped<ISubjectPaper, RunPaper>();
        services.AddScoped<IHear<Decided>, RunOutcome>();
        services.AddScoped<IHear<Remanded>, RunOutcome>();
        services.AddScoped<IHear<Ended>, RunOutcome>();
        services.AddScoped<IHear<AccountClosing>, DueToThem>();
        services.AddScoped<IHear<RecordDestroyed>, AccountsEnd>();
        services.AddSecond<AccountChange, CheckAccount>();
        services.AddSecond<CashPayout, CheckCash>();
        services.AddTasks<AskAgainTask>();
        services.AddTasks<SendTask>();
    }

    public async Task Scenes(Telling telling)
    {
        await StoryPayments.Scenes(telling);
        await StoryLedger.Scenes(telling);
        await StoryIncoming.Scenes(telling);
        await StoryPayouts.Scenes(telling);
    }

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var deed in PaymentDeeds.OfTheProgram.Append(ClaimDeeds.Determined)) app.Declare(deed);
        Webhook.Map(app);
        Go.Map(app);
        Leave.Map(app);
        Back.Map(app);
        Receipt.Map(app);
        ListPayments.Map(app);
        ShowPayment.Map(app);
        GiveBack.Map(app);
        app.MapSecond<RefundWish>("/office/payments/{id}/refunds/{act}/check", "/office/payments/{id}/refunds/{act}/take-back", CanRefund,
            PaymentDeeds.CheckRefund, PaymentDeeds.TakeBackRefund, PaymentDeeds.Look);
        NoteCash.Map(app);
        MapCounter(app);
        MapLedger(app);
        MyPayments.Map(app);
        MyClaim.Map(app);
        PayClaim.Map(app);
        MapPayouts(app);
    }

    static void MapPayouts(IEndpointRouteBuilder app)
    {
        foreach (var deed in PayoutDeeds.OfTheProgram) app.Declare(deed);
        ListPayouts.Map(app);
        FreezeRun.Map(app);
        ShowPaymentRun.Map(app);
        SendRun.Map(app);
        TakeResult.Map(app);
        ShowPayout.Map(app);
        ChangeAccount.Map(app);
        PayInCash.Map(app);
        CameBack.Map(app);
    }

    static void MapCounter(IEndpointRouteBuilder app)
    {
        foreach (var deed in CounterDeeds.OfTheProgram) app.Declare(deed);
        ListDrawers.Map(app);
        Sell.Map(app);
        Settle.Map(app);
        FindDue.Map(app);
        TakeDue.Map(app);
        MakeReceipt.Map(app);
        GiveBackSale.Map(app);
        app.MapSecond<SaleRefund>(Sales.Home + "/sales/{id}/refunds/{act}/check", Sales.Home + "/sales/{id}/refunds/{act}/take-back",
            CanRefund, CounterDeeds.CheckRefund, CounterDeeds.TakeBackRefund, CounterDeeds.Look, first: CanSell);
        CloseDrawer.Map(app);
        ListClosings.Map(app);
        app.MapSecond<Closing>(Sales.Home + "/closings/{act}", Sales.Home + "/closings/{act}/take-back", CanSell, CounterDeeds.CheckClose,
            CounterDeeds.TakeBackClose, CounterDeeds.Look);
        CashlessByDepartment.Map(app);
    }

    static void MapLedger(IEndpointRouteBuilder app)
    {
        FindDebtor.Map(app);
        AddDebtor.Map(app);
        PickResident.Map(app);
        ChangeDebtor.Map(app);
        TieDebtor.Map(app);
        UntieDebtor.Map(app);
        NameHeirs.Map(app);
        ShowDebtor.Map(app);
        Determine.Map(app);
        ShowClaim.Map(app);
        Redetermine.Map(app);
        Collect.Map(app);
        TakeMoney.Map(app);
        Assign.Map(app);
        ReturnMoney.Map(app);
        app.MapSecond<ReturnWish>(ClaimPaths.Ledger + "/returns/{act}/check", ClaimPaths.Ledger + "/returns/{act}/take-back",
            CanRefund, ClaimDeeds.CheckReturn, ClaimDeeds.TakeBackReturn, ClaimDeeds.Look);
        PayBack.Map(app);
        app.MapSecond<PayBackWish>(ClaimPaths.Ledger + "/pay-backs/{act}/check", ClaimPaths.Ledger + "/pay-backs/{act}/take-back",
            CanRefund, ClaimDeeds.CheckPayBack, ClaimDeeds.TakeBackPayBack, ClaimDeeds.Look);
        ShowPosting.Map(app);
        Reverse.Map(app);
        ToSettle.Map(app);
        Report.Map(app);
        ExportLedger.Map(app);
        ShowYear.Map(app);
        CloseDays.Map(app);
        ShowDays.Map(app);
        app.MapSecond<DayClosing>(CloseDays.Url + "/{act}/check", CloseDays.Url + "/{act}/take-back", CanCloseDays, ClaimDeeds.CheckDays,
            ClaimDeeds.TakeBackDays, ClaimDeeds.Reports);
        MapArrears(app);
        WaysIn.Map(app);
    }

    static void MapArrears(IEndpointRouteBuilder app)
    {
        ListDemands.Map(app);
        ShowArrears.Map(app);
        MakePlan.Map(app);
        ShowRecovery.Map(app);
        TakeStep.Map(app);
        GrantStay.Map(app);
        ProposeWriteOff.Map(app);
    }
}
