using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>支払い画面へ進む: what is to be paid, before the payer leaves for the payment company.</summary>
public sealed partial class Go
{
    public sealed record Page(Charge Charge, ChargeFace Face, Text For, bool CanPay);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/payments/{id}/go", Permission.Applicant, Deed.None, Ask);
        app.MapAct("/payments/{id}/go", Permission.Applicant, PaymentDeeds.Start, Accept);
    }

    static async Task<IResult> Ask(Guid id, Look look, Subjects names)
    {
        var (charge, refunds) = await look.Db.ChargeOf(look.Actor, id, look.Stop);
        if (charge.State is ChargeState.Paid) return Results.Redirect(PaymentPaths.Back(id));
        return Show(new(charge, charge.Face(refunds), (await names.PaidFor(look.Db, charge, look.Stop)).What, charge.CanPay(look.Now)));
    }

    static async Task<Answer> Accept(Guid id, Turn turn)
    {
        var charge = await turn.Take(turn.Db.Charges().Include(c => c.Attempts).Where(c => c.Id == id && c.Payer == turn.Actor.Account));
        turn.Journal.About(PaymentDeeds.Kind, id, charge.Payer);
        if (charge.State is ChargeState.Paid) return Answer.See(PaymentPaths.Back(id));
        var attempt = charge.Start(turn.Clock);
        if (turn.Db.Entry(attempt).State is EntityState.Detached) turn.Db.Add(attempt);
        return Answer.See(PaymentPaths.Leave(id));
    }
}
