using Keyaki.Contracts.Payments;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>消込: takes in what the payment company says about a checkout, by webhook or when asked. Saying the same twice changes
/// nothing.</summary>
sealed class Reconciliation(TimeProvider clock, Announce announce, Cashier cashier, ChargeBooks books)
{
    public async Task Take(CityDb db, ProviderCheckout told, CancellationToken ct)
    {
        var charge = await db.Charges().Include(c => c.Attempts).Include(c => c.Captures).Include(c => c.Lines).AsTracking().AsSplitQuery()
            .FirstOrDefaultAsync(c => c.Id == told.Charge, ct);
        if (charge is null) return; // Not ours: another system may use the same account with the company.
        var now = clock.GetUtcNow();
        var attempt = charge.Attempts.FirstOrDefault(a => a.ProviderCheckout == told.Id)
            // The word may come before the answer to our own request was written down.
            ?? charge.Attempts.Where(a => a is { ProviderCheckout: null, State: AttemptState.Open }).MaxBy(a => a.Number);
        foreach (var payment in told.Payments.OrderBy(p => p.CapturedAt).ThenBy(p => p.Id, StringComparer.Ordinal))
            if (charge.Take(payment.Id, payment.Amount, payment.Method, payment.CapturedAt, clock) is { } capture)
            {
                db.Add(capture);
                await Settle(db, charge, capture, now, ct);
            }
        if (attempt is null) return;
        if (told.State is CheckoutState.Failed && charge.Fail(attempt, now))
        {
            Note(db, PaymentDeeds.Fail, charge);
            await announce.Say(new ChargeFailed(charge.SubjectKind, charge.SubjectId, charge.Id, "declined"), db, ct);
        }
        else if (told.State is CheckoutState.Succeeded) attempt.End(AttemptState.Succeeded);
        else if (told.State is CheckoutState.Expired && attempt.State is AttemptState.Open) attempt.End(AttemptState.Expired);
    }

    public async Task Take(CityDb db, ProviderRefund told, CancellationToken ct)
    {
        var refund = await db.Refunds().AsTracking().FirstOrDefaultAsync(r => r.ProviderRefund == told.Id, ct)
            ?? await (from r in db.Refunds()
                .AsTracking() join c in db.Captures() on r.CaptureId equals c.Id
                      where c.ProviderPayment == told.Payment && r.ProviderRefund == null
                          && (told.Figure == null || r.Figure == told.Figure)
                      orderby r.Number select r)
                .FirstOrDefaultAsync(ct); // The company's word may come before its answer; of two of one amount either is meant.
        if (refund is null) return;
        var now = clock.GetUtcNow();
        if (!told.Done)
        {
            refund.Sent(told.Id, now);
            return;
        }
        if (!refund.Done(told.Id, now, clock.Today())) return;
        var charge = await db.Charges().AsTracking().FirstAsync(c => c.Id == refund.ChargeId, ct);
        charge.Touch();
        var payment = await db.Captures().Where(c => c.Id == refund.CaptureId).Select(c => c.ProviderPayment).FirstAsync(ct);
        await books.GaveBack(db, charge, refund, payment, ct);
        Note(db, PaymentDeeds.GivenBack, charge);
        await announce.Say(new ChargeRefunded(charge.SubjectKind, charge.SubjectId, charge.Id, refund.Amount, refund.Reason)
        { Refund = refund.Id }, db, ct);
    }

    /// <summary>Ends a charge whose time is over, unless money arrived meanwhile.</summary>
    public async Task Expire(CityDb db, Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var charge = await db.Charges().Include(c => c.Attempts).AsTracking().FirstAsync(c => c.Id == id, ct);
        if (!charge.Expire(now)) return;
        cashier.CloseCheckouts(db, charge);
        Note(db, PaymentDeeds.Expire, charge);
        await announce.Say(new ChargeFailed(charge.SubjectKind, charge.SubjectId, charge.Id, "expired"), db, ct);
    }

    // Paying and submitting are one step: the record's module answers in this same transaction.
    async Task Settle(CityDb db, Charge charge, Capture capture, DateTimeOffset now, CancellationToken ct)
    {
        var reason = charge.MustReturn(capture);
        if (reason is null)
        {
            var paid = new ChargePaid(charge.SubjectKind, charge.SubjectId, charge.Id, capture.Amount, capture.CapturedAt,
                charge.IsLate(now));
            await announce.Say(paid, db, ct);
            reason = paid.RefundReason;
            if (reason is null)
            {
                charge.Honour(capture, now);
                await books.Paid(db, charge, capture, ct);
                Note(db, PaymentDeeds.Pay, charge);
                return;
            }
            charge.Refuse(now);
        }
        books.Arrived(db, capture);
        cashier.GiveBack(db, charge, new(capture, capture.Amount, 0), capture.Amount, reason, officer: null);
    }

    void Note(CityDb db, Deed deed, Charge charge) =>
        Journal.Note(db, clock, Actor.Program, deed, PaymentDeeds.Kind, charge.Id, charge.Payer);
}
