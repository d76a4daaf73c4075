namespace Keyaki.Payments;

/// <summary>Codes for why money goes back, and their words. Other modules may bring codes of their own.</summary>
public static class RefundReasons
{
    public const string PaidTwice = "paid-twice", NoLongerOwed = "no-longer-owed", WrongAmount = "wrong-amount", Officer = "officer";

    public static string Words(string code) => code switch
    {
        PaidTwice or "already-paid" => "二重のお支払いのため",
        NoLongerOwed => "お支払いが不要になったため",
        WrongAmount => "金額が違うため",
        Officer => "市の判断による返金",
        "place-taken" => "枠が埋まったため",
        "withdrawn" => "取下げのため",
        "rejected" => "お受けできなかったため",
        _ => "お支払いをお受けできなかったため",
    };
}
