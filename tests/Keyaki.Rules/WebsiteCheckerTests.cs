using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Website;
using static Keyaki.Tests.Rules.PagesToCheck;

namespace Keyaki.Tests.Rules;

/// <summary>Each rule of the notes on publishing finds a planted fault with its weight and place, and nothing in a good text.</summary>
public sealed class WebsiteCheckerTests
{
    internal sealed record Case(string Rule, Weight Weight, string At, Content Bad, Content Good, CheckSurroundings Around,
        CheckSurroundings Beside)
    {
        public override string ToString() =>
            $"{Rule} {At} {Bad.Ja.Blocks.Concat(Bad.Easy.Blocks).Concat(Bad.En.Blocks).FirstOrDefault()?.Json().ToJsonString()}";
    }

    static Case Stop(string rule, string at, Content bad, Content good, CheckSurroundings? around = null,
        CheckSurroundings? beside = null) => new(rule, Weight.Stop, at, bad, good, around ?? Around, beside ?? around ?? Around);
    static Case Warn(string rule, string at, Content bad, Content good, CheckSurroundings? around = null,
        CheckSurroundings? beside = null) => Stop(rule, at, bad, good, around, beside) with { Weight = Weight.Warn };

    /// <summary>A sentence in the text of a page.</summary>
    static Case Stop(string rule, string bad, string good) => Stop(rule, "ja.0.text", Ja(bad), Ja(good));
    static Case Warn(string rule, string bad, string good) => Warn(rule, "ja.0.text", Ja(bad), Ja(good));
    static Case Easily(string rule, string bad, string good) => Warn(rule, "easy.0.text", Easy(bad), Easy(good));

    static Content Titled(string title) => Ja() with { Ja = Ja().Ja with { Title = title } };
    static Content Summed(string summary) => Ja() with { Ja = Ja().Ja with { Summary = summary } };
    static Content Picture(params (string, string)[] values) => Ja(new Block("picture", [("file", "1"), .. values]));
    static Content Table(string cells, string caption = "料金", string head = "row") =>
        Ja(new Block("table", ("caption", caption), ("head", head), ("cells", cells)));
    static Block Heading(string level, string text) => new("heading", ("level", level), ("text", text));
    static Content Headings(params (string Level, string Text)[] all) => Ja([.. all.Select(h => Heading(h.Level, h.Text))]);
    static Content With(string procedure, string text) =>
        Ja(new Block("text", ("text", text)), new Block("procedure", ("code", procedure)));
    static Content Files(string items) => Ja(new Block("text", ("text", new string('あ', 100))), new Block("files", ("items", items)));

