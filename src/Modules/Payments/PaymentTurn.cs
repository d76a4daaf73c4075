using Keyaki.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Keyaki.Payments;

/// <summary>A turn that no person's request started: a webhook, the watch, an errand of the outbox.</summary>
sealed class PaymentTurn(Turns turns)
{
    public Task<T> Run<T>(Func<Reconciliation, CityDb, CancellationToken, Task<T>> work) =>
        turns.Run((services, db, ct) => work(services.GetRequiredService<Reconciliation>(), db, ct));

    public Task Run(Func<Reconciliation, CityDb, CancellationToken, Task> work) => Run(async (reconcile, db, ct) =>
    {
        await work(reconcile, db, ct);
        return true;
    });
}
