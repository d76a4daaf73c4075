using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Plan;
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

    public string Name => "payments";
    public IReadOnlyList<Permission> Permissions => [CanSee, CanSeeAll, CanRefund, CanTakeCash, CanSell];
    public IReadOnlyList<Setting> Settings => [.. ProviderSettings.All, .. TcpTerminals.Settings];
    public IReadOnlyList<CityFiles> CityFiles => [Items.Files, Counters.Files, SlipFormat.Files, FileFormats.Files];
    public IReadOnlyList<MenuItem> Menu => [new("支払い", PaymentPaths.OfficeList, CanSee, MenuGroup.Money),
        new("窓口の会計", Sales.Home, CanSell, MenuGroup.Money) { Under = Sales.Home }];

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
        services.AddScoped<Cashier>();
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
        services.AddSingleton<SaleBooks>();
        services.AddSecond<SaleRefund, CheckSaleRefund>();
        services.AddSecond<Closing, CheckClosing>();
        services.AddScoped<IJob, ForgetReceiptNames>();
    }

    public Task Scenes(Telling telling) => StoryPayments.Scenes(telling);

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var deed in PaymentDeeds.OfTheProgram) app.Declare(deed);
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
    }

    static void MapCounter(IEndpointRouteBuilder app)
    {
        foreach (var deed in CounterDeeds.OfTheProgram) app.Declare(deed);
        ListDrawers.Map(app);
        Sell.Map(app);
        Settle.Map(app);
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
}