    internal static readonly IReadOnlyList<Case> Cases =
    [
        Stop("P1", "ja.0.alt", Picture(), Picture(("alt", "けやき並木を歩く人たち"))),
        Stop("P1", "ja.0.alt", Picture(("alt", "　")), Picture(("decoration", "yes"))),
        Stop("P2", "ja.0.alt", Picture(("alt", "DSC00012")), Picture(("alt", "けやき並木を歩く人たち"))),
        Stop("P2", "ja.0.alt", Picture(("alt", "keyaki.jpg")), Picture(("alt", "keyaki.jpg"), ("decoration", "yes"))),
        Stop("P2", "ja.0.alt", Picture(("alt", "写真1")), Picture(("alt", "写真を撮る人たち"))),
        Warn("P2", "ja.0.alt", Picture(("alt", "秋のけやき"), ("caption", "秋のけやき")),
            Picture(("alt", "黄色のけやき"), ("caption", "秋のけやき"))),
        Warn("P2", "ja.0.alt", Picture(("alt", new string('木', 121))), Picture(("alt", new string('木', 120)))),
        Warn("P3", "ja.0.file", Picture(("alt", "防災講座のポスター")),
            Ja(new Block("picture", ("file", "1"), ("alt", "防災講座のポスター")),
            new Block("text", ("text", "場所は清瀬けやきホール、日は2026年12月20日です。")))),
        Warn("P3", "ja.0.file", Ja(new Block("picture", ("file", "poster"), ("alt", "講座の案内"))),
            Facts(place: new("市役所"), times: new Happening(new(2026, 12, 20))) with { Ja = Picture(("alt", "チラシ")).Ja }),
        Stop("H1", "ja.0.level", Headings(("3", "日程")), Headings(("2", "日程"))),
        Stop("H1", "ja.1.level", Headings(("2", "日程"), ("4", "午前")), Headings(("2", "日程"), ("3", "午前"), ("2", "申し込み"))),
        Stop("H1", "ja.1.text", Headings(("2", "日程"), ("2", "　")), Headings(("2", "日程"), ("2", "場所"))),
        Stop("H1", "ja.1.text", Headings(("2", "日程"), ("2", "日程")), Headings(("2", "日程"), ("3", "日程"))),
        Warn("H2", "はじめに。\n\n**申し込みの方法**\n\n窓口で。", "はじめに。\n\n**必ず**申し込んでください。"),
        Stop("L1", "くわしくは[こちら](/a.html)。", "くわしくは[ごみの分け方](/a.html)。"),
        Stop("L1", "[詳細はこちらをクリック](/a.html)", "[講座の詳細](/a.html)"),
        Stop("L1", "[https://example.jp/](https://example.jp/)", "[例のページ](https://example.jp/)"),
        Stop("L1", "https://example.jp/a を見てください。", "[例のページ](https://example.jp/a)を見てください。"),
        Stop("L1", "en.0.text", En("Click [here](/a.html)."), En("See [how to sort garbage](/a.html).")),
        Warn("L2", "[申込書](/a.html)と[申込書](/b.html)", "[申込書](/a.html)、[記入例](/b.html)、[申込書](/a.html)"),
        Warn("L2", "[申込書](/a.html) [の書き方](/a.html)", "[申込書](/a.html)と[書き方](/a.html)"),
        Warn("L2", "[前の案内](/old.html)", "[ごみの分け方](/kurashi/1000001.html)"),
        Warn("L2", "[次の案内](/soon.html)", "[次の案内](https://example.jp/soon.html)"),
        Stop("L3", "[資料](http://portal.kiyose.example/a)", "[資料](https://example.jp/a)"),
        Stop("L3", "[資料](http://192.168.1.5/a)", "[資料](http://193.168.1.5/a)"),
        Stop("L3", "[資料](file:///z/a.pdf)", "[資料](/files/a.html)"),
        Stop("L3", @"資料は\\server01\kankyo にあります。", "資料は窓口にあります。"),
        Stop("L3", "[下見](/preview/12)", "[下見の会](/previews.html)"),
        Stop("L3", "[ごみ](https://www.city.kiyose.lg.jp/gomi.html)", "[ごみ](/gomi.html)"),
        Warn("L4", "ja.1.items", Files("good|料金の表（PDF 200KB）"), Files("good|料金の表")),
        Warn("L4", "[申込書](/files/a.pdf)を使ってください。", "[申込書（PDF、20KB）](/files/a.pdf)を使ってください。"),
        Warn("T1", "ja.0.caption", Table("品物\t料金\n机\t600円", caption: " "), Table("品物\t料金\n机\t600円")),
        Stop("T1", "ja.0.head", Table("品物\t料金\n机\t600円", head: ""), Table("品物\t料金\n机\t600円", head: "column")),
        Stop("T1", "ja.0.cells", Table("品物\t料金\n机\t600円\t高い"), Table("品物|料金|メモ\n机|600円|")),
        Warn("T1", "ja.0.cells", Table("品物\n机\n椅子"), Table("品物\t料金\n机\t600円")),
        Warn("T1", "ja.0.cells", Table("品物\t料金\n机\t600円\n椅子\t〃"), Table("品物\t料金\n机\t600円\n椅子\t600円")),
        Warn("T1", "ja.0.cells", Table("品物\t料金\n机\t600円\n\t700円"), Table("品物\t料金\n机\t600円\n机\t700円")),
        Stop("X1", "日　時：12月1日", "日時：12月1日"),
        Stop("X1", "【場 所】市役所", "【場所】市役所"),
        Stop("X1", "持ち物　　　筆記具", "持ち物　筆記具"),
        Stop("X1", "市役所の二階で\n受け付けます。", "市役所\n二階の窓口"),
        Stop("X1", "ja.0.cells", Table("期　間\t料 金\n一日\t600円"), Table("月　火　水\t料金\n一日\t600円")),
        Stop("X2", "ｺﾞﾐの日", "ゴミの日"),
        Stop("X2", "電話は０４２", "電話は042"),
        Stop("X2", "ja.title", Titled("ＤＶの相談"), Titled("DVの相談")),
        Warn("X3", "①申込書を書く", "（1）申込書を書く"),
        Warn("X3", "㈱けやきへ", "株式会社けやきへ"),
        Warn("X3", "ja.title", Titled("ごみの日が変わります🎉"), Titled("ごみの日が変わります")),
        Warn("X4", "午前10時～11時", "午前10時から11時まで"),
        Warn("X4", "12/1(火)に行います。", "定員の1/3が市民です。"),
        Warn("X4", "月曜→火曜", "月曜から火曜に変わります。"),
        Warn("X4", "要予約※\nほかは当日", "※ほかは当日に受け付けます。"),
        Warn("X4", "ja.0.cells", Table("会場\t駐車場\n市役所\t〇"), Table("会場\t駐車場\n市役所\tあり")),
        Stop("D1", "12月1日(月)に集めます。", "12月1日(火)に集めます。"),
        Stop("D1", "2026年12月5日（日）と6日（日）", "2026年12月5日（土）と6日（日）"),
        Stop("D1", "令和8年11月28日金曜日", "令和8年11月28日土曜日"),
        Stop("D1", "en.0.text", En("On Monday, December 1, 2026."), En("On Tuesday, December 1, 2026.")),
        Stop("D2", "2026年2月29日に行います。", "2028年2月29日に行います。"),
        Stop("D2", "4月31日まで", "4月30日まで"),
        Stop("D2", "2026年12月5日から12月1日まで", "2026年12月28日から1月4日まで"),
        Stop("D2", "午後3時から午後1時まで", "午後3時から5時まで"),
        Stop("D2", "facts.times.0", Facts(times: new Happening(new(2026, 12, 5), new(10, 0), new(9, 0))),
            Facts(times: new Happening(new(2026, 12, 5), new(10, 0), new(9, 0), new(2026, 12, 6)))),
        Stop("D2", "expires", Ja(), Ja(), ForNotice with { Expires = At(2026, 12, 1, 8) }, ForNotice),
        Warn("D3", "2026/12/1に行います。", "2026年12月1日に行います。"),
        Warn("D3", "締め切りは12.1(火)です。", "12.1キロメートルです。"),
        Warn("D3", "R8.12.1から", "令和8年12月1日から"),
        Warn("D3", "10月1日に始まります。", "12月1日に始まります。"),
        Warn("D3", "easy.0.text", Easy("令和8年に はじまります。"), Easy("2026年（令和8年）に はじまります。")),
        Warn("D3", "en.0.text", En("It begins in Reiwa 8."), En("It begins in 2026.")),
        Warn("D4", "2026年11月1日に開催します。", "2026年11月1日に開催しました。"),
        Warn("D4", "明日から受け付けます。", "全日本日曜市"),
        Warn("D4", "expires", Ja("日は2026年11月1日です。"), Ja("1970年10月1日に市になりました。"), Around with { Expires = null }),
        Warn("D4", "expires", Facts(times: new Happening(new(2026, 11, 1))), Facts(times: new Happening(new(2026, 11, 1))), Around,
            Around with { Expires = At(2026, 12, 31, 9) }),
        Warn("D5", "12時に始まります。", "正午に始まり、12時間続きます。"),
        Warn("D5", "24時まで", "午後11時まで"),
        Warn("D5", "午前10時から15時まで", "10時から15時まで"),
        Warn("N1", "電話は042-000-9999です。", "電話は042-492-5111（内線2345）です。"),
        Warn("N1", "電話は042-492-5111です。", "電話は042-497-2099です。"),
        Warn("N1", "[電話する](tel:0420009999)", "[電話する](tel:042-492-5111)"),
        Warn("N2", "参加費は500です。", "参加費は500円です。"),
        Warn("N2", "￥500", "500円"),
        Warn("N2", "定員：20\n先着順", "定員：20人\n先着順"),
        Warn("N2", "facts.fee", Facts(fee: new("500")), Facts(fee: new("500円"))),
        Warn("N2", "facts.capacity.en", Facts(capacity: new("20人", null, "20")), Facts(capacity: new("20人", null, "20 people"))),
        Warn("N2", "約1,234人が来ました。", "約1,200人が来ました。"),
        Stop("N3", "facts.fee", Facts(fee: new("800円"), procedure: "lecture"), Facts(fee: new("500円"), procedure: "lecture")),
        Stop("N3", "facts.fee", Facts(fee: new("無料"), procedure: "lecture"), Facts(fee: new("無料"), procedure: "free")),
        Stop("N3", "facts.place", Facts(place: new("市役所"), procedure: "lecture"),
            Facts(place: new("清瀬けやきホール 2階"), procedure: "lecture")),
        Stop("N3", "ja.0.text", With("lecture", "12月11日までに申し込んでください。"),
            With("lecture", "12月1日から12月10日までに申し込んでください。")),
        Stop("N3", "ja.0.text", With("bulky-waste", "手数料は200円です。"), With("bulky-waste", "手数料は600円です。")),
        Stop("N3", "ja.0.code", Ja(new Block("procedure", ("code", "gone"))), Ja(new Block("procedure", ("code", "free")))),
        Stop("C1", "owner", Ja(), Ja(), Around with { Owner = null }, Around),
        Stop("C1", "reviewDay", Ja(), Ja(), Around with { ReviewDay = null }, Around),
        Stop("C1", "expires", Ja(), Ja(), ForNotice with { Expires = null }, ForNotice),
        Stop("C1", "topics", Ja() with { Topics = [] }, Ja()),
        Stop("C1", "contact", Ja(), Ja(new Block("contact", ("department", "bosai"))), Around with { Phone = null }),
        Stop("C2", "ja.title", Titled(" "), Titled("ごみの分け方")),
        Stop("C2", "ja.title", Titled("【お知らせ】"), Titled("ごみの日のお知らせ")),
        Warn("C2", "ja.title", Titled(new string('清', 41)), Titled(new string('清', 40))),
        Warn("C2", "ja.title", Titled("ごみの出し方"), Titled("2027年のごみの出し方")),
        Warn("C3", "ja.summary", Summed(""), Summed("ごみの日が変わります。")),
        Warn("C3", "ja.summary", Summed(new string('清', 121)), Summed(new string('清', 120))),
        Stop("C4", "ja.0.items", Ja(new Block("files", ("items", "good|案内"))), Files("good|案内")),
        Stop("C5", "ja.1.items", Files("scan|案内"), Files("good|案内")),
        Warn("C5", "ja.1.items", Files("bare|案内"), Files("sheet|案内")),
        Stop("C6", "ja.0.text", Ja(new Block("video", ("url", "https://video.example/1"))),
            Ja(new Block("video", ("url", "https://video.example/1"), ("text", "市長が話しています。")))),
        Warn("C7", "赤字の日は休みです。", "「休み」と書いた日は休みです。"),
        Warn("C7", "右の図を見てください。", "図1を見てください。"),
        Warn("C8", "DXを進めます。", "DX（デジタル技術で仕事を変えること）を進めます。DXの例です。"),
        Warn("C8", "フレイルに気を付けます。", "DX推進課のフレイルとは、弱った状態です。"),
        Stop("C9", "父兄の方へ", "保護者の方へ"),
        Warn("C9", "障害者の方へ", "障害者手帳のある方へ"),
        Stop("C9", "未亡人の方へ", "海外人材の方へ"),
        Warn("C10", "en.0.text", En("ごみの日が変わります。"), En("Garbage days change.")),
        Warn("C10", "This is a very long English sentence.", "Tokyo Kiyose Cityの略です。"),
        Warn("C10", "안녕하세요", "韓国語のページがあります。"),
        Warn("C10", "en.title", Ja() with { En = new("Garbage", "Days.", []) }, En("Garbage days change.")),
        Stop("Z1", "番号は123456789018です。", "番号は123456789012です。"),
        Stop("Z1", "1234-5678-9018", "1234-5678-9012"),
        Stop("Z1", "hanako@gmail.comへ", "kankyo@city.kiyose.lg.jpへ"),
        Stop("Z1", "[メール](mailto:sato.hanako@example.jp)", "[メール](mailto:info@example.jp)"),
        Stop("Z1", "説明は佐藤　花子が行います。", "説明は環境課が行います。"),
        Stop("Z1", "担当：高橋", "担当：環境課"),
        Easily("E1", new string('あ', 41) + "。", new string('あ', 40) + "。"),
        Stop("E1", "easy.0.text", Easy(new string('あ', 61)), Easy("ごみを だします。")),
        Easily("E2", "できない ことは ありません。", "できます。"),
        Easily("E3", "適宜 やすみます。", "10時に やすみます。"),
        Easily("E4", "水分補給を してください。", "水を 飲んで ください。"),
        Easily("E5", "フレイルに 気をつけます。", "フレイル〈体が 弱いこと〉に 気をつけます。"),
        Easily("E5", "アアア イイイ ウウウ エエエ オオオ カカカ キキキ", "アアア イイイ ウウウ エエエ オオオ カカカ"),
        Easily("E6", "いえが ぐらぐら します。", "いろいろ あります。"),
        Easily("E7", "避難所へ 行って ください。", "｜避難所《ひなんじょ》〈にげる ところ〉へ 行って ください。避難所は 学校です。"),
        Easily("E8", "ここを ご覧 ください。", "ここを 見て ください。"),
        Easily("E8", "ごみを 出すことが できる。まいにち 集めている。", "ごみを 出すことが できます。集めました。"),
        Easily("E9", "ごみを 出す 場所", "ごみを ｜出《だ》す ｜場所《ばしょ》"),
        Warn("E10", "easy", Easy(string.Concat(Enumerable.Repeat("ごみの ひです。", 150))), Easy("ごみの ひです。")),
        Easily("E11", "12月1日に 500円 はらいます。", "12月1日です。\n500円 はらいます。"),
        Easily("E12", "ところ：市やくしょ", "市やくしょの ひと"),
        Easily("E13", "いつも ありがとう ございます。", "ごみの ひが かわります。"),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    [Theory, MemberData(nameof(Numbers))]
    public void 植えた誤りは_重さと場所が合って見つかり_よい文では見つからない(int number)
    {
        var each = Cases[number];
        var found = Checker.Look(new(each.Bad, each.Around)).Where(f => f.Rule == each.Rule).ToList();
        Assert.True(found.Any(f => f.At == each.At && f.Weight == each.Weight), $"{each}\n{string.Join('\n', found)}");
        Assert.All(found, f => Assert.True(f.Message.EndsWith('。') && f.Why.EndsWith('。'), f.Message));
        var beside = Checker.Look(new(each.Good, each.Beside))
            .Where(f => f.Rule == each.Rule && f.At == each.At && f.Weight == each.Weight);
        Assert.True(!beside.Any(), $"{each}\n{string.Join('\n', beside)}");
    }

    [Fact]
    public void どのきまりにも_見つける例と見つけない例と_言葉がある()
    {
        Assert.Equal(Checker.Rules.Select(r => r.Code), Cases.Select(c => c.Rule).Distinct());
        Assert.All(Checker.Rules, r => Assert.True(r.Title.Length > 5 && r.Why.EndsWith('。'), r.Code));
        Assert.Equal(Checker.Rules.Count, Checker.Rules.Select(r => r.Title).Distinct().Count());
    }

    [Fact]
    public void 公開のノートの表のきまりは_全部ある() => Assert.Equal(
        "P1 P2 P3 H1 H2 L1 L2 L3 L4 T1 X1 X2 X3 X4 D1 D2 D3 D4 D5 N1 N2 N3 C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 Z1".Split(' '),
        Checker.Rules.Select(r => r.Code).Where(c => c[0] != 'E'));

    [Fact]
    public void よいお知らせとよいページでは_何も見つからない()
    {
        Assert.Equal([], Checker.Look(new(Notice, ForNotice)));
        Assert.Equal([], Checker.Look(new(Page, Around)));
    }

    [Theory]
    [InlineData("2026年12月1日", '火')]
    [InlineData("2026年11月28日", '土')]
    [InlineData("2026年12月5日", '土')]
    [InlineData("2027年1月15日", '金')]
    public void 曜日は暦のとおり(string day, char right)
    {
        foreach (var sign in "日月火水木金土")
        {
            var found = Checker.Look(new(Ja($"{day}（{sign}）"), Around)).Where(f => f.Rule == "D1").ToList();
            Assert.Equal(sign == right ? 0 : 1, found.Count);
            Assert.All(found, f => Assert.Contains($"{right}曜日", f.Message, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("2026年2月29日", false)]
    [InlineData("2028年2月29日", true)]
    [InlineData("令和8年2月29日", false)]
    [InlineData("2月29日", false)]
    [InlineData("13月1日", false)]
    [InlineData("１２月３２日", false)]
    public void ない日は_年がなくても元号でも全角でも見つかる(string day, bool there) =>
        Assert.Equal(there, !Checker.Look(new(Ja(day), Around)).Any(f => f.Rule == "D2"));

    [Theory]
    [InlineData(2026, 12, 31)]
    [InlineData(2027, 6, 1)]
    public void 夜に見直しても_年のない日は公開した時の年のまま(int year, int month, int day)
    {
        var later = ForNotice with { Today = new(year, month, day), Expires = At(2027, 12, 31, 0) };
        Assert.DoesNotContain(Checker.Look(new(Ja("12月20日（日）に行いました。"), later)), f => f.Rule is "D1" or "D3");
    }

    [Fact]
    public void 止めるものがなければ_起案できる()
    {
        Assert.True(Checker.Look(new(Page, Around)).MayGo());
        Assert.True(Checker.Look(new(Ja("①を出します。"), Around)).MayGo());
        Assert.False(Checker.Look(new(Ja("日　時"), Around)).MayGo());
    }

    [Fact]
    public void 手書きの別の形も_要点の三つの言葉も見る()
    {
        var content = Facts(place: new("市役所１階", "市やくしょ １かい", "City hall １")) with
        {
            Forms = new Dictionary<string, Override> { ["mail"] = new("１２月１日です。", "") },
        };
        Assert.Equal(["facts.place", "facts.place.easy", "facts.place.en", "forms.mail"],
            Checker.Look(new(content, Around)).Where(f => f.Rule == "X2").Select(f => f.At).Order(StringComparer.Ordinal));
    }
}
