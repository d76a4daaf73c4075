using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>緊急情報: what is out now, and a button for each kind; made for a phone.</summary>
public sealed partial class ListAlerts
{
    public const string Url = WebsitePaths.Home + "/alerts";
    const int Most = 50;

    /// <param name="Drills">Only drills are begun from here.</param>
    public sealed record Page(EmergencyPlan Plan, IReadOnlyList<(Alert Alert, string Title)> Alerts, bool Drills, bool CanSend,
        CopyState Copy)
    {
        public IEnumerable<(Alert Alert, string Title)> Live => Alerts.Where(a => a.Alert.IsLive);
        public IEnumerable<(Alert Alert, string Title)> Past => Alerts.Where(a => !a.Alert.IsLive);
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, WebsiteModule.SeeAlerts, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, CopyState copy)
    {
        var alerts = await look.Db.Set<Alert>().AsNoTracking().OrderBy(a => a.State).ThenByDescending(a => a.At).ThenByDescending(a => a.Id)
            .Take(Most).ToListAsync(look.Stop);
        var pages = alerts.Select(a => a.Page).ToList();
        var titles = await look.Db.Pages().AsNoTracking().Where(p => pages.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Title,
            look.Stop);
        return Show(new(look.City.Files<EmergencyPlan>(), [.. alerts.Select(a => (a, titles[a.Page]))], look.Query["drill"] == "1",
            look.Actor.Can(WebsiteModule.SendAlerts), copy));
    }
}
