using Keyaki.Contracts;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>
/// 住民票の写し from the register: the basic items of each person, and only those further items that were asked for
/// (住民基本台帳法7条, 12条5項: 世帯主の氏名・続柄 and 本籍・筆頭者 are left out unless they are asked for).
/// </summary>
static class ResidentCertificate
{
    /// <exception cref="InvalidOperationException">somebody was asked for who is not of the household, or an item that the register does not hold.</exception>
    public static Certificate Of(RegisterHousehold household, Guid applicant, CaseForm form, string number, DateOnly date, CityProfile city)
    {
        var include = form.Facts.Answer("include").Many.ToHashSet();
        if (include.Overlaps(["nationality", "status", "card"])) throw new InvalidOperationException("items of foreign residents are issued at the counter");
        var head = include.Contains("relationship");
        var first = household.Members.First(m => m.Id == applicant);
        return new()
        {
            Number = number, Date = date, SignerTitle = city.City.MayorTitle, SignerName = city.City.MayorName,
            Certification = form.Definition.Result?.Granted.Body is [var sentence, ..] ? sentence : "この写しは、住民票の原本と相違ないことを証明する。",
            Household = [("住所", Home(first, city)), .. head ? [("世帯主", household.HeadName)] : Array.Empty<(string, string)>()],
            Members = [.. Asked(household, applicant, form).Select(m => new Certificate.Member([.. Items(m, head, include.Contains("origin"))]))],
        };
    }

    static IEnumerable<RegisterPerson> Asked(RegisterHousehold household, Guid applicant, CaseForm form)
    {
        switch (form.Facts.Answer("whose").Text)
        {
            case "household": return household.Members;
            case "some":
                var names = form.Facts.Answer("members").Rows.Select(row => row.Answer("memberName").Text ?? "").Select(Folded).ToList();
                var members = household.Members.Where(m => names.Contains(Folded(m.Name))).ToList();
                return members.Count == names.Count ? members : throw new InvalidOperationException("somebody was asked for who is not of the household");
            default: return household.Members.Where(m => m.Id == applicant);
        }
    }

    static IEnumerable<(string, string)> Items(RegisterPerson person, bool relationship, bool origin)
    {
        yield return ("氏名", person.Name);
        yield return ("生年月日", EraDate.Of(person.Birth).ToString());
        if (person.Sex is { } sex) yield return ("性別", sex == "male" ? "男" : "女");
        if (relationship) yield return ("続柄", Relation(person.Relationship));
        yield return ("住民となった年月日", EraDate.Of(person.ResidentSince).ToString());
        if (!origin) yield break;
        yield return ("本籍", person.Domicile ?? "");
        yield return ("筆頭者", person.HeadOfRegister ?? "");
    }

    static string Home(RegisterPerson person, CityProfile city) => $"{city.City.Prefecture}{city.City.Name}{person.Town}{person.Street}{(person.Building is { Length: > 0 } building ? "　" + building : "")}";

    // The register writes the relationship in words; the story town's codes are put into them.
    static string Relation(string relationship) => relationship switch
    {
        "head" => "世帯主", "wife" => "妻", "husband" => "夫", "child" => "子", "father" => "父", "mother" => "母", _ => relationship,
    };

    static string Folded(string name) => JapaneseText.Fold(name, removeSpaces: true);
}
