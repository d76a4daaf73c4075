using Keyaki.Contracts.Payments;
using Keyaki.Contracts.Procedures;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Procedures;

/// <summary>A draft is thrown away, and all that hangs on it.</summary>
static class Discarding
{
    public static async Task Discard(this DraftApplication draft, CityDb db, IPayments payments, ISlots places,
        Outbox outbox, CancellationToken ct)
    {
        var id = draft.Id;
        db.Remove(draft);
        if (draft.SentAs is not null) return; // what hung on it hangs on the application
        Numbers.Forget(db, outbox, AnswersJson.Read(draft.Answers));
        // A checkout that was begun ends with it; money that arrives all the same goes back by itself.
        if (await db.Set<Application>().AsTracking()
            .FirstOrDefaultAsync(a => a.Id == id && a.State == ApplicationState.AwaitingPayment, ct) is { } begun)
        {
            foreach (var charge in await payments.Of(db, Application.Kind, id, ct))
                if (charge.State is ChargeStanding.Created or ChargeStanding.Started) await payments.Cancel(db, charge.Id, ct);
            await places.Free(db, id, ct);
            db.Remove(begun);
        }
        foreach (var file in await db.Set<StoredFile>().AsTracking().Where(f => f.UsedBy == id).ToListAsync(ct)) file.UsedBy = null;
    }
}
