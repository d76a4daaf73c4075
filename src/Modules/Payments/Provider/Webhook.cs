using System.Buffers;
using System.Text;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Where the payment company tells what happened. It is told "taken" only after the commit; anything else makes it try again.</summary>
static class Webhook
{
    const int Largest = 64 * 1024;

    static readonly Deed Deed = new("payments.webhook", "決済会社から通知を受け取った");

    public static void Map(IEndpointRouteBuilder app) => app.MapMachine(PaymentPaths.Webhook, Deed, Take);

    static async Task<Answer> Take(HttpContext http, IPaymentProvider provider, PaymentTurn turn, TimeProvider clock, CancellationToken ct)
    {
        if (await Body(http.Request, ct) is not { } body || provider.Read(http.Request.Headers[WebhookSignature.Header], body) is not { } told) return Answer.Refused;
        try { await turn.Run((reconcile, db, stop) => Note(reconcile, db, told, clock, stop)); }
        // The same message came twice at once and the other was faster: now it is known, and this one changes nothing.
        catch (Rule) { await turn.Run((reconcile, db, stop) => Note(reconcile, db, told, clock, stop)); }
        return Answer.Done;
    }

    static async Task Note(Reconciliation reconcile, CityDb db, ProviderMessage told, TimeProvider clock, CancellationToken ct)
    {
        if (await db.ProviderEvents().AnyAsync(e => e.EventId == told.EventId, ct)) return;
        db.Add(new ProviderEvent { Id = clock.NewId(), EventId = told.EventId, Type = told.Type, ChargeId = told.Checkout?.Charge, SentAt = told.SentAt, ReceivedAt = clock.GetUtcNow() });
        if (told.Refund is { } refund) await reconcile.Take(db, refund, ct);
        else if (told.Checkout is { } checkout) await reconcile.Take(db, checkout, ct);
    }

    static async Task<string?> Body(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Largest) return null;
        var body = new ArrayBufferWriter<byte>();
        var buffer = new byte[8192];
        while (await request.Body.ReadAsync(buffer, ct) is > 0 and var count)
        {
            if (body.WrittenCount + count > Largest) return null;
            body.Write(buffer.AsSpan(0, count));
        }
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }
}
