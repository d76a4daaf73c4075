using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>組織改正: pages that are public or being written go to the successor, with whom readers are told to ask; what has ended stays
/// with whom it ended. Broken links and faults follow their pages in the night.</summary>
sealed class WebsiteSuccession(SiteCache cache) : ISuccession
{
    public Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct) =>
        Hanging.Counted(ct, ("ホームページのページとお知らせ", Theirs(db, change).Select(p => (string?)p.Title)));

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        var pages = await Theirs(db, change).AsTracking().ToListAsync(ct);
        foreach (var page in pages) page.GiveTo(change.To);
        foreach (var row in await db.Set<PageLinks>().AsTracking().Where(l => l.Owner == change.From).ToListAsync(ct)) row.Owner =
            change.To;
        foreach (var row in await db.Set<PageFaults>().AsTracking().Where(l => l.Owner == change.From).ToListAsync(ct)) row.Owner =
            change.To;
        if (pages.Count == 0) return;
        await SiteState.Touch(db, ct);
        cache.Look();
    }

    static IQueryable<SitePage> Theirs(CityDb db, Succeeds change) =>
        db.Pages().Where(p => p.Owner == change.From && p.Ended == null);
}
