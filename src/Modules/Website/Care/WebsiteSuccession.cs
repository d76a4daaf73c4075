using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Website;

/// <summary>組織改正: pages that are public or being written go to the successor, with whom readers are told to ask; what has ended stays
/// with whom it ended. Pictures, files, and what readers asked go with them.</summary>
sealed class WebsiteSuccession(SiteCache cache) : ISuccession
{
    public Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct) =>
        Hanging.Counted(ct, ("ホームページのページとお知らせ", Theirs(db, change).Select(p => (string?)p.Title)),
            ("ホームページの画像とファイル", Stored(db, change).Select(m => (string?)m.Name)),
            ("ページへのお問い合わせ", Asked(db, change).Select(i => (string?)i.Title)));

    public async Task Move(CityDb db, Succeeds change, CancellationToken ct)
    {
        var pages = await Theirs(db, change).AsTracking().ToListAsync(ct);
        foreach (var page in pages) page.GiveTo(change.To);
        await change.Give(db, db.Set<PageLinks>().Where(l => l.Owner == change.From), nameof(PageLinks.Owner), ct);
        await change.Give(db, db.Set<PageFaults>().Where(f => f.Owner == change.From), nameof(PageFaults.Owner), ct);
        await change.Give(db, Asked(db, change), nameof(Inquiry.Owner), ct);
        await change.Give(db, Stored(db, change), nameof(Material.Owner), ct);
        if (pages.Count == 0) return;
        await SiteState.Touch(db, ct);
        cache.Look();
    }

    static IQueryable<Material> Stored(CityDb db, Succeeds change) => db.Set<Material>().Where(m => m.Owner == change.From);

    static IQueryable<Inquiry> Asked(CityDb db, Succeeds change) =>
        db.Set<Inquiry>().Where(i => i.Owner == change.From && i.ClosedAt == null);

    static IQueryable<SitePage> Theirs(CityDb db, Succeeds change) =>
        db.Pages().Where(p => p.Owner == change.From && p.Ended == null);
}
