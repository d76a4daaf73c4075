using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Website;
using Xunit.Abstractions;
using static Keyaki.Tests.Rules.PagesToCheck;
using Finding = Keyaki.Website.Finding;

namespace Keyaki.Tests.Rules;

/// <summary>A button mends what it says and nothing else, whatever was typed; and the rules are quick.</summary>
public sealed class WebsiteFixTests(ITestOutputHelper output)
{
    /// <summary>Rules that have a button by the notes, and those of やさしい日本語 that explain words.</summary>
    static readonly string[] WithButton = ["X1", "X2", "X3", "D3", "C8", "C9", "E5", "E7"];

    [Fact]
    public void 表に_ボタンとあるきまりには_ボタンがある() => Assert.Equal(WithButton, WebsiteCheckerTests.Cases
        .Where(c => Checker.Look(new(c.Bad, c.Around)).Any(f => f.Rule == c.Rule && f.Fix is not null)).Select(c => c.Rule).Distinct());

    [Theory, MemberData(nameof(WebsiteCheckerTests.Numbers), MemberType = typeof(WebsiteCheckerTests))]
    public void どのボタンも_押すと見つからなくなり_もう一度押しても変わらない(int number)
    {
        var each = WebsiteCheckerTests.Cases[number];
        foreach (var finding in Checker.Look(new(each.Bad, each.Around))) Mends(each.Bad, finding, each.Around);
    }

    [Theory]
    [InlineData("X1", "日　時：**場 所**", "日時：**場所**")]
    [InlineData("X1", "市役所の二階で\n　　受け付けます。", "市役所の二階で受け付けます。")]
    [InlineData("X2", "[ｺﾞﾐの日](/ａ.html)は１２月", "[ゴミの日](/ａ.html)は12月")]
    [InlineData("X2", "ﾊﾟﾝﾌﾚｯﾄ", "パンフレット")]
    [InlineData("X3", "①㈱けやきのⅡ階、20㎡", "（1）株式会社けやきのII階、20平方メートル")]
    [InlineData("X3", "**①**[申込書②](/a.html)", "**（1）**[申込書（2）](/a.html)")]
    [InlineData("D3", "2026/12/1(火)から2026.12.5まで", "2026年12月1日(火)から2026年12月5日まで")]
    [InlineData("D3", "R8.12.1", "令和8年12月1日")]
    [InlineData("D3", "１２．１（火）", "12月1日（火）")]
    [InlineData("D3", "10月1日（木）に始まりました。", "2026年10月1日（木）に始まりました。")]
    [InlineData("C8", "[DX](/a.html)とDX", "[DX](/a.html)（デジタル技術で仕事の進め方を変えること）とDX")]
    [InlineData("C9", "父兄と**父兄**", "保護者と**保護者**")]
    public void ボタンは_ここだけを直し_印とアドレスに触らない(string rule, string typed, string mended)
    {
        var content = Ja(typed);
        var finding = Checker.Look(new(content, Around)).First(f => f.Rule == rule && f.Fix is not null);
        Assert.Equal(Ja(mended).Json(), finding.Fix?.Mend(content).Json());
    }

    [Theory]
    [InlineData("E7", "｜避難所《ひなんじょ》へ にげて ください。", "｜避難所《ひなんじょ》〈にげて 生活する ところ〉へ にげて ください。")]
    [InlineData("D3", "令和8年12月1日です。", "2026年12月1日です。")]
    public void やさしい日本語のボタンも_ふりがなを壊さない(string rule, string typed, string mended)
    {
        var finding = Checker.Look(new(Easy(typed), Around)).First(f => f.Rule == rule && f.Fix is not null);
        Assert.Equal(Easy(mended).Json(), finding.Fix?.Mend(Easy(typed)).Json());
    }

    [Theory]
    [InlineData("In Reiwa 8 and 2026/12/1.", "In 2026 and December 1, 2026.")]
    public void 英語の日付のボタンは_英語で書く(string typed, string mended)
    {
        var content = En(typed);
        foreach (var finding in Checker.Look(new(content, Around)).Where(f => f.Rule == "D3"))
            content = finding.Fix?.Mend(content) ?? content;
        Assert.Equal(En(mended).Json(), content.Json());
    }

    [Fact]
    public void 印をまたぐ誤りには_ボタンが出ない_見つかりはする()
    {
        var finding = Assert.Single(Checker.Look(new(Ja("父**兄**の方"), Around)), f => f.Rule == "C9");
        Assert.Null(finding.Fix);
    }

