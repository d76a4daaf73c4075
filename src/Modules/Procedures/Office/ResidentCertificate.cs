using Keyaki.Contracts.Residents;
using Keyaki.Kernel;

namespace Keyaki.Procedures;

/// <summary>
/// 住民票の写し from the register: the basic items of each person, and only those further items that were asked for
/// (住民基本台帳法12条5項, 30条の51: 世帯主・続柄, 本籍・筆頭者, 国籍・地域 and what follows from the residence are left out unless they are asked for).
/// </summary>
static class ResidentCertificate
{
    /// <summary>What keeps the certificate from being made, in words for the officer; null when it can be made.</summary>
    public static string? Hindrance(RegisterHousehold home, Guid applicant, CaseForm form)
    {
        var (chosen, include) = (Chosen(home, applicant, form), Include(form));
        var gone = form.Facts.Answer("members").Many.Where(words => !home.Members.Any(m => HouseholdFacts.Words(m) == words)).ToList();
        if (gone.Count > 0) return $"{string.Join("、", gone)}が、今はこの世帯にいません。";
        if (chosen.Count == 0) return "どなたの住民票が必要かが、答えられていません。";
        foreach (var person in chosen)
            if (Lacking(person, include) is { } item) return $"{person.Name}さんの{item}が、住民記録にありません。";
        return null;
    }

    /// <summary>What an officer should look into before it is issued; it may be right all the same, for instance while an extension of
    /// the stay is being decided (入管法20条6項).</summary>
    public static IReadOnlyList<string> Doubts(RegisterHousehold home, Guid applicant, CaseForm form, DateOnly today) =>
        [.. Chosen(home, applicant, form).Where(p => p.Foreign?.Until < today)
            .Select(p => $"{p.Name}さんの在留期間は、{HouseholdFacts.Western(p.Foreign?.Until ?? today)}で満了しています。")];

    /// <summary>The certificate; <see cref="Hindrance"/> has found nothing against it.</summary>
    public static Certificate Of(RegisterHousehold home, Guid applicant, CaseForm form, string number, DateOnly date, CityProfile city)
    {
        var (chosen, include) = (Chosen(home, applicant, form), Include(form));
        return new()
        {
            Number = number, Date = date, SignerTitle = city.City.MayorTitle, SignerName = city.City.MayorName,
            Certification = form.Definition.Result?.Granted.Body is [var sentence, ..] ? sentence : "この写しは、住民票の原本と相違ないことを証明する。",
            Household = [("住所", Home(chosen[0], city)), .. include.Contains("relationship") ? [("世帯主", home.HeadName)]
                : Array.Empty<(string, string)>()],
            Members = [.. chosen.Select(m => new Certificate.Member([.. Items(m, include)]))],
        };
    }

    static HashSet<string> Include(CaseForm form) => [.. form.Facts.Answer("include").Many];

    static List<RegisterPerson> Chosen(RegisterHousehold home, Guid applicant, CaseForm form) => form.Facts.Answer("whose").Text switch
    {
        "household" => [.. home.Members],
        "some" => form.Facts.Answer("members").Many is var named ? [.. home.Members.Where(m => named.Contains(HouseholdFacts.Words(m)))]
            : [],
        "self" => [.. home.Members.Where(m => m.Id == applicant)],
        _ => [],
    };

    static string? Lacking(RegisterPerson person, HashSet<string> include) => person.Foreign switch
    {
        null => include.Contains("origin") && (person.Domicile is null || person.HeadOfRegister is null) ? "本籍か筆頭者" : null,
        { Kind: ResidenceKind.MidToLongTerm } f when include.Contains("status")
            && (f.Status is null || f.Period is null || f.Until is null) => "在留資格か在留期間",
        { Kind: ResidenceKind.MidToLongTerm or ResidenceKind.SpecialPermanent, CardNumber: null } when include.Contains("card") =>
            "在留カードなどの番号",
        _ => null,
    };

    static IEnumerable<(string, string)> Items(RegisterPerson person, HashSet<string> include)
    {
        yield return ("氏名", person.Name);
        if (person.Foreign?.Alias is { } alias) yield return ("通称", alias);
        yield return ("生年月日", HouseholdFacts.Birth(person));
        if (person.Sex is { } sex) yield return ("性別", sex == "male" ? "男" : "女");
        if (include.Contains("relationship")) yield return ("続柄", Relation(person.Relationship));
        yield return (person.Foreign is null ? "住民となった年月日" : "外国人住民となった年月日", EraDate.Of(person.ResidentSince).ToString());
        if (person.Foreign is { } foreign)
        {
            foreach (var item in Items(foreign, include)) yield return item;
            yield break;
        }
        if (!include.Contains("origin")) yield break;
        yield return ("本籍", person.Domicile ?? "");
        yield return ("筆頭者", person.HeadOfRegister ?? "");
    }

    static IEnumerable<(string, string)> Items(ForeignResident foreign, HashSet<string> include)
    {
        if (include.Contains("nationality")) yield return ("国籍・地域", foreign.Nationality);
        if (include.Contains("status"))
        {
            yield return ("第30条の45に規定する区分", Words(foreign.Kind));
            if (foreign.Status is { } status) yield return ("在留資格", status);
            if (foreign.Period is { } period) yield return ("在留期間等", period);
            if (foreign.Until is { } until) yield return ("在留期間の満了の日", HouseholdFacts.Western(until));
        }
        if (include.Contains("card") && foreign.CardNumber is { } number)
            yield return (foreign.Kind is ResidenceKind.SpecialPermanent ? "特別永住者証明書の番号" : "在留カードの番号", number);
    }

    static string Words(ResidenceKind kind) => kind switch
    {
        ResidenceKind.MidToLongTerm => "中長期在留者",
        ResidenceKind.SpecialPermanent => "特別永住者",
        ResidenceKind.TemporaryRefuge => "一時庇護許可者",
        ResidenceKind.ProvisionalStay => "仮滞在許可者",
        ResidenceKind.BornHere => "出生による経過滞在者",
        _ => "国籍喪失による経過滞在者",
    };

    static string Home(RegisterPerson person, CityProfile city) =>
        $"{city.City.Prefecture}{city.City.Name}{person.Town}{person.Street}{(person.Building is { Length: > 0 } building ? "　" + building : "")}";

    // The register writes the relationship in words; the story town's codes are put into them.
    static string Relation(string relationship) => relationship switch
    {
        "head" => "世帯主",
        "wife" => "妻",
        "husband" => "夫",
        "child" => "子",
        "father" => "父",
        "mother" => "母",
        _ => relationship,
    };
}
