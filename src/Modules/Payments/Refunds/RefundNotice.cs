using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Payments;

/// <summary>還付通知書: what was paid too much, why, what the time adds to it (還付加算金), and how it comes back.</summary>
sealed class RefundNotice : LetterKind<RefundNotice>
{
    public const string Name = "payments-refund";
    public override string Code => Name;
    public override Permission Who => PaymentsModule.CanCollect;
    public override Permission? All => PaymentsModule.CanSeeAll;

    public override IReadOnlyList<LetterFact> Facts { get; } =
    [
        new("item", "納付の項目"), new("term", "年度と期別"), new("key", "納付書の番号"), new("amount", "還付する額"),
        new("interest", "還付加算金"), new("total", "お返しする額の合計"), new("why", "還付の理由"), new("made", "決めた日"),
        new("transfer", "口座に振り込む（この方法のときだけ）"), new("counter", "窓口で渡す（この方法のときだけ）"),
        new("total-en", "お返しする額の合計（英語）"),
    ];

    /// <param name="posting">By which it goes back: one letter for each.</param>
    public static LetterWish Of(Guid posting, Claim claim, Debtor debtor, Yen amount, Yen interest, CollectionMethod method, string why,
        DateOnly today, CityProfile city)
    {
        var item = city.Files<Items>()[claim.Item];
        return new(item.Department, $"{posting:N}", LetterContent.To(debtor.Name, debtor.Address, today, new Dictionary<string, string>
        {
            ["item"] = item.Title.Ja, ["term"] = item.When(new(claim.Year), claim.Term),
            ["key"] = claim.Key, ["amount"] = $"{amount}", ["interest"] = interest > Yen.Zero ? $"{interest}" : "",
            ["total"] = $"{amount + interest}", ["why"] = why, ["made"] = $"{EraDate.Of(today)}",
            ["transfer"] = method is CollectionMethod.Counter ? "" : "口座に振り込みます",
            ["counter"] = method is CollectionMethod.Counter ? "窓口でお渡しします" : "",
            ["total-en"] = Language.English.Say(amount + interest),
        }, city), ClaimPaths.Claim(claim.Id), debtor.Id);
    }
}
