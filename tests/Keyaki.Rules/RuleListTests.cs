using System.Text.RegularExpressions;

namespace Keyaki.Tests.Rules;

/// <summary>docs/rules.md says of each rule of law where it stands; it is kept true here.</summary>
public sealed partial class RuleListTests
{
    sealed record Row(string Words, string Basis, string File, string Name);

    static readonly string Page = Path.Combine(KiyoseTests.Root, "docs", "rules.md");

    static readonly IReadOnlyList<Row> Rows = [.. File.ReadLines(Page).Select(l => Line().Match(l)).Where(m => m.Success)
        .Select(m => new Row(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, m.Groups[4].Value))];

    static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(KiyoseTests.Root, folder), pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(KiyoseTests.Root, f))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    static string Read(string file) => File.ReadAllText(Path.Combine(KiyoseTests.Root, file));

    [Fact]
    public void どの行のファイルも_その中の名前もある()
    {
        Assert.True(Rows.Count > 90, $"{Rows.Count}行");
        Assert.All(Rows, r =>
        {
            Assert.True(File.Exists(Path.Combine(KiyoseTests.Root, r.File)), r.File);
            Assert.True(Regex.IsMatch(Read(r.File), $@"(?<![\w-]){Regex.Escape(r.Name)}(?![\w-])"), $"{r.File} に {r.Name} がない");
            Assert.True(r.Basis.Trim().Length > 0, r.Words);
        });
        Assert.Empty(Rows.GroupBy(r => r.Words).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void 数字の表も_条文を引くプログラムも_条文を引く手続も_一つも落ちていない()
    {
        var named = Rows.Select(r => r.File).ToHashSet();
        string[] lost = [.. Files("rules/japan", "*.json").Concat(Files("cities/kiyose/rules", "*.json"))
            .Concat(Files("src", "*.cs").Where(f => Read(f).Split('\n')
                .Any(l => l.Contains("//", StringComparison.Ordinal) && Article().IsMatch(l))))
            .Concat(Files("cities/kiyose/procedures", "*.json").Where(f => Article().Matches(Read(f))
                .Any(m => !m.Value.StartsWith("審査法", StringComparison.Ordinal)
                    && !m.Value.StartsWith("訴訟法", StringComparison.Ordinal))))
            .Where(f => !named.Contains(f)).Order()];
        Assert.True(lost.Length == 0, $"docs/rules.md に行がありません：\n{string.Join('\n', lost)}");
    }

    /// <summary>Twenty questions as a newcomer asks them, the word of it that they search the page for, and what they are looking
    /// for.</summary>
    [Theory]
    [InlineData("12月31日に生まれた人は、いつ20歳になる？", "何歳", "InLaw")]
    [InlineData("うるう年の2月29日に生まれた人は？", "2月29日", "DayReached")]
    [InlineData("4月1日生まれの子はどちらの学年？", "学年", "InLaw")]
    [InlineData("1月は何年度？", "年度", "FiscalYear")]
    [InlineData("振替休日はどこで決めている？", "振替休日", "Holidays")]
    [InlineData("年末年始は何日から何日まで休み？", "年末年始", "Standard")]
    [InlineData("締め切りが日曜日のときは？", "期限が休みの日", "OnOrAfter")]
    [InlineData("「10日以内」は当日から数える？", "初日", "Add")]
    [InlineData("何日以内に処理しないといけない？", "処理", "Due")]
    [InlineData("直してもらうときの法律の言葉は補正？", "補正", "Mend")]
    [InlineData("断るときに理由は要る？", "理由", "Reasoned")]
    [InlineData("審査請求ができることはどこに書く？", "審査請求", "Instruction")]
    [InlineData("住民票に本籍は載る？", "本籍", "ResidentCertificate")]
    [InlineData("DVの被害者の住所は？", "DV", "ProtectionOrder")]
    [InlineData("マイナンバーはどこにしまう？", "マイナンバー", "IMyNumbers")]
    [InlineData("法人番号の打ち間違いはどう見つける？", "法人番号", "CorporationKind")]
    [InlineData("この文書は何年保存する？", "保存期間", "Retention")]
    [InlineData("補助金は去年と今年のどちらの予算？", "どの年度の予算", "BudgetYear")]
    [InlineData("粗大ごみはいくら？", "粗大ごみ", "bulky-waste-fee")]
    [InlineData("切手代が変わったら？", "切手代", "letter-postage")]
    public void 新しく来た人の問いの言葉で引くと_初めの行が答えになる(string question, string word, string name)
    {
        Assert.NotEmpty(question);
        Assert.Equal(name, Rows.First(r => r.Words.Contains(word, StringComparison.Ordinal)).Name);
    }

    [GeneratedRegex(@"^\| (.+?) \| (.+?) \| `([^`]+)` \| `([^`]+)` \|$")]
    internal static partial Regex Line();

    [GeneratedRegex(@"(審査法|訴訟法|法律?|令|規則|要領)(第)?[0-9]+条")]
    internal static partial Regex Article();
}
