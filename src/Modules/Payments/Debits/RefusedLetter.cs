using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Payments;

/// <summary>口座振替不能のお知らせ: what could not be collected and why, and when the bank is asked again or until when the slip is to be
/// paid.</summary>
sealed class RefusedLetter : LetterKind<RefusedLetter>
{
    public const string Name = "payments-debit-refused";
    public override string Code => Name;
    public override Permission Who => PaymentsModule.CanTransfer;
    public override Permission? All => PaymentsModule.CanSeeAll;

    public override IReadOnlyList<LetterFact> Facts { get; } =
    [
        new("item", "納付の項目"), new("term", "年度と期別"), new("key", "納付書の番号"), new("amount", "引き落とせなかった額"),
        new("day", "引落日"), new("account", "引落口座"), new("why", "引き落とせなかった理由"), new("next", "次の引落日"),
        new("until", "納付書で納める期限"), new("amount-en", "引き落とせなかった額（英語）"), new("next-en", "次の引落日（英語）"),
        new("until-en", "納付書で納める期限（英語）"),
    ];

    public static LetterWish Of(DebitLine line, Claim claim, Debtor debtor, DebitAccount account, DateOnly day, DateOnly today,
        CityProfile city)
    {
        var (item, until) = (city.Files<Items>()[claim.Item], city.Files<DebitCollector>().Until(today, city.Calendar));
        return new(item.Department, $"{line.Id:N}", LetterContent.To(debtor.Name, debtor.Address, today, new Dictionary<string, string>
        {
            ["item"] = item.Title.Ja, ["key"] = claim.Key, ["amount"] = $"{line.Amount}", ["day"] = $"{EraDate.Of(day)}",
            ["term"] = item.When(new(claim.Year), claim.Term),
            ["account"] = account.Masked, ["why"] = line.Why ?? "", ["next"] = line.AgainOn is { } next ? $"{EraDate.Of(next)}" : "",
            ["until"] = $"{EraDate.Of(until)}", ["amount-en"] = Language.English.Say(line.Amount),
            ["next-en"] = line.AgainOn is { } on ? Language.English.Say(on) : "", ["until-en"] = Language.English.Say(until),
        }, city), ClaimPaths.Claim(claim.Id), debtor.Id);
    }
}
