using Keyaki.Contracts.Staff;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>記帳の画面: both sides of a posting, its claims and its payment, and what it took back or was taken back by.</summary>
public sealed partial class ShowPosting
{
    /// <param name="Open">What of its money nobody knows yet for what.</param>
    public sealed record Page(Posted Posted, IReadOnlyDictionary<Guid, string> Claims, Posted? Undoes, Posted? UndoneBy, string By,
        Yen Open,
        Actor Actor, bool Own, ReturnWish? Wish);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(ClaimPaths.Ledger + "/postings/{id:guid}", PaymentsModule.CanLedger, ClaimDeeds.Look, Ask);

    /// <summary>The posting, where this officer may see one of its claims, or it has none.</summary>
    internal static Task<Posted> Find(Guid id, Look look)
    {
        var claims = look.Claims();
        return look.Find(look.Db.Postings().AsNoTracking().Include(p => p.Entries).Where(p => p.Id == id
            && (p.Entries.All(e => e.Claim == null) || p.Entries.Any(e => claims.Any(c => c.Id == e.Claim)))));
    }

    static async Task<IResult> Ask(Guid id, Look look, IStaff staff)
    {
        var posted = await Find(id, look);
        var around = await look.Db.Postings().AsNoTracking().Include(p => p.Entries)
            .Where(p => p.Id == posted.Undoes || p.Undoes == id).ToListAsync(look.Stop);
        var faces = await staff.Faces(look, [.. new[] { posted.By }.OfType<Guid>()]);
        var touched = posted.Entries.Select(e => e.Claim).OfType<Guid>().Distinct().ToList();
        var claims = await look.Claims().AsNoTracking().Where(c => touched.Contains(c.Id)).ToListAsync(look.Stop);
        look.Journal.About("posting", id, [.. claims.Select(c => (Guid?)c.Debtor)]);
        var open = posted.Payment is { } payment
            ? -await look.Db.Entries()
                .Where(e => e.Account == Account.Unmatched && e.Payment == payment).SumAsync(e => e.Figure, look.Stop) : 0;
        return Show(new(posted, await ShowDebtor.Titles(look, [posted]), around.Find(p => p.Id == posted.Undoes),
            around.Find(p => p.Undoes == id), posted.By is { } by ? faces.NameOf(by) : "システム", new(open), look.Actor,
            !claims.Any(ChargeBooks.Owns) && !(posted.Payment is { } name && ChargeBooks.Owns(name)),
            await look.Db.Set<ReturnWish>().AsNoTracking().FirstOrDefaultAsync(w => w.Posting == id && w.Agreed == null, look.Stop)));
    }
}
