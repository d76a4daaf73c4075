using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Keyaki.Website;

/// <summary>The words of 市報 as a person reads them aloud or writes them in braille: signs are words, dates and times are said, and
/// nothing depends on how it looks. Digits stay digits.</summary>
public static partial class ReadAloud
{
    /// <summary>An issue, one article after another in the order of the paper.</summary>
    public static string Of(GazettePlan plan, GazetteIssue issue, IReadOnlyList<GazetteArticle> articles, Func<string, string> department)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{plan.Title.Ja}、第{issue.Number}号。\n{Day(issue.Day)}発行。\n")
            .Append(CultureInfo.InvariantCulture, $"この号の記事は、{articles.Count}件です。\n");
        var section = "";
        foreach (var (n, article) in articles.Index())
        {
            if (section != article.Section) text.Append(CultureInfo.InvariantCulture, $"\n\n欄、{Said(plan.Section(article.Section))}。\n");
            section = article.Section;
            text.Append(CultureInfo.InvariantCulture, $"\n記事{n + 1}。{Ended(Said(article.Title))}\n{Words(article.Text)}\n")
                .Append(CultureInfo.InvariantCulture, $"担当、{department(article.Owner)}。\n記事{n + 1}、終わり。\n");
        }
        return text.Append("\nこの号は、これで終わりです。\n").ToString();
    }

    static string Day(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日、{"日月火水木金土"[(int)day.DayOfWeek]}曜日");

    /// <summary>The lines of a text, each a sentence; a fact begins with its name.</summary>
    public static string Words(string text) => string.Join('\n', GazetteLine.Of(text)
        .Select(line => Ended(line.Label is { } label ? $"{Said(label)}。{Said(line.Words)}" : Said(line.Words)))
        .Where(line => line.Length > 0));

    static string Ended(string line) => line.Length == 0 || "。、！？".Contains(line[^1], StringComparison.Ordinal) ? line : line + "。";

    /// <summary>One line without signs.</summary>
    public static string Said(string line)
    {
        // Letters of full width and those of one platform alone (①, ㈱, ㎡, ℡, half kana) as the usual ones.
        foreach (var (sign, word) in Before) line = line.Replace(sign, word, StringComparison.Ordinal);
        line = line.Normalize(NormalizationForm.FormKC);
        line = Weekday().Replace(line, "、${day}曜日、");
        line = DayOf().Replace(line, "${month}月${day}日");
        line = Clock().Replace(line, m => m.Groups["minute"].Value is "00" ? $"{int.Parse(m.Groups["hour"].ValueSpan)}時"
            : $"{int.Parse(m.Groups["hour"].ValueSpan)}時{int.Parse(m.Groups["minute"].ValueSpan)}分");
        line = Phone().Replace(line, m => m.Value.Replace("-", "の", StringComparison.Ordinal));
        line = Thousand().Replace(line, "");
        line = Span().Replace(line, "から");
        line = Called().Replace(line, m => m.Value.StartsWith('F') ? "ファクス" : "電話");
        line = Bullet().Replace(line, "");
        line = Paired().Replace(line, "、${inner}、");
        foreach (var (sign, word) in After) line = line.Replace(sign, word, StringComparison.Ordinal);
        line = Blank().Replace(line, " ");
        return Commas().Replace(line, m => m.Value.Contains('。', StringComparison.Ordinal) ? "。" : "、").Trim(' ', '、');
    }

    /// <summary>Before letters are made usual: what would be torn apart.</summary>
    static readonly (string Sign, string Word)[] Before = [("〒", "郵便番号"), ("☎", "電話"), ("☏", "電話"), ("℡", "電話"),
        ("㈱", "株式会社"), ("㈲", "有限会社"), ("㈹", "代表"), ("㎡", "平方メートル"), ("㎞", "キロメートル"), ("㎝", "センチメートル"),
        ("㎏", "キログラム"), ("℃", "度"), ("…", "、")];

    static readonly (string Sign, string Word)[] After = [("※", "注意、"), ("→", "、次に、"), ("⇒", "、次に、"), ("%", "パーセント"),
        ("&", "アンド"), ("×", "かける"), ("■", ""), ("◆", ""), ("●", ""), ("★", ""), ("☆", ""), ("□", ""), ("◇", ""), ("▼", ""), ("▽", ""),
        ("▲", ""), ("△", ""), ("◎", "二重丸"), ("○", "丸"), ("~", "から"), ("!", "！"), ("?", "？")];

    /// <summary>(月), (祝), with the brackets of a paper.</summary>
    [GeneratedRegex("[(〔](?<day>[日月火水木金土])(?:・[祝休]日?)?[)〕]")] private static partial Regex Weekday();

    /// <summary>12/4, not the fraction of a number with more behind it.</summary>
    [GeneratedRegex("(?<![0-9/.])(?<month>1[0-2]|0?[1-9])/(?<day>3[01]|[12][0-9]|0?[1-9])(?![0-9/])")] private static partial Regex DayOf();

    [GeneratedRegex("(?<![0-9:])(?<hour>[01]?[0-9]|2[0-4]):(?<minute>[0-5][0-9])(?![0-9:])")] private static partial Regex Clock();

    [GeneratedRegex("(?<![0-9-])[0-9]{2,5}-[0-9]{1,4}(?:-[0-9]{3,4})?(?![0-9-])")] private static partial Regex Phone();

    [GeneratedRegex("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")] private static partial Regex Thousand();

    [GeneratedRegex("(?<![A-Za-z])(?:FAX|TEL)(?![A-Za-z])")] private static partial Regex Called();

    /// <summary>～ between two things; FormKC makes ～ a tilde.</summary>
    [GeneratedRegex("(?<=[^ ]) ?[~〜～] ?(?=[^ ])")] private static partial Regex Span();

    [GeneratedRegex("^[ 　]*[・●○◆◇■□▼▽▲△★☆◎＊*]+[ 　]*")] private static partial Regex Bullet();

    /// <summary>What stands in brackets is said between two pauses.</summary>
    [GeneratedRegex("[(（〔［\\[【〈《](?<inner>[^()（）〔〕［］\\[\\]【】〈〉《》]{1,200})[)）〕］\\]】〉》]")]
    private static partial Regex Paired();

    [GeneratedRegex("[ 　]+")] private static partial Regex Blank();

    [GeneratedRegex("[、 ]*[、。][、。 ]*")] private static partial Regex Commas();
}

/// <summary>A line of an article: a fact with its name (【日時】…), or words alone.</summary>
public sealed partial record GazetteLine(string? Label, string Words)
{
    public static IReadOnlyList<GazetteLine> Of(string text) => [.. text.ReplaceLineEndings("\n").Split('\n')
        .Select(line => line.Trim()).Where(line => line.Length > 0).SelectMany(Facts)];

    /// <summary>Several facts may stand in one line, one behind the other.</summary>
    static IEnumerable<GazetteLine> Facts(string line)
    {
        var facts = Fact().Matches(line);
        if (facts.Count == 0) { yield return new(null, line); yield break; }
        if (line[..facts[0].Index].Trim() is { Length: > 0 } before) yield return new(null, before);
        foreach (Match fact in facts) yield return new(fact.Groups["label"].Value, fact.Groups["words"].Value.Trim());
    }

    [GeneratedRegex("【(?<label>[^【】]{1,20})】(?<words>[^【]*)")] private static partial Regex Fact();
}
