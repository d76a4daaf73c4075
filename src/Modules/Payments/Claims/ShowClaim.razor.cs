using Keyaki.Kernel;
using Keyaki.Kits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>債権の画面: each part of it, what lateness would add today with its sheet, every posting, and what can be done.</summary>
public sealed partial class ShowClaim
{
    public sealed record Line(Part Part, Yen Determined, Yen Paid, Yen Owed);

    /// <param name="Late">What lateness adds up to today; null where the item charges nothing.</param>
    /// <param name="Stopped">Why it cannot be said.</param>
    /// <param name="Own">Determined and collected here, and not by a charge or a note of cash.</param>
    public sealed record Page(ClaimFace Face, IReadOnlyList<Line> Lines, Interest? Late, string? Stopped, IReadOnlyList<Posted> Postings,
        IReadOnlyDictionary<Guid, string> Titles, DateOnly Today, Actor Actor, bool Own, PayBackWish? Wish);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ClaimPaths.Ledger + "/claims/{id:guid}", PaymentsModule.CanLedger, ClaimDeeds.Look, Ask);
        app.MapAct(ClaimPaths.Ledger + "/claims/{id:guid}/appropriate", PaymentsModule.CanCollect, ClaimDeeds.Appropriate, Appropriate);
    }

    static async Task<IResult> Ask(Guid id, Look look)
    {
        var face = await look.Face(id);
        var book = await Book.Open(look.Db, look.City, [face.Claim], [], look.Stop);
        var of = book.Of(face.Claim);
        var recovery = (await look.Db.Recoveries([face.Claim], look.Stop))[face.Claim.Key];
        var (late, stopped) = Late(book.Ledger, of, recovery, look);
        look.About(face.Claim).With(face.Person == face.Claim.Debtor ? null : face.Person);
        var postings = book.Rows.Where(p => p.Entries.Any(e => e.Claim == id)).ToList();
        return Show(new(face,
            [.. of.Item.Order.Where(part => book.Ledger.Has(of, part))
                .Select(p => new Line(p, book.Ledger.Determined(of, p),
                book.Ledger.Determined(of, p) - book.Ledger.Owed(of, p) - book.Ledger.WrittenOff(of, p), book.Ledger.Owed(of, p)))],
            late, stopped, postings, await ShowDebtor.Titles(look, postings), look.Today, look.Actor, !ChargeBooks.Owns(face.Claim),
            await look.Db.Set<PayBackWish>().AsNoTracking().FirstOrDefaultAsync(w => w.Claim == id && w.Agreed == null, look.Stop)));
    }

    /// <summary>What lateness adds up to today, less for the days of a stay or a suspension; or why that cannot be said.</summary>
    internal static (Interest? Late, string? Stopped) Late(Ledger ledger, Determination of, Recovery recovery, Look look)
    {
        try { return (ledger.LateBy(of, look.Today, look.City.Rules, recovery.Reliefs), null); }
        catch (MissingRule missing) { return (null, missing.Message); }
    }

    static async Task<Answer> Appropriate(Guid id, Turn turn, Bookkeeper books)
    {
        var claim = await turn.Claim(id);
        await books.Appropriate(turn.Db, claim, turn.Me, turn.Stop);
        turn.About(claim);
        return Answer.See(ClaimPaths.Claim(id));
    }
}
