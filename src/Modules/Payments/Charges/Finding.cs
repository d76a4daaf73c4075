using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>Whose charge one may see: the payer's own.</summary>
static class Finding
{
    /// <exception cref="NotHere">There is none, or it is somebody else's.</exception>
    public static async Task<(Charge, IReadOnlyList<Refund>)> ChargeOf(this CityDb db, Actor actor, Guid id, CancellationToken ct) =>
        actor.Account is { } payer ? await db.ChargeWhere(db.Charges().Where(c => c.Id == id && c.Payer == payer), ct)
            : throw new NotHere();

    public static async Task<(Charge, IReadOnlyList<Refund>)> ChargeWhere(this CityDb db, IQueryable<Charge> which, CancellationToken ct)
    {
        var charge = await which.Include(c => c.Attempts).Include(c => c.Captures).AsSplitQuery().AsNoTracking()
            .FirstOrDefaultAsync(ct) ?? throw new NotHere();
        var refunds = await db.Refunds().AsNoTracking().Where(r => r.ChargeId == charge.Id).OrderBy(r => r.RequestedAt).ToListAsync(ct);
        return (charge, refunds);
    }
}
