using Keyaki.Contracts.Payments;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Where a charge stands, computed from the money that came and went back, so that it cannot disagree with it.</summary>
public static class Standing
{
    public static ChargeFace Face(this Charge charge, IReadOnlyList<Refund> refunds)
    {
        var done = Yen.Sum(refunds.Where(r => r.State is RefundState.Done).Select(r => r.Amount));
        var (state, words) = Of(charge, refunds);
        return new(charge.Id, charge.Amount, state, words, charge.Method?.Words(), charge.PaidAt, charge.Receipt?.ToString(), done)
        { Why = refunds.Where(r => r.Words is not null).MaxBy(r => r.RequestedAt)?.Words };
    }

    static (ChargeStanding, Text) Of(Charge charge, IReadOnlyList<Refund> refunds)
    {
        // A second capture that goes back leaves the charge paid; only the money that was honoured decides.
        List<Refund> about = charge.State is ChargeState.Paid
            ? [.. refunds.Where(r => r.CaptureId == charge.HonouredCapture && r.State is not RefundState.GivenUp)]
            : [.. refunds.OrderByDescending(r => r.RequestedAt).Take(1)];
        // A part that goes back leaves the charge paid, too.
        if (charge.State is ChargeState.Paid && about.Count > 0 && Yen.Sum(about.Select(r => r.Amount)) < charge.Amount)
            return (ChargeStanding.Paid, new("支払い済み（一部を返金）", "はらいました（すこし かえします）", "Paid, a part given back"));
        var last = about.FirstOrDefault(r => r.State is RefundState.Failed) ?? about.FirstOrDefault(r => r.State is not RefundState.Done)
            ?? about.FirstOrDefault();
        return last switch
        {
            null => (Enum.Parse<ChargeStanding>(charge.State.ToString()), charge.State.Words()),
            { State: RefundState.Done } => (ChargeStanding.Refunded, RefundState.Done.Words()),
            { State: RefundState.Failed } =>
                (ChargeStanding.Refunding, new("返金の手続き中（市で確認しています）", "お金を かえす ところです（市が 見て います）", "Refund begun (the city is looking into it)")),
            _ => (ChargeStanding.Refunding, RefundState.Requested.Words()),
        };
    }
}
