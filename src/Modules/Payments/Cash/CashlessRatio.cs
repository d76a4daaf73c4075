using Keyaki.Contracts.Plan;

namespace Keyaki.Payments;

/// <summary>キャッシュレス決済比率: payments that came through the payment company or a terminal, of those and the ones that counters took
/// in cash; by count.</summary>
sealed class CashlessRatio : IMeasure
{
    internal const string Cashless = "cashless", Cash = "cash";

    public string Code => "payments.cashless-ratio";
    public string Label => "キャッシュレス決済比率（件数）";
    public string Unit => "%";
    public string Explained =>
        "カード、電子マネー、コード決済で払われた件数を、それと窓口の現金の件数の合計で割ったものです。金額ではなく件数の割合です。"
        + "カードなどには、窓口の端末のほかにオンラインの支払いも入ります。現金は、窓口の会計と、職員が日ごとに記録したものを数え、"
        + "どちらも1件もない期間は割合を出しません。0円のものは数えません。あとで返金したものも含みます。";
    public IReadOnlyCollection<string> Reads { get; } =
        [PaymentDeeds.Pay.Code, PaymentDeeds.TakeCash.Code, PaymentDeeds.CancelCash.Code, CounterDeeds.Paid.Code, CounterDeeds.Fell.Code];

    public IEnumerable<Mark> Count(Happened entry)
    {
        if (entry.Code == PaymentDeeds.Pay.Code) return [new(Cashless, 1)];
        if (entry.Code == PaymentDeeds.TakeCash.Code) return [new(Cash, entry.Number("count"), entry.Day("on"))];
        if (entry.Code == PaymentDeeds.CancelCash.Code) return [new(Cash, -entry.Number("count"), entry.Day("on"))];
        return AtCounter(entry, _ => 1);
    }

    /// <summary>A sale that was paid, or that fell; nothing where it cost nothing.</summary>
    internal static IEnumerable<Mark> AtCounter(Happened entry, Func<Happened, long> much) => entry.Number("yen") == 0 ? []
        : [new(entry.Facts["method"] == nameof(CounterMethod.Cash) ? Cash : Cashless,
            much(entry) * (entry.Code == CounterDeeds.Fell.Code ? -1 : 1), entry.Day("on"))];

    // Where nobody noted cash, online payments alone say nothing about the counters.
    public decimal? Value(IReadOnlyDictionary<string, long> parts) =>
        parts.GetValueOrDefault(Cash) is > 0 and var cash && parts.GetValueOrDefault(Cashless) is var cashless
            ? decimal.Round(100m * cashless / (cashless + cash), 1) : null;
}

/// <summary>窓口のキャッシュレスの割合, in yen: what terminals took at the counters, of that and the cash of the counters.</summary>
sealed class CashlessYen : IMeasure
{
    public string Code => "payments.cashless-yen";
    public string Label => "窓口のキャッシュレスの割合（金額）";
    public string Unit => "%";
    public string Explained =>
        "窓口の会計で、端末で受け取った金額を、それと窓口の現金の金額の合計で割ったものです。"
        + "現金には、職員が日ごとに記録したものも入ります。オンラインの支払いは入りません。"
        + "現金が1円もない期間は割合を出しません。あとで返金したものも含みます。";
    public IReadOnlyCollection<string> Reads { get; } =
        [PaymentDeeds.TakeCash.Code, PaymentDeeds.CancelCash.Code, CounterDeeds.Paid.Code, CounterDeeds.Fell.Code];

    public IEnumerable<Mark> Count(Happened entry)
    {
        if (entry.Code == PaymentDeeds.TakeCash.Code) return [new(CashlessRatio.Cash, entry.Number("yen"), entry.Day("on"))];
        if (entry.Code == PaymentDeeds.CancelCash.Code) return [new(CashlessRatio.Cash, -entry.Number("yen"), entry.Day("on"))];
        return CashlessRatio.AtCounter(entry, e => e.Number("yen"));
    }

    // As with the count: where no cash is known, nobody may have written it down.
    public decimal? Value(IReadOnlyDictionary<string, long> parts) =>
        parts.GetValueOrDefault(CashlessRatio.Cash) is > 0 and var cash && parts.GetValueOrDefault(CashlessRatio.Cashless) is var rest
            ? decimal.Round(100m * rest / (cash + rest), 1) : null;
}
