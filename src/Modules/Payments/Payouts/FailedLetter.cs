using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Payments;

/// <summary>振込口座の照会: what could not be transferred, and a form for the right account. One for each time.</summary>
sealed class FailedLetter : LetterKind<FailedLetter>
{
    public const string Name = "payments-payout-failed";
    public override string Code => Name;
    public override Permission Who => PaymentsModule.CanPayOut;
    public override Permission? All => PaymentsModule.CanSeeAll;

    public override IReadOnlyList<LetterFact> Facts { get; } =
    [
        new("what", "お金の種類"), new("reference", "受付番号"), new("amount", "支払う額"), new("day", "振込の日"),
        new("account", "振り込もうとした口座"), new("why", "振り込めなかった理由"), new("until", "届け出の期限"),
        new("amount-en", "支払う額（英語）"), new("until-en", "届け出の期限（英語）"),
    ];

    public static LetterWish Of(PayoutLine line, Payee payee, TransferAccount account, string why, DateOnly day, DateOnly today,
        CityProfile city)
    {
        var (kinds, kind) = (city.Files<PayoutKinds>(), city.Files<PayoutKinds>()[line.Kind]);
        var until = city.Calendar.OnOrAfter(today.AddDays(kinds.Answer));
        // The address is the register's, when the letter is printed; nobody keeps one here.
        return new(kind.Department, $"{line.Id:N}/{line.Version}", LetterContent.To(payee.Name, null, today, new Dictionary<string, string>
        {
            ["what"] = kind.Title.Ja, ["reference"] = line.Reference, ["amount"] = $"{line.Amount}", ["day"] = $"{EraDate.Of(day)}",
            ["account"] = account.Hint, ["why"] = why, ["until"] = $"{EraDate.Of(until)}",
            ["amount-en"] = Language.English.Say(line.Amount), ["until-en"] = Language.English.Say(until),
        }, city), PayoutPaths.Line(line.Id), line.Payee);
    }
}
