using Keyaki.Contracts.Website;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Website;

/// <summary>What of the room is about readers: what they find, how often they come, what they say and ask.</summary>
static class WebsiteReaders
{
    public static IReadOnlyList<MenuItem> Menu { get; } = [
        new("ページの評価と閲覧数", ListNeeds.Url, WebsiteModule.Write, MenuGroup.City),
        new("ページへのお問い合わせ", ListInquiries.Url, WebsiteModule.Write, MenuGroup.City)];

    public static void AddReaders(this IServiceCollection services)
    {
        services.AddScoped<IBeforeSaving, SiteIndex>();
        services.AddScoped<ISiteSearch, FindSite>();
        services.AddSingleton<VisitCounts>();
        services.AddSingleton<IRound>(s => s.GetRequiredService<VisitCounts>());
        services.AddScoped<IJob, SweepReaders>();
        services.AddScoped<IJob, SweepInquiries>();
        services.AddTasks<InquiryTasks>();
    }

    public static void MapReaders(this IEndpointRouteBuilder app)
    {
        TellOpinion.Map(app);
        ListNeeds.Map(app);
        AskCity.Map(app);
        WasAsked.Map(app);
        ReadAnswer.Map(app);
        ListInquiries.Map(app);
        ShowInquiry.Map(app);
    }
}
