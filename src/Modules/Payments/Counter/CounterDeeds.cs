using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What the journal says about the counter.</summary>
static class CounterDeeds
{
    public static readonly Deed Open = new("payments.sale-opened", "窓口の会計を始めた");
    public static readonly Deed Paid = new("payments.sale-paid", "窓口で支払いを受けた");
    public static readonly Deed Told = new("payments.sale-told", "決済端末に支払いを伝えた");
    public static readonly Deed Asked = new("payments.sale-asked", "決済端末に結果を尋ねた");
    public static readonly Deed Declined = new("payments.sale-declined", "決済端末で支払えなかったことを確認した");
    public static readonly Deed Fell = new("payments.sale-fell", "決済端末が支払いを取り消したことを確認した");
    public static readonly Deed Dropped = new("payments.sale-dropped", "窓口の会計を取りやめた");
    public static readonly Deed Receipt = new("payments.sale-receipt", "窓口の領収書を作った");
    public static readonly Deed Refund = new("payments.sale-refund", "窓口の返金を申し出た");
    public static readonly Deed CheckRefund = new("payments.sale-refund-checked", "窓口の返金を二人目として確かめた");
    public static readonly Deed TakeBackRefund = new("payments.sale-refund-ended", "窓口の返金の申し出を取り下げた");
    public static readonly Deed Refunded = new("payments.sale-refunded", "窓口で返金した");
    public static readonly Deed RefundDeclined = new("payments.sale-refund-declined", "決済端末で返金できなかったことを確認した");
    public static readonly Deed RefundAgain = new("payments.sale-refund-again", "窓口の返金をやり直した");
    public static readonly Deed Close = new("payments.drawer-closed", "窓口の引き出しを締めた");
    public static readonly Deed CheckClose = new("payments.drawer-signed", "窓口の日締めに署名した");
    public static readonly Deed TakeBackClose = new("payments.drawer-closing-ended", "窓口の日締めを取り消した");
    public static readonly Deed FindDue = Deed.Look("payments.counter-due", "窓口で納めるものをさがした",
        "まどぐちで はらう ものを さがした",
        "looked at the counter for what is owed");
    public static readonly Deed Look = Deed.Look("payments.counter-look", "窓口の会計を見た");

    public static IReadOnlyList<Deed> OfTheProgram { get; } = [Paid, Declined, Fell, Refunded, RefundDeclined];
}
