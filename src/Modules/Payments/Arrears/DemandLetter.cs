using Keyaki.Kernel;
using Keyaki.Kits;

namespace Keyaki.Payments;

/// <summary>督促状: what a reminder says on paper.</summary>
sealed class DemandLetter : LetterKind<DemandLetter>
{
    public const string Name = "payments-demand";
    public override string Code => Name;
    public override Permission Who => PaymentsModule.CanRecover;
    public override Permission? All => PaymentsModule.CanSeeAll;

    public override IReadOnlyList<LetterFact> Facts { get; } =
    [
        new("item", "納付の項目"), new("term", "年度と期別"), new("key", "納付書の番号"), new("due", "納期限"),
        new("owed", "納めていない額"), new("deadline", "指定期限"), new("made", "確認した日"),
        new("article", "根拠"), new("owed-en", "納めていない額（英語）"), new("deadline-en", "指定期限（英語）"),
    ];

    /// <summary>The letters of a reminder: to the debtor, or where they died to each heir, of what that one owes of it.</summary>
    public static IEnumerable<LetterWish> Of(Demand demand, Determination of, Guid claim, Inheritance? inherited,
        IReadOnlyDictionary<Guid, Debtor> debtors, CityProfile city) => inherited is null
            ? [Of(demand, of, debtors[of.Debtor], of.Key, "", demand.Owed, claim, city)]
            : inherited.Split(demand.Owed).Where(each => each.Amount > Yen.Zero).Select(each => Of(demand, of, debtors[each.Heir.Of],
                $"{of.Key}/{each.Heir.Number}", $"（故 {debtors[of.Debtor].Name} 様の分）", each.Amount, claim, city));

    static LetterWish Of(Demand demand, Determination of, Debtor debtor, string key, string whose, Yen owed, Guid claim,
        CityProfile city) =>
        new(of.Item.Department, key, LetterContent.To(debtor.Name, debtor.Address, demand.SentOn, new Dictionary<string, string>
        {
            ["item"] = $"{of.Item.Title.Ja}{whose}", ["term"] = of.Item.When(of.Year, of.Term), ["key"] = demand.Key,
            ["due"] = $"{EraDate.Of(of.Due)}", ["owed"] = $"{owed}", ["deadline"] = $"{EraDate.Of(demand.Term)}",
            ["made"] = $"{EraDate.Of(demand.SentOn)}", ["article"] = demand.Article,
            ["owed-en"] = Language.English.Say(owed), ["deadline-en"] = Language.English.Say(demand.Term),
        }, city), RecoveryPaths.Claim(claim), debtor.Id);
}
