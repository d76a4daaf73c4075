using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>支払いを見る・返金する: one charge with every attempt, every yen that came and every yen that went back.</summary>
public sealed partial class ShowPayment
{
    /// <param name="Returnable">Money that is not going back yet and that this officer may give back.</param>
    public sealed record Page(
        Charge Charge,
        ChargeFace Face,
        IReadOnlyList<Refund> Refunds,
        IReadOnlyList<ProviderEvent> Events,
        Yen Returnable,
        bool CanRefund,
        PaidSubject? Subject,
        RefundWish? Waiting,
        bool Mine);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapPage("/office/payments/{id}", PaymentsModule.CanSee, PaymentDeeds.Look, Ask);
        app.MapAct("/office/payments/{id}/retry/{refund}", PaymentsModule.CanRefund, PaymentDeeds.RetryRefund, Retry);
    }

    static async Task<IResult> Ask(Guid id, Look look, GivingBack giving)
    {
        var (charge, refunds) = await look.Db.ChargeWhere(ListPayments.Visible(look.Db, look.Actor)
            .Where(c => c.Id == id), look.Stop);
        var events = await look.Db.ProviderEvents().AsNoTracking().Where(e => e.ChargeId == id).OrderBy(e => e.ReceivedAt)
            .ToListAsync(look.Stop);
        look.Journal.About(PaymentDeeds.Kind, id, charge.Payer);
        var left = charge.OfClaim ? Yen.Zero : Yen.Sum(Returnable.Of(charge.Captures, refunds).Select(l => l.Left));
        var waiting = await look.Db.RefundWishes().AsNoTracking().FirstOrDefaultAsync(w => w.ChargeId == id && w.Agreed == null, look.Stop);
        return Show(new(charge, charge.Face(refunds), refunds, events, left, look.Actor.Can(PaymentsModule.CanRefund),
            await giving.Subject(look.Db, charge, look.Actor, look.Stop), waiting, waiting?.By == look.Actor.Account));
    }

    static async Task<Answer> Retry(Guid id, Guid refund, Turn turn, Cashier cashier)
    {
        var payer = await ListPayments.Visible(turn.Db, turn.Actor).Where(c => c.Id == id).Select(c => (Guid?)c.Payer)
            .FirstOrDefaultAsync(turn.Stop) ?? throw new NotHere();
        var again = await turn.Take(turn.Db.Refunds().Where(r => r.Id == refund && r.ChargeId == id));
        again.Retry();
        cashier.Send(turn.Db, again);
        turn.Journal.About(PaymentDeeds.Kind, id, payer);
        return Answer.See(PaymentPaths.Office(id));
    }

    static string Words(AttemptState state) => state switch
    {
        AttemptState.Open => "結果待ち",
        AttemptState.Succeeded => "成功",
        AttemptState.Failed => "失敗",
        _ => "期限切れ",
    };

    static string Words(string eventType) => eventType switch
    {
        "checkout.succeeded" => "支払いの成功",
        "checkout.failed" => "支払いの失敗",
        "checkout.expired" => "期限切れ",
        "refund.succeeded" => "返金の完了",
        _ => eventType,
    };
}
