using Keyaki.Contracts;
using Keyaki.Contracts.Website;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>What of the procedures is read in the static copy: the front page, life events, the city's own words, and what each procedure
/// asks and costs. Nothing is applied for there.</summary>
sealed class CopiedPages(Catalogue catalogue, CityProfile city) : ICopied
{
    public Task<IReadOnlyList<string>> Addresses(CityDb db, DateOnly today, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(
    [
        "/", Links.Contact, ListGuides.Url,
        .. city.Pages.Select(p => $"{About.Path}/{p.Code}"), .. city.Files<LifeEvents>().All.Select(e => $"/life/{e.Code}"),
        .. catalogue.Online(today).Select(v => Links.Procedure(v.Definition.Code)),
    ]);
}
