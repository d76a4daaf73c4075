using Keyaki.Contracts;
using Keyaki.Kernel;
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

    static async Task<IResult> Ask(Guid id, Actor actor, CityDb db, IEnumerable<ISubjectName> names, TimeProvider clock,
        CancellationToken ct)
    {
        var (charge, refunds) = await db.ChargeOf(actor, id, ct);
        if (charge.State is ChargeState.Paid) return Results.Redirect(PaymentPaths.Back(id));
        return Show(new(charge, charge.Face(refunds), (await names.PaidFor(db, charge, ct)).What, charge.CanPay(clock.GetUtcNow())));
    }

    static async Task<Answer> Accept(Guid id, Actor actor, CityDb db, Journal journal, TimeProvider clock, CancellationToken ct)
    {
        var charge = await db.Charges().Include(c => c.Attempts).AsTracking()
            .FirstOrDefaultAsync(c => c.Id == id && c.Payer == actor.Account, ct) ?? throw new NotHere();
        journal.About(PaymentDeeds.Kind, id, charge.Payer);
        if (charge.State is ChargeState.Paid) return Answer.See(PaymentPaths.Back(id));
        var attempt = charge.Start(clock);
        if (db.Entry(attempt).State is EntityState.Detached) db.Add(attempt);
        return Answer.See(PaymentPaths.Leave(id));
    }
}
