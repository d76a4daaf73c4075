using Keyaki.Contracts.Approvals;
using Keyaki.Contracts.Plan;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>What of the room keeps published pages right: reviews, the nightly check and what is let stand, and their owners.</summary>
static class WebsiteCare
{
    public static void AddCare(this IServiceCollection services)
    {
        services.AddScoped<ISuccession, WebsiteSuccession>();
        services.AddScoped<IJob, UrgeReviews>();
        services.AddScoped<IJob, CheckNight>();
        services.AddScoped<IOutboxWork, CheckSite>();
        services.AddTasks<ReviewTasks>();
        services.AddTasks<FaultTasks>();
        services.AddSecond<Waiver, CheckWaiver>();
        services.AddSingleton<IMeasure, NoticesOut>();
        services.AddSingleton<IMeasure, CleanPages>();
        services.AddSingleton<IMeasure, OverduePages>();
    }

    public static void MapCare(this IEndpointRouteBuilder app)
    {
        Waiving.Map(app);
        ListFaults.Map(app);
        app.Declare(CheckSite.Checked);
    }
}
