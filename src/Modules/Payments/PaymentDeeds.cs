using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>What the journal says about payments.</summary>
static class PaymentDeeds
{
    public const string Kind = "charge";

    public static readonly Deed Open = new("payments.open", "支払いの受付を始めた");
    public static readonly Deed Start = new("payments.start", "支払いの画面へ進んだ");
    public static readonly Deed Pay = new("payments.pay", "支払いを確認した");
    public static readonly Deed Fail = new("payments.fail", "支払いができなかったことを確認した");
    public static readonly Deed Expire = new("payments.expire", "支払いの期限が過ぎた");
    public static readonly Deed Cancel = new("payments.cancel", "支払いの受付を取りやめた");
    public static readonly Deed GiveBack = new("payments.refund", "返金を決めた");
    public static readonly Deed GivenBack = new("payments.refunded", "返金を確認した");
    public static readonly Deed GiveBackFailed = new("payments.refund-failed", "返金を断られた");
    public static readonly Deed OfficerRefund = new("payments.officer-refund", "職員が返金を決めた");
    public static readonly Deed CheckRefund = new("payments.refund-checked", "返金を二人目として確かめた");
    public static readonly Deed TakeBackRefund = new("payments.refund-wish-ended", "返金の申し出を取り下げた");
    public static readonly Deed RetryRefund = new("payments.refund-retry", "返金をやり直した");
    public static readonly Deed TakeCash = new("payments.cash", "窓口で受け取った現金を記録した");
    public static readonly Deed CancelCash = new("payments.cash-cancelled", "窓口で受け取った現金の記録を取り消した");
    public static readonly Deed Look = Deed.Look("payments.look", "支払いを見た");
    public static readonly Deed LookList = Deed.Look("payments.list", "支払いの一覧を見た");

    public static IReadOnlyList<Deed> OfTheProgram { get; } = [Open, Pay, Fail, Expire, Cancel, GiveBack, GivenBack, GiveBackFailed];
}
