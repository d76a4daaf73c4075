using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>Codes for why money goes back, and their words. Other modules may bring codes of their own.</summary>
public static class RefundReasons
{
    public const string PaidTwice = "paid-twice", NoLongerOwed = "no-longer-owed", WrongAmount = "wrong-amount", Officer = "officer";

    public static Text Words(string code) => code switch
    {
        PaidTwice or "already-paid" => new("二重のお支払いのため", "2回 はらったので", "It was paid twice"),
        NoLongerOwed => new("お支払いが不要になったため", "お金が いらなく なったので", "The payment is no longer needed"),
        WrongAmount => new("金額が違うため", "お金が ちがったので", "The amount was wrong"),
        Officer => new("市の判断による返金", "市が きめたので", "Decided by the city"),
        "place-taken" => new("枠が埋まったため", "いっぱいに なったので", "The places were taken"),
        "withdrawn" => new("取下げのため", "やめたので", "It was withdrawn"),
        "rejected" => new("お受けできなかったため", "うけつけられなかったので", "It could not be accepted"),
        _ => new("お支払いをお受けできなかったため", "お金を もらえなかったので", "The payment could not be accepted"),
    };
}
