using Keyaki.Contracts;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>納めるもの一つ: why it is what it is, what lateness has added, how to pay it and whom to ask.</summary>
public sealed partial class MyClaim
{
    /// <param name="Late">What lateness comes to today and is not determined; null where the item charges nothing, or it cannot be
    /// said.</param>
    /// <param name="Own">There is a slip for it.</param>
    public sealed record Page(ClaimFace Face, IReadOnlyList<Posted> Postings, Yen? Late, bool Own, Contact Contact, DateOnly Today)
    {
        /// <summary>What they began to pay online and can go on with.</summary>
        public Charge? Begun { get; init; }

        /// <summary>What they have just paid online.</summary>
        public Charge? JustPaid { get; init; }

        /// <summary>The charges of their own that are paid, by what the payment company calls the money.</summary>
        public required IReadOnlyDictionary<string, Charge> Online { get; init; }
    }

    static readonly TimeSpan Just = TimeSpan.FromMinutes(30);

    internal static string Of(Guid claim) => Links.MyClaim(claim);

    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapPage(Links.MyPayments + "/{id:guid}", Permission.Resident, Deed.None, Ask);

    static async Task<IResult> Ask(Guid id, Look look)
    {
        var claim = await look.Find(look.MyClaims().AsNoTracking().Where(c => c.Id == id));
        var face = (await look.MyFaces([claim]))[0];
        var book = await Book.Open(look.Db, look.City, [claim], [], look.Stop);
        var recovery = (await look.Db.Recoveries([claim], look.Stop))[claim.Key];
        var late = face.Balance.Owed == Yen.Zero ? null : ShowClaim.Late(book.Ledger, book.Of(claim), recovery, look).Late?.Amount;
        var charges = await look.MyCharges([claim]);
        return Show(new(face, [.. book.Rows.Where(p => p.Entries.Any(e => e.Claim == id)).OrderByDescending(p => p.Row)], late,
            !ChargeBooks.Owns(claim), look.City.ContactOf(face.Item.Department, look.Today), look.Today)
        {
            Online = charges.ByMoney(), Begun = charges.FirstOrDefault(c => c.OfClaim && c.CanPay(look.Now)),
            JustPaid = charges.Where(c => c.OfClaim && c.PaidAt > look.Now - Just).MaxBy(c => c.PaidAt),
        });
    }
}
