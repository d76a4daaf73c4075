using Keyaki.Contracts;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>今申し込める手続: what can be applied for here today, of a department or a life event, for pages of the site.</summary>
sealed class ProceduresForSite(Catalogue catalogue, CityProfile city) : ISiteList
{
    const string Event = "event-";
    public string Code => "procedures";
    public string Label => "今申し込める手続";

    public IReadOnlyList<(string Code, string Label)> Parts(DateOnly today)
    {
        var offered = catalogue.Online(today).Select(v => v.Definition).ToList();
        return [
            .. city.Files<LifeEvents>().All.Where(e => offered.Exists(d => d.LifeEvents.Contains(e.Code)))
                .Select(e => (Event + e.Code, e.Name.Ja)),
            .. city.DepartmentsOn(today).Where(d => offered.Exists(o => o.Department == d.Code)).Select(d => (d.Code, d.Name)),
        ];
    }

    public Task<IReadOnlyList<SiteListLine>> Lines(CityDb db, string part, DateOnly today, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SiteListLine>>([.. catalogue.Online(today).Select(v => v.Definition).Where(d => part.Length == 0
            || d.Department == part || part.StartsWith(Event, StringComparison.Ordinal) && d.LifeEvents.Contains(part[Event.Length..]))
            .OrderBy(d => d.Title.Ja, StringComparer.Ordinal).Select(d => new SiteListLine(d.Title, Links.Procedure(d.Code),
                d.ValidUntil is not { } until ? null : Text.Of(l => l.Pick($"{l.Say(until)}まで", $"{l.Say(until)}まで",
                    $"until {l.Say(until)}"))))]);
}
