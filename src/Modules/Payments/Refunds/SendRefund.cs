using System.Text.Json;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

sealed record RefundErrand(Guid Refund);

/// <summary>Carries a refund to the payment company. The key makes it safe to be carried twice.</summary>
sealed class SendRefund(IDatabase database, IPaymentProvider provider, PaymentTurn turn, TimeProvider clock) : IOutboxWork
{
    public const string WorkKind = "payments.refund";
    public string Kind => WorkKind;
    public string Label => "返金を決済会社に伝える";

    public async Task Do(OutboxItem item, CancellationToken ct)
    {
        var errand = JsonSerializer.Deserialize<RefundErrand>(item.Payload) ?? throw new InvalidDataException(item.Payload);
        Refund refund;
        Capture capture;
        await using (var db = database.OpenReader())
        {
            refund = await db.Refunds().AsNoTracking().FirstAsync(r => r.Id == errand.Refund, ct);
            capture = await db.Captures().AsNoTracking().FirstAsync(c => c.Id == refund.CaptureId, ct);
        }
        if (refund.IdempotencyKey != item.Key || refund.SentAt is not null) return;
        try
        {
            var told = await provider.Refund(refund.IdempotencyKey, capture.ProviderPayment, refund.Amount,
                partial: refund.Figure < capture.Figure, ct);
            await turn.Run((reconcile, db, stop) => reconcile.Take(db, told, stop));
        }
        catch (ProviderRefused refused)
        {
            // The company will say no again: an officer must look (the list shows it), not the outbox.
            await turn.Run(async (_, db, stop) =>
            {
                (await db.Refunds().AsTracking().FirstAsync(r => r.Id == refund.Id, stop)).Fail(refused.Code, clock.GetUtcNow());
                Journal.Note(db, clock, Actor.Program, PaymentDeeds.GiveBackFailed, PaymentDeeds.Kind, refund.ChargeId);
            });
        }
    }
}
