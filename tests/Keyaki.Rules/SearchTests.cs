using Keyaki.Kernel;
using Keyaki.Procedures;
using Keyaki.Tests.Pages;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class SearchTests
{
    static readonly DateOnly Today = new(2026, 11, 28);
    static readonly Lazy<WordSearch> Kiyose =
        new(() => { var city = KiyoseTests.Load(); return new(new Catalogue(city, new TestClock(TestClock.StoryDay)), city); });

    [Fact]
    public void 市の答えが_オンラインでできる手続の言葉を先に取らない()
    {
        var city = KiyoseTests.Load();
        var asked = city.Files<Definitions>().All.SelectMany(v => v.Definition.Words)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Empty(city.Files<CitySearch>().Answers.SelectMany(a => a.Words.Where(asked.Contains).Select(w => $"{a.Code}: {w}")));
    }

    [Fact]
    public void 人が入力する二百あまりの言葉に_正しい答えが先に出る()
    {
        var lines = File.ReadAllLines(Path.Combine(KiyoseTests.Folder(), "..", "..", "tests", "Keyaki.Rules",
            "search-queries.txt")).Where(l => l.Contains('\t', StringComparison.Ordinal) && !l.StartsWith('#')).Select(l => l.Split('\t'))
            .ToList();
        Assert.True(lines.Count >= 200);
        var wrong = lines.Select(l => (Typed: l[0], Right: l[1], First: First(l[0]))).Where(l => l.Right != l.First)
            .Select(l => $"{l.Typed}: {l.First}, not {l.Right}").ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {lines.Count}{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
    }

    [Fact]
    public void 物の名前には値段が_集めない物にはその訳が先に出る()
    {
        Assert.Equal("ソファー：500円から、粗大ごみ収集の申込", Kiyose.Value.Find("そふぁ", Today).Hits[0].Title.Ja);
        Assert.Equal("Sofa: from 500 yen, Bulky waste collection", Kiyose.Value.Find("SOFA", Today).Hits[0].Title.En);
        Assert.Equal("自転車：500円、粗大ごみ収集の申込", Kiyose.Value.Find("チャリ", Today).Hits[0].Title.Ja);
        var fridge = Kiyose.Value.Find("冷ぞう庫", Today).Hits[0];
        Assert.Contains("市では収集できません", fridge.Title.Ja, StringComparison.Ordinal);
        Assert.Equal("kankyo", fridge.Department);
    }

    [Fact]
    public void 一字違いは_もとの言葉を添えて答える()
    {
        var found = Kiyose.Value.Find("マットレフ", Today);
        Assert.Equal(("マットレス", "マットレス"), (found.Guess, found.Hits[0].Code));
        Assert.Null(Kiyose.Value.Find("マットレス", Today).Guess);
    }

    [Fact]
    public void 何も見つからないときは_近い言葉を挙げる() =>
        Assert.Contains("マンモグラフィ", Kiyose.Value.Find("マンモス", Today) is { Hits.Count: 0 } found ? found.Near : []);

    [Theory]
    [InlineData("ソファー：500円から、粗大ごみ", null)]
    [InlineData("042-492-5111", null)]
    [InlineData("hanako@example.jp", null)]
    [InlineData("x", null)]
    [InlineData("ドローン", "どろーん")]
    public void 番号や文は数えない(string typed, string? counted) => Assert.Equal(counted, UnfoundWord.Countable(typed));

    static string First(string typed)
    {
        if (WordSearch.IsEmpty(typed)) return "empty";
        return Kiyose.Value.Find(typed, Today).Hits is [var hit, ..]
            ? hit.Kind switch
            {
                HitKind.Mine => "mine",
                HitKind.Answer => "answer:" + hit.Code,
                HitKind.Item => "item:" + hit.Code,
                HitKind.Town => "town:" + hit.Code,
                HitKind.Life => "life:" + hit.Code,
                _ => "procedure:" + hit.Code
            } : "none";
    }
}
