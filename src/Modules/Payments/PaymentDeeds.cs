using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What the journal says about payments.</summary>
static class PaymentDeeds
{
    public const string Kind = "charge";

    public static readonly Deed Open = new("payments.open", "支払いの受付を始めた", "お金を はらえるように した", "opened a payment");
    public static readonly Deed Start = new("payments.start", "支払いの画面へ進んだ", "お金を はらう 画面へ 行った", "went to the payment page");
    public static readonly Deed Pay = new("payments.pay", "支払いを確認した", "お金が とどいた", "confirmed the payment");
    public static readonly Deed Fail = new("payments.fail", "支払いができなかったことを確認した", "お金が はらえなかった", "noted that the payment failed");
    public static readonly Deed Expire = new("payments.expire", "支払いの期限が過ぎた", "お金を はらう 時間が すぎた", "the time for the payment ran out");
    public static readonly Deed Cancel = new("payments.cancel", "支払いの受付を取りやめた", "お金を はらうのを やめに した", "cancelled the payment");
    public static readonly Deed GiveBack = new("payments.refund", "返金を決めた", "お金を かえす ことに した", "decided to give money back");
    public static readonly Deed GivenBack = new("payments.refunded", "返金を確認した", "お金を かえした", "confirmed that the money went back");
    public static readonly Deed GiveBackFailed = new("payments.refund-failed", "返金を断られた",
        "お金を かえせなかった", "noted that the money could not go back");
    public static readonly Deed OfficerRefund = new("payments.officer-refund", "職員が返金を決めた",
        "お金を かえす ことに した", "decided to give money back");
    public static readonly Deed CheckRefund = new("payments.refund-checked", "返金を二人目として確かめた",
        "お金を かえして よいか、ふたりめの 人が 見た", "checked as a second person that money goes back");
    public static readonly Deed TakeBackRefund = new("payments.refund-wish-ended", "返金の申し出を取り下げた",
        "お金を かえすのを やめに した", "took back the wish to give money back");
    public static readonly Deed RetryRefund = new("payments.refund-retry", "返金をやり直した",
        "お金を かえすのを もういちど した", "tried again to give the money back");
    public static readonly Deed TakeCash = new("payments.cash", "窓口で受け取った現金を記録した",
        "まどぐちで もらった お金を きろくした", "recorded cash taken at the counter");
    public static readonly Deed CancelCash = new("payments.cash-cancelled", "窓口で受け取った現金の記録を取り消した",
        "まどぐちで もらった お金の きろくを けした", "took back the record of cash");
    public static readonly Deed Look = Deed.Look("payments.look", "支払いを見た", "お金の きろくを 見た", "looked at a payment");
    public static readonly Deed LookList = Deed.Look("payments.list", "支払いの一覧を見た", "お金の きろくを さがした", "looked at the list of payments");

    public static IReadOnlyList<Deed> OfTheProgram { get; } = [Open, Pay, Fail, Expire, Cancel, GiveBack, GivenBack, GiveBackFailed];
}
