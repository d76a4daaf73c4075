using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>滞納整理の経過の画面: what was done to collect a claim, until when it lives and why so, and what may be done next.</summary>
public sealed partial class ShowRecovery
{
    /// <param name="Time">The sheet of its limitation; null where it cannot be said, for the reason in <paramref name="Stopped"/>.</param>
    /// <param name="Possible">Why it could be written off today.</param>
    public sealed record Page(ClaimFace Face, Recovery Recovery, Limitation? Time, string? Stopped, NoDemand? NoDemand,
        DateOnly? SeizableFrom, PaymentPlan? Plan, IReadOnlyList<WriteOffReason> Possible, WriteOffWish? Wish, DateOnly Today, Actor Actor);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage(ClaimPaths.Ledger + "/claims/{id:guid}/recovery", PaymentsModule.CanLedger, RecoveryDeeds.Look, Ask);
        app.MapAct(ClaimPaths.Ledger + "/claims/{id:guid}/recovery/stays/{stay:guid}/revoke", PaymentsModule.CanRecover,
            RecoveryDeeds.Revoke, Revoke);
    }

    /// <summary>A claim with its ledger and what was done to collect it.</summary>
    internal static async Task<(ClaimFace Face, Book Book, Determination Of, Recovery Recovery)> Open(Guid id, Look look)
    {
        var face = await look.Face(id);
        var book = await Book.Open(look.Db, look.City, [face.Claim], [], look.Stop);
        look.About(face.Claim);
        return (face, book, book.Of(face.Claim), (await look.Db.Recoveries([face.Claim], look.Stop))[face.Claim.Key]);
    }

    static async Task<IResult> Ask(Guid id, Look look)
    {
        var ((face, book, of, recovery), rules) = (await Open(id, look), look.City.Rules);
        var wish = await look.Db.Set<WriteOffWish>().AsNoTracking().FirstOrDefaultAsync(w => w.Claim == id && w.Agreed == null, look.Stop);
        Page Said(Limitation? time, string? stopped, NoDemand? not, IReadOnlyList<WriteOffReason> possible) => new(face, recovery, time,
            stopped, not, Recovering.SeizableFrom(of, recovery, rules), recovery.PlanOn(book.Ledger, look.Today), possible, wish,
            look.Today, look.Actor);
        try
        {
            return Show(Said(Limitation.Of(book.Ledger, of, recovery, rules), null, book.Ledger.WhyNot(of, recovery, look.Today, rules),
                WritingOff.Possible(book.Ledger, of, recovery, look.Today, rules)));
        }
        catch (MissingRule missing) { return Show(Said(null, missing.Message, null, [])); }
    }

    static async Task<Answer> Revoke(Guid id, Guid stay, Turn turn)
    {
        var claim = await turn.Claim(id);
        var found = await turn.Take(turn.Db.Set<Stay>().Where(s => s.Id == stay && s.Key == claim.Key));
        found.Revoke(turn.Today);
        turn.About(claim);
        return Answer.See(RecoveryPaths.Claim(id));
    }
}
