using System.Text.RegularExpressions;
using Keyaki.Ui;

namespace Keyaki.Website;

sealed partial class PersonalData : CheckRule
{
    static readonly string[] Private =
    [
        "gmail.com", "yahoo.co.jp", "ymail.ne.jp", "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "icloud.com",
        "me.com", "outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.jp", "rakuten.jp", "ymobile.ne.jp", "uqmobile.jp",
    ];

    public override string Code => "Z1";
    public override string Title => "個人番号、個人のメールアドレス、職員の名前がない";
    public override string Why => "公開したものは、消しても写しが残ります。";

    public override IEnumerable<Finding> Look(Checked page)
    {
        foreach (var passage in page.Passages)
        {
            var text = passage.Narrow;
            if (text.AsSpan().IndexOfAnyInRange('0', '9') >= 0)
                foreach (Match number in Twelve().Matches(text))
                    if (MyNumberKind.IsRight(CheckSurroundings.Digits(number.Value)))
                        yield return Stop(passage.At, "個人番号（マイナンバー）と思われる12桁の数字を消してください。");
            if (text.Contains('@', StringComparison.Ordinal) && Mails(text).FirstOrDefault(m => IsPersons(m, page.Around)) is { } mail)
                yield return Stop(passage.At, $"個人のメールアドレス（{mail}）を、課のアドレスに変えるか、消してください。");
            if (page.Around.Officers.In(passage.Seen) is { } name) yield return Stop(passage.At,
                $"職員の名前（{name}）を消して、課の名前を書いてください。");
            else if (InCharge().Match(passage.Seen) is { Success: true } person
                && page.Around.Officers.IsSurname(person.Groups["name"].Value))
                yield return Stop(passage.At, $"「{person.Value.Trim()}」の職員の名前を消して、課の名前を書いてください。");
        }
        foreach (var (passage, link) in page.Links.Where(l => l.Link.Url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)))
            if (Mails(link.Url[7..]).FirstOrDefault(m => IsPersons(m, page.Around)) is { } mail)
                yield return Stop(passage.At, $"個人のメールアドレス（{mail}）へのリンクを、課のアドレスに変えるか、消してください。");
    }

    static IEnumerable<string> Mails(string text) => Mail().Matches(text).Select(m => m.Value.ToLowerInvariant());

    static bool IsPersons(string mail, CheckSurroundings around)
    {
        if (around.Mails.Contains(mail, StringComparer.OrdinalIgnoreCase)) return false;
        var (local, domain) = (mail[..mail.IndexOf('@')], mail[(mail.IndexOf('@') + 1)..]);
        return Private.Contains(domain) || TwoNames().IsMatch(local)
            || around.Mails.Count > 0 && around.OwnHosts.Any(host => Below(host, domain));
    }

    /// <summary>Mail of a site at www.city.example goes to city.example.</summary>
    static bool Below(string host, string domain) => host.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<![0-9A-Za-z\-])[0-9]{4}[\ \-]?[0-9]{4}[\ \-]?[0-9]{4}(?![0-9A-Za-z\-])", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Twelve();

    [GeneratedRegex(@"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6}", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex Mail();

    [GeneratedRegex(@"^[a-z]{1,12}[._][a-z]{2,12}[0-9]{0,4}\z", RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex TwoNames();

    [GeneratedRegex(@"担当(?:者)?[：:\ 　は]{1,3}(?<name>[一-鿿々]{1,4})(?=[\s）)、。」]|さん|まで|\z)",
        RegexOptions.None, Checker.TimeLimit)]
    private static partial Regex InCharge();
}
