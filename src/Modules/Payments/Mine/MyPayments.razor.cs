using Keyaki.Contracts;
using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>納付と領収: what a resident owes and until when, what can be paid online now, and what they paid, when and how.</summary>
public sealed partial class MyPayments
{
    public const string Url = Links.MyPayments;
    const int PageSize = 50;

    /// <param name="Back">It went back to them.</param>
    /// <param name="Charge">Whose receipt can be shown; null where the receipt was paper.</param>
    public sealed record Receipt(ClaimFace Face, DateOnly On, Yen Amount, CollectionMethod? Method, bool Back, Guid? Charge);

    /// <param name="Known">The city knows who they are in the register.</param>
    /// <param name="Certificate">The procedure that certifies what was paid; null where there is none.</param>
    public sealed record Page(bool Known, IReadOnlyList<Charge> Charges, IReadOnlyList<ClaimFace> Open, IReadOnlyList<ClaimFace> Over,
        Slice<Receipt> Paid, string? Certificate, DateOnly Today, IReadOnlyList<Contact> Contacts);

    static readonly Order<Posted, Posted> Newest = new Order<Posted, Posted>().Down(p => p.Row, p => p.Row);

    internal static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Resident, Deed.None, Ask);

    static async Task<IResult> Ask(Look look, string? at = null)
    {
        var (claims, now) = (await look.MyClaims().AsNoTracking().OrderBy(c => c.Due).ThenBy(c => c.Id).ToListAsync(look.Stop), look.Now);
        var faces = await look.MyFaces(claims);
        var charges = await look.Db.Charges().AsNoTracking()
            .Where(c => c.Payer == look.Me && c.ExpiresAt > now && c.PaidAt == null && c.SubjectKind != ClaimDeeds.Kind)
            .OrderBy(c => c.ExpiresAt).ToListAsync(look.Stop);
        return Show(new(look.Actor.Person is not null, [.. charges.Where(c => c.CanPay(now))],
            [.. faces.Where(f => f.Balance.Owed > Yen.Zero)], [.. faces.Where(f => f.Balance.Overpaid > Yen.Zero)],
            await Paid(look, faces, at), look.Items.All.Select(i => i.Certificate).FirstOrDefault(c => c is not null), look.Today,
            look.ContactsOf(faces.Where(f => f.Balance.Owed > Yen.Zero || f.Balance.Overpaid > Yen.Zero).Select(f => f.Item))));
    }

    static async Task<Slice<Receipt>> Paid(Look look, IReadOnlyList<ClaimFace> faces, string? at)
    {
        var (ids, postings) = (faces.Select(f => f.Claim.Id).ToList(), look.Db.Postings());
        var known = faces.ToDictionary(f => f.Claim.Id);
        var online = (await look.MyCharges([.. faces.Select(f => f.Claim)])).ByMoney();
        var slice = await Newest.Slice(look.Db.Touching(look.Db.Claims().Where(c => ids.Contains(c.Id)))
            .Where(p => (p.Kind == PostingKind.Collect || p.Kind == PostingKind.Assign || p.Kind == PostingKind.Refund)
                && !postings.Any(u => u.Undoes == p.Id)),
            at, PageSize, rows => rows.ToListAsync(look.Stop));
        return slice.Map(p => Read(p, known[p.Entries.Select(e => e.Claim).OfType<Guid>().First(known.ContainsKey)], [.. known.Keys],
            online));
    }

    static Receipt Read(Posted posted, ClaimFace face, HashSet<Guid> mine, IReadOnlyDictionary<string, Charge> online)
    {
        var (amount, back) = (posted.Moved(mine), posted.Kind is PostingKind.Refund);
        return new(face, posted.PaidOn, back ? -amount : amount,
            posted.Entries.FirstOrDefault(e => e.Account is Account.Cash && e.Claim == face.Claim.Id)?.Method, back,
            back ? null : online.Of(posted)?.Id);
    }
}
