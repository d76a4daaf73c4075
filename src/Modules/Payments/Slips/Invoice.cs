using System.Globalization;
using Keyaki.Kernel;

namespace Keyaki.Payments;

/// <summary>納付書が示す請求: what the codes of a slip say. There is nothing of a person in it, and no code has more than this.</summary>
/// <param name="Item">税目・料金番号, 3 digits.</param>
/// <param name="Key">案件特定キー, 20 digits: by it a payment finds its determination.</param>
/// <param name="Confirmation">確認番号, 6 digits.</param>
/// <param name="Assessed">賦課年度.</param>
/// <param name="Year">課税年度.</param>
/// <param name="Term">期別, from 1.</param>
/// <param name="Due">納期限.</param>
/// <param name="PayUntil">支払期限: after it no shop and no phone takes the slip.</param>
public sealed record Invoice(string Item, string Key, string Confirmation, FiscalYear Assessed, FiscalYear Year, int Term, DateOnly Due,
    DateOnly PayUntil, Yen Amount)
{
    /// <summary>再発行区分: how often the slip was printed again, up to 9.</summary>
    public int Reissue { get; init; }

    internal Dictionary<string, string> Values()
    {
        var yen = Amount.Amount.ToString(CultureInfo.InvariantCulture);
        return new(StringComparer.Ordinal)
        {
            ["item"] = Item, ["key"] = Key, ["confirmation"] = Confirmation, ["assessed"] = $"{Assessed.Year:0000}",
            ["year"] = $"{Year.Year:0000}", ["term"] = $"{Term}", ["due"] = $"{Due:yyyy-MM-dd}", ["payUntil"] = $"{PayUntil:yyyy-MM-dd}",
            ["amount"] = yen, ["again"] = yen, ["reissue"] = $"{Reissue}",
        };
    }

    /// <summary>What no slip may be printed with.</summary>
    /// <exception cref="Rule">the field is the one to mend.</exception>
    internal void Check()
    {
        if (Amount <= Yen.Zero) throw new Rule("amount", "金額は1円以上にしてください。納める額がないときは、納付書を作りません。");
        if (Term is < 1 or > 99) throw new Rule("term", "期別は1から99までにしてください。");
        if (Reissue is < 0 or > 9) throw new Rule("reissue", "再発行は9回までです。新しい番号の納付書を作ってください。");
        if (PayUntil < Due) throw new Rule("payUntil", "支払期限は、納期限の日かそれより後にしてください。");
        if (Due < Assessed.First) throw new Rule("due", "納期限が賦課年度より前です。日付を確かめてください。");
    }
}