    [Fact]
    public void 年のない日の年は_要点にあればボタンで付く()
    {
        var content = Ja("2月1日に行います。") with { Facts = new([new(new(2028, 2, 1))], null, null, null, null, Applying.None) };
        var around = Around with { Today = new(2026, 5, 1) };
        Assert.Null(Checker.Look(new(Ja("2月1日に行います。"), around)).First(f => f.Rule == "D3").Fix);
        var mended = Checker.Look(new(content, around)).First(f => f.Rule == "D3").Fix?.Mend(content);
        Assert.Equal("2028年2月1日に行います。", mended?.Ja.Blocks[0]["text"]);
    }

    [Fact]
    public void 場所がなくなっていれば_ボタンは何も変えない()
    {
        foreach (var each in WebsiteCheckerTests.Cases)
            foreach (var finding in Checker.Look(new(each.Bad, each.Around)))
                Assert.Equal(new Content().Json(), (finding.Fix?.Mend(new()) ?? new()).Json());
    }

    static void Mends(Content before, Finding finding, CheckSurroundings around)
    {
        if (finding.Fix is not { } fix) return;
        var after = fix.Mend(before);
        Assert.NotEqual(before.Json(), after.Json());
        Assert.DoesNotContain(Checker.Look(new(after, around)),
            f => (f.Rule, f.At, f.Message) == (finding.Rule, finding.At, finding.Message));
        Assert.Equal(after.Json(), fix.Mend(after).Json());
        var (was, now) = (Passage.Of(before).ToDictionary(s => s.At, s => s.Raw), Passage.Of(after).ToDictionary(s => s.At, s => s.Raw));
        Assert.All(was, place => Assert.True(place.Key == finding.At || now[place.Key] == place.Value, place.Key));
        Assert.True(IsWithin(Kept(finding.Rule, was[finding.At], finding.Message), now.GetValueOrDefault(finding.At, "")),
            $"{finding.Rule} {was[finding.At]} -> {now.GetValueOrDefault(finding.At)}");
    }

    /// <summary>What must still be there in the same order: all letters that the rule is not about.</summary>
    static string Kept(string rule, string text, string message) => string.Concat(text.Where(c => rule switch
    {
        "X1" => !char.IsWhiteSpace(c),
        "X2" => c is < '０' or > 'ﾟ' || c is > 'ｚ' and < '｡' || c is > '９' and < 'Ａ' || c is > 'Ｚ' and < 'ａ',
        "X3" => c is < '\u2000' or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF',
        "D3" => !char.IsDigit(c) && !char.IsAsciiLetter(c)
            && !"年月日./- ．／－　元令和平成昭大正明治ＲＨ".Contains(c, StringComparison.Ordinal),
        "C9" => !message.Split('」')[0].Contains(c, StringComparison.Ordinal),
        _ => true,
    }));

    static bool IsWithin(string part, string whole)
    {
        var at = 0;
        foreach (var c in part)
        {
            at = whole.IndexOf(c, at) + 1;
            if (at == 0) return false;
        }
        return true;
    }

    static readonly string[] Pieces =
    [
        "日　時", "場 所", "：", "12月1日(月)", "2026/12/1", "R8.12.1", "12.1(火)", "2月29日", "令和8年", "Reiwa 8", "から", "～",
        "10時", "12時", "24:00", "午後",
        "①", "㈱", "㌔", "Ⅱ", "🎉", "👨\u200D👩\u200D👧", "ｺﾞﾐ", "ﾞ", "０１２", "Ａｂ", "**", "**父兄**",
        "[こちら](/a.html)", "[", "](", ")", "｜", "《", "》", "｜避難所《ひなんじょ》", "避難所",
        "DX", "フレイル", "障害者", "父兄", "未亡人", "\n", "\n\n", "\r\n", "\t", "|", " ", "　", "　　", "。", "、",
        "を", "で", "の", "漢字", "かな", "abc", "500", "円",
        "042-492-5111", "123456789018", "a@gmail.com", "https://", "\\\\server",
        "※", "→", "〇", "\uD83C", "\uDF89", "\u0301", "か\u3099", "\0", "%", "（", "）", "(", "・", "赤字の",
    ];

    static readonly Gen<string> Texts =
        from pieces in Gen.Frequency((8, Gen.Elements(Pieces)), (1, ArbMap.Default.GeneratorFor<char>().Select(c => c.ToString())))
            .ArrayOf()
        select string.Concat(pieces);

