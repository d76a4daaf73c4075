using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>収納の入り口: slips, result files and account transfers, as the module declares them.</summary>
static class WaysIn
{
    internal static void Services(IServiceCollection services)
    {
        services.AddSingleton<IncomingReader>();
        services.AddScoped<IRunWork, SlipRun>();
        services.AddScoped<IRunWork, MatchFile>();
        services.AddSecond<DebitRequest, CheckDebit>();
    }

    internal static void Tables(MigrationBuilder m)
    {
        SlipTables.Create(m);
        IncomingTables.Create(m);
        DebitTables.Create(m);
    }

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.Declare(IncomingDesk.Matched);
        MakeSlips.Map(app);
        ListSlips.Map(app);
        ShowSlips.Map(app);
        ListIncoming.Map(app);
        TakeFile.Map(app);
        EnterSlips.Map(app);
        ListDifferences.Map(app);
        ShowIncoming.Map(app);
        AddMandate.Map(app);
        ListMandates.Map(app);
        ListRefused.Map(app);
        ListDebits.Map(app);
        ShowDebit.Map(app);
        ApplyMandate.Map(app);
    }
}
