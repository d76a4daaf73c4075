using Keyaki.Contracts.Plan;

namespace Keyaki.Payments;

/// <summary>キャッシュレス決済比率: payments that came through the payment company, of those and the ones that counters noted as taken in cash; by
/// count.</summary>
sealed class CashlessRatio : IMeasure
{
    const string Cashless = "cashless", Cash = "cash";

    public string Code => "payments.cashless-ratio";
    public string Label => "キャッシュレス決済比率（件数）";
    public string Unit => "%";
    public string Explained =>
        "カード、電子マネー、コード決済で払われた件数を、それと窓口の現金の件数の合計で割ったものです。金額ではなく件数の割合です。カードなどには、窓口のほかにオンラインの支払いも入ります。現金は、職員が日ごとに記録したものだけを数え、記録が1件もない期間は割合を出しません。あとで返金したものも含みます。";
    public IReadOnlyCollection<string> Reads { get; } = [PaymentDeeds.Pay.Code, PaymentDeeds.TakeCash.Code, PaymentDeeds.CancelCash.Code];

    public IEnumerable<Mark> Count(Happened entry) => entry.Code == PaymentDeeds.Pay.Code ? [new(Cashless, 1)]
        : [new(Cash, entry.Number("count") * (entry.Code == PaymentDeeds.TakeCash.Code ? 1 : -1), entry.Day("on"))];

    public decimal? Value(IReadOnlyDictionary<string, long> parts) =>
        // Where nobody noted cash, online payments alone say nothing about the counters.
        parts.GetValueOrDefault(Cash) is > 0 and var cash && parts.GetValueOrDefault(Cashless) is var cashless
            ? decimal.Round(100m * cashless / (cashless + cash), 1) : null;
}