    static readonly Gen<Block> Blocks =
        from kind in Gen.Elements("heading", "text", "list", "steps", "table", "callout", "disclosure", "faq", "picture", "files",
            "video", "place", "contact", "procedure", "notices", "calendar", "source", "unknown")
        from a in Texts from b in Texts from level in Gen.Elements("2", "3", "4", "x", "")
        select new Block(kind, ("text", a), ("items", a), ("cells", a), ("title", b), ("caption", b), ("alt", a), ("question", a),
            ("answer", b), ("url", b), ("name", a), ("address", b), ("way", a), ("code", b), ("file", b),
            ("level", level), ("head", level == "2" ? "row" : ""));

    static readonly Gen<Wording> Wordings = from title in Texts from summary in Texts from blocks in Blocks.ArrayOf()
                                            select new Wording(title, summary, blocks);

    static readonly Gen<Content> Contents =
        from ja in Wordings from easy in Wordings from en in Wordings from place in Texts from fee in Texts from form in Texts
        from day in Gen.Choose(0, 3_000_000) from has in Gen.Elements(true, false)
        select new Content
        {
            Ja = ja, Easy = easy, En = en,
            Facts = has ? new([new(DateOnly.FromDayNumber(day))], new(place, fee, place), new(fee), null, new(fee, place),
                Applying.None) : null,
            Forms = new Dictionary<string, Override> { ["mail"] = new(form, "") },
        };

    [Fact]
    public void 何が書かれていても落ちず_ボタンは直すところだけを直す() => Prop.ForAll(Contents.ToArbitrary(), content =>
    {
        foreach (var around in new[] { Around, ForNotice, Around with { Today = new(1950, 2, 28) },
            Around with { Today = new(2096, 2, 29) } })
            foreach (var finding in Checker.Look(new(content, around))) Mends(content, finding, around);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(20));

    [Fact]
    public void 五千のページを_六十秒より早く見る()
    {
        var pages = Enumerable.Range(0, 5000).Select(Generated).ToList();
        _ = Checker.Look(new(pages[0], Around));
        var (clock, found) = (Stopwatch.StartNew(), 0);
        foreach (var page in pages) found += Checker.Look(new(page, Around)).Count;
        var letters = pages.Sum(p => Passage.Of(p).Sum(s => s.Raw.Length));
        output.WriteLine($"{pages.Count} ページ、{letters:N0} 字、{found:N0} 件、{clock.Elapsed.TotalSeconds:N1} 秒");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.True(found > 0);
    }

    /// <summary>About three sheets of text, a table, and now and then a fault.</summary>
    static Content Generated(int number)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 12; i++)
            text.Append(Page.Ja.Blocks[7]["text"]).Append($"2026年12月{i + 1}日に、[ごみの分け方{i}](/kurashi/{i}.html)を変えました。")
                .Append((number + i) % 7 == 0 ? "①日　時は、父兄の方へ12月1日(月)に知らせます。" : "窓口は午前8時30分からです。")
                .Append("\n\n");
        var cells = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"品物{i}\t{i * 100}円\t幅{i}メートルまで"));
        return Page with
        {
            Ja = Page.Ja with
            {
                Title = $"粗大ごみの料金{number}",
                Blocks = [.. Page.Ja.Blocks, new("text", ("text", text.ToString())),
                new("table", ("caption", "料金"), ("head", "row"), ("cells", "品物\t料金\tメモ\n" + cells))]
            },
            Easy = Notice.Easy,
            En = Notice.En,
        };
    }

    [Theory]
    [InlineData("1"), InlineData(" "), InlineData("["), InlineData("日 "), InlineData("12月1日(火)から"), InlineData("*"), InlineData("ｱ")]
    [InlineData("①"), InlineData("父兄"), InlineData("10:00-9:00 "), InlineData("a."), InlineData("a@b.c "), InlineData("、\n　")]
    [InlineData("｜字《"), InlineData("2026/12/1,"), InlineData("042-")]
    public void いちばん長い部品でも_すぐに見終わる(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Block.Longest / piece.Length));
        var content = Ja(new Block("text", ("text", text)), new Block("table", ("cells", text))) with
        { Easy = Easy(text).Easy, En = En(text).En };
        var clock = Stopwatch.StartNew();
        _ = Checker.Look(new(content, Around));
        output.WriteLine($"{piece}: {clock.Elapsed.TotalSeconds:N2} 秒");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
