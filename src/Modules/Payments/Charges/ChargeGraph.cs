namespace Keyaki.Payments;

/// <summary>The only ways a charge can go, and the only words for where it stands.</summary>
public static class ChargeGraph
{
    /// <summary>Every edge: where from, what happens, where to. What is not here cannot happen.</summary>
    public static IReadOnlyDictionary<(ChargeState From, ChargeEvent What), ChargeState> Edges { get; } = new Dictionary<(ChargeState, ChargeEvent), ChargeState>
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

    public static string Words(this ChargeState state) => state switch
    {
        ChargeState.Created => "お支払い前",
        ChargeState.Started => "お支払いの確認中",
        ChargeState.Paid => "お支払い済み",
        ChargeState.Failed => "お支払いができませんでした",
        ChargeState.Expired => "お支払いの期限切れ",
        _ => "取りやめ（支払いなし）",
    };

    public static string Words(this PaymentMethod method) => method switch
    {
        PaymentMethod.Card => "カード",
        PaymentMethod.EMoney => "電子マネー",
        _ => "コード決済",
    };

    public static string Words(this RefundState state) => state switch
    {
        RefundState.Requested => "返金の手続き中",
        RefundState.Sent => "返金の処理中",
        RefundState.Done => "返金済み",
        _ => "返金できませんでした",
    };
}
