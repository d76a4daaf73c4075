using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>The only ways a charge can go, and the only words for where it stands.</summary>
public static class ChargeGraph
{
    /// <summary>Every edge: where from, what happens, where to. What is not here cannot happen.</summary>
    public static IReadOnlyDictionary<(ChargeState From, ChargeEvent What), ChargeState> Edges { get; } =
        new Dictionary<(ChargeState, ChargeEvent), ChargeState>
        {
            [(ChargeState.Created, ChargeEvent.Start)] = ChargeState.Started,
            [(ChargeState.Created, ChargeEvent.Succeed)] = ChargeState.Paid, // The company's word may come before ours is written.
            [(ChargeState.Created, ChargeEvent.Expire)] = ChargeState.Expired,
            [(ChargeState.Created, ChargeEvent.Cancel)] = ChargeState.Cancelled,
            [(ChargeState.Created, ChargeEvent.Refuse)] = ChargeState.Cancelled,
            [(ChargeState.Started, ChargeEvent.Start)] = ChargeState.Started,
            [(ChargeState.Started, ChargeEvent.Succeed)] = ChargeState.Paid,
            [(ChargeState.Started, ChargeEvent.Fail)] = ChargeState.Failed,
            [(ChargeState.Started, ChargeEvent.Expire)] = ChargeState.Expired,
            [(ChargeState.Started, ChargeEvent.Cancel)] = ChargeState.Cancelled,
            [(ChargeState.Started, ChargeEvent.Refuse)] = ChargeState.Cancelled,
            [(ChargeState.Failed, ChargeEvent.Start)] = ChargeState.Started,
            [(ChargeState.Failed, ChargeEvent.Succeed)] = ChargeState.Paid, // Late success.
            [(ChargeState.Failed, ChargeEvent.Expire)] = ChargeState.Expired,
            [(ChargeState.Failed, ChargeEvent.Cancel)] = ChargeState.Cancelled,
            [(ChargeState.Failed, ChargeEvent.Refuse)] = ChargeState.Cancelled,
            [(ChargeState.Expired, ChargeEvent.Succeed)] = ChargeState.Paid, // Late success after the time was over.
            [(ChargeState.Expired, ChargeEvent.Refuse)] = ChargeState.Cancelled,
            [(ChargeState.Expired, ChargeEvent.Cancel)] = ChargeState.Cancelled,
        };

    public static ChargeState? Next(ChargeState from, ChargeEvent what) => Edges.TryGetValue((from, what), out var to) ? to : null;

    public static Text Words(this ChargeState state) => state switch
    {
        ChargeState.Created => new("お支払い前", "まだ はらって いません", "Not paid yet"),
        ChargeState.Started => new("お支払いの確認中", "たしかめて います", "Being confirmed"),
        ChargeState.Paid => new("お支払い済み", "はらいました", "Paid"),
        ChargeState.Failed => new("お支払いができませんでした", "はらえませんでした", "Payment failed"),
        ChargeState.Expired => new("お支払いの期限切れ", "時間が すぎました", "Time for payment is over"),
        _ => new("取りやめ（支払いなし）", "やめました（お金は はらって いません）", "Cancelled (nothing paid)"),
    };

    public static Text Words(this PaymentMethod method) => method switch
    {
        PaymentMethod.Card => new("カード", "カード", "Card"),
        PaymentMethod.EMoney => new("電子マネー", "電子マネー", "Electronic money"),
        _ => new("コード決済", "コードで はらいました", "Code payment"),
    };

    public static Text Words(this RefundState state) => state switch
    {
        RefundState.Requested => new("返金の手続き中", "お金を かえす ところです", "Refund begun"),
        RefundState.Sent => new("返金の処理中", "お金を かえして います", "Refund on its way"),
        RefundState.Done => new("返金済み", "お金を かえしました", "Refunded"),
        RefundState.GivenUp => new("ほかの方法で返金", "ほかの しかたで かえします", "Goes back another way"),
        _ => new("返金できませんでした", "お金を かえせませんでした", "Refund failed"),
    };
}
