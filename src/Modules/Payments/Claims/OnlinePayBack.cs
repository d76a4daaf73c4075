using Keyaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Keyaki.Payments;

/// <summary>還付する: overpaid money is posted as gone, and what goes back to a card is asked of the payment company in the same
/// turn.</summary>
sealed class OnlinePayBack(Bookkeeper books, Cashier cashier)
{
    /// <summary>What came in online for this claim and is not on its way back, the last first.</summary>
    internal static async Task<IReadOnlyList<(Charge Charge, Returnable Of)>> Left(CityDb db, Guid claim, CancellationToken ct)
    {
        var charges = await db.Charges().Include(c => c.Captures).AsTracking().Where(c => c.State == ChargeState.Paid
            && db.Set<ChargeLine>().Any(l => l.ChargeId == c.Id && l.Claim == claim)).ToListAsync(ct);
        var all = new List<(Charge Charge, Returnable Of)>();
        foreach (var charge in charges)
            all.AddRange((await Cashier.Left(db, charge, ct)).Where(r => r.Capture.Id == charge.HonouredCapture).Select(r => (charge, r)));
        return [.. all.OrderByDescending(a => a.Of.Capture.CapturedAt)];
    }

    internal static Yen Sum(IEnumerable<(Charge Charge, Returnable Of)> left) => Yen.Sum(left.Select(l => l.Of.Left));

    /// <exception cref="Rule">the card cannot take so much.</exception>
    internal static void Check(Yen left, Yen amount, Yen interest)
    {
        if (amount > left) throw new Rule("method",
            $"支払ったカードなどに返せるのは、{left}までです。口座に振り込むか、窓口で渡してください。");
        if (interest > Yen.Zero)
            throw new Rule("method",
                $"還付加算金が{interest}付きます。カードなどには返せないので、口座に振り込むか、窓口で渡してください。");
    }

    public async Task Do(CityDb db, Claim claim, Yen amount, Yen interest, CollectionMethod method, string reason, Guid by,
        CancellationToken ct)
    {
        var posting = await books.PayBack(db, claim, amount, interest, method, reason, by, ct);
        if (method is not CollectionMethod.Online) return;
        var left = await Left(db, claim.Id, ct);
        Check(Sum(left), amount, interest);
        foreach (var (charge, of) in left)
        {
            var part = Yen.Min(amount, of.Left);
            if (part <= Yen.Zero) return;
            amount -= part;
            cashier.GiveBack(db, charge, of, part, RefundReasons.Officer, by, reason, posting);
        }
    }
}
