using System.Text;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Where the payment company tells what happened. It is told "taken" only after the commit; anything else makes it try
/// again.</summary>
static class Webhook
{
    static readonly Deed Deed = new("payments.webhook", "決済会社から通知を受け取った");
    static readonly Deed Unsigned = new("payments.webhook-refused", "署名の合わない決済会社の通知を断った");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.Declare(Unsigned);
        app.MapMachine(PaymentPaths.Webhook, Deed, Take);
    }

    static async Task<Answer> Take(HttpContext http, IPaymentProvider provider, PaymentTurn turn, Refusals refusals, TimeProvider clock,
        CancellationToken ct)
    {
        using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
        if (provider.Read(http.Request.Headers[WebhookSignature.Header], await body.ReadToEndAsync(ct)) is not { } told)
        {
            await refusals.Note(http, Unsigned, "provider", "webhook");
            return Answer.Refused;
        }
        try { await turn.Run((reconcile, db, stop) => Note(reconcile, db, told, clock, stop)); }
        // The same message came twice at once and the other was faster: now it is known, and this one changes nothing.
        catch (Rule) { await turn.Run((reconcile, db, stop) => Note(reconcile, db, told, clock, stop)); }
        return Answer.Done;
    }

    static async Task Note(Reconciliation reconcile, CityDb db, ProviderMessage told, TimeProvider clock, CancellationToken ct)
    {
        if (await db.ProviderEvents().AnyAsync(e => e.EventId == told.EventId, ct)) return;
        db.Add(new ProviderEvent
        {
            Id = clock.NewId(), EventId = told.EventId, Type = told.Type, ChargeId = told.Checkout?.Charge,
            SentAt = told.SentAt, ReceivedAt = clock.GetUtcNow()
        });
        if (told.Refund is { } refund) await reconcile.Take(db, refund, ct);
        else if (told.Checkout is { } checkout) await reconcile.Take(db, checkout, ct);
    }
}
