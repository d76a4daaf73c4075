using Keyaki.Contracts.Approvals;
using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>When a department ends, what is not paid yet, and what was paid and is on its way back or waits for a second person, goes to
/// its successor. What is settled keeps its department, and is found by the successor.</summary>
sealed class ChargesSucceed : ISuccession
{
    public async Task<IReadOnlyList<Hanging>> Look(CityDb db, Succeeds change, CancellationToken ct) => Hanging.Of(
        [new("済んでいない支払いと返金", await Open(db, change).CountAsync(ct))]);

    public Task Move(CityDb db, Succeeds change, CancellationToken ct) => change.Give(db, Open(db, change), nameof(Charge.Department), ct);

    static IQueryable<Charge> Open(CityDb db, Succeeds change) => db.Charges().Where(c => c.Department == change.From
        && (c.State == ChargeState.Created || c.State == ChargeState.Started || c.State == ChargeState.Failed
            || db.Set<RefundWish>().Any(w => w.ChargeId == c.Id && w.Agreed == null)
            || db.Set<Refund>().Any(r => r.ChargeId == c.Id && r.DoneAt == null)));
}
