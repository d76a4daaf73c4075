using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Tests.Pages;
using Keyaki.Website;

namespace Keyaki.Tests.Rules;

/// <summary>市報: deadlines, lengths, how an issue goes on, and the words as they are read aloud.</summary>
public sealed class GazetteRuleTests
{
    static readonly GazettePlan Plan = KiyoseTests.Load().Files<GazetteFile>().Plan ?? throw new InvalidOperationException();
    static readonly TestClock Clock = new(TestClock.StoryDay);
    static readonly DateOnly Issue = new(2027, 1, 15);
    static readonly GazetteStanding Good = new(3, [], 0, []);

    static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    static GazetteIssue Begun(GazetteState state = GazetteState.Collecting) =>
        GazetteIssue.Told(Clock, Issue, Plan.NumberOf(Issue), Plan.Terms(Issue, BusinessDays.Standard), state);

    static string Refused(Action act) => Assert.Throws<Rule>(act).Sentence;

    [Theory]
    [InlineData("2009-07-15", 1052)]
    [InlineData("2009-07-01", 1051)]
    [InlineData("2009-08-01", 1053)]
    [InlineData("2026-12-01", 1469)]
    public void 号数は_知られている号から数える(string day, int number) => Assert.Equal(number, Plan.NumberOf(Day(day)));

    [Theory]
    [InlineData("2027-01-15", "2026-12-18", "2026-12-28", "2027-01-04", "2027-01-07")] // 12-30 is closed: 12-28 comes before
    [InlineData("2026-12-01", "2026-11-02", "2026-11-13", "2026-11-20", "2026-11-20")] // 11-03 and 11-23 are holidays, 11-21 a Saturday
    public void 期限は_休みの日に当たると_その前の開庁日になる(string issue, string copy, string first, string second, string passed) =>
        Assert.Equal(new(Day(copy), Day(first), Day(second), Day(passed)), Plan.Terms(Day(issue), BusinessDays.Standard));

    [Theory]
    [InlineData("2027-03-15", 2, 25, "2027-01-25")]
    [InlineData("2027-04-01", 2, 31, "2027-02-26")] // February has no 31st, and its last day is a Sunday
    public void 期限は_前々月の25日のようにも決められる(string issue, int months, int day, string expected) =>
        Assert.Equal(Day(expected), new GazetteTerm(null, months, day).Of(Day(issue), BusinessDays.Standard));

    [Fact]
    public void どの号の期限も_原稿_初校_再校_校了_発行の順で_開庁日である()
    {
        foreach (var issue in Plan.From(Day("2026-04-01")).Concat(Plan.From(Day("2035-01-01"))))
        {
            var terms = Plan.Terms(issue, BusinessDays.Standard);
            terms.MustFit(issue);
            Assert.All([terms.Copy, terms.First, terms.Second, terms.Passed], d => Assert.True(BusinessDays.Standard.IsOpen(d), $"{d}"));
        }
        Assert.Equal(("2026-12-01", "2026-12-15"), ($"{Plan.From(Day("2026-11-16")).First():yyyy-MM-dd}",
            $"{Plan.LastUntil(Day("2026-12-31")):yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData(-1, 0, 0, 0, "first")]
    [InlineData(0, -1, 0, 0, "second")]
    [InlineData(0, 0, -1, 0, "passed")]
    [InlineData(0, 0, 0, 1, "passed")]
    public void 期限の順が逆になる変え方は断られる(int first, int second, int passed, int late, string field)
    {
        var day = Issue.AddDays(-1);
        var terms = new GazetteTerms(day, day.AddDays(first), day.AddDays(second), day.AddDays(passed + late));
        Assert.Equal(field, Assert.Throws<Rule>(() => Begun().Settle(1, terms)).Field);
    }

    [Fact]
    public void 同じ日が続く期限は決められ_校了した号の期限は変えられない()
    {
        var day = Issue.AddDays(-1);
        var issue = Begun();
        issue.Settle(2, new(day, day, day, day));
        Assert.Equal((2, day), (issue.Number, issue.Passed));
        Assert.Contains("変えられません", Refused(() => Begun(GazetteState.Ready).Settle(2, new(day, day, day, day))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void 字数は_改行を数えず_絵文字も一字で_上限ちょうどは超えていない()
    {
        var article = Article(new string('あ', 398) + "\n👨‍👩‍👧‍👦\r\n①");
        article.Settle("kurashi", 400, 1);
        Assert.Equal((400, false), (article.Length, article.IsTooLong));
        article.Write("題", article.Text + "い", Clock.GetUtcNow());
        Assert.Equal((401, true), (article.Length, article.IsTooLong));
        Assert.Equal("text", Assert.Throws<Rule>(() => article.Write("題", " \n", Clock.GetUtcNow())).Field);
        Assert.Equal("limit", Assert.Throws<Rule>(() => article.Settle("kurashi", 0, 1)).Field);
        Assert.Equal("text", Assert.Throws<Rule>(() => article.Write("題", new string('あ', 4001), Clock.GetUtcNow())).Field);
    }

    static GazetteArticle Article(string text, int number = 1)
    {
        var article = new GazetteArticle
        {
            Id = Clock.NewId(), Issue = Guid.Empty, Number = number, Page = null, Owner = "kankyo", By = Guid.Empty, At = Clock.GetUtcNow(),
        };
        article.Write("題", text, Clock.GetUtcNow());
        return article;
    }

    [Fact]
    public void 校正は_全部の課が校了するか_待たない理由があるときだけ進む()
    {
        var issue = Begun();
        Assert.Contains("まだ1つも", Refused(() => issue.MustGoOn(GazetteState.FirstProof, Good with { Articles = 0 }, null)),
            StringComparison.Ordinal);
        issue.GoOn(Clock, GazetteState.FirstProof, Good with { TooLong = ["題"] }, null, Guid.Empty);
        var waiting = Good with { Waiting = ["環境課"] };
        Assert.Equal("why", Assert.Throws<Rule>(() => issue.MustGoOn(GazetteState.SecondProof, waiting, " ")).Field);
        issue.MustGoOn(GazetteState.SecondProof, waiting, "電話で確かめたため");
        Assert.Contains("答えていない意見が1件",
            Refused(() => issue.MustGoOn(GazetteState.SecondProof, Good with { OpenComments = 1 }, "理由")),
            StringComparison.Ordinal);
        Assert.Contains("字数を超えて", Refused(() => issue.MustGoOn(GazetteState.SecondProof, Good with { TooLong = ["題"] }, "理由")),
            StringComparison.Ordinal);
        Assert.Equal("電話で確かめたため", issue.GoOn(Clock, GazetteState.SecondProof, waiting, " 電話で確かめたため ", Guid.Empty).Why);
    }

    /// <summary>An act of the walk: to which state, how many articles, too long, comments and departments, and whether a reason is
    /// given.</summary>
    public sealed record Try(int To, int Articles, int TooLong, int Comments, int Waiting, bool Why);

    [Fact]
    public void どんな順に進めようとしても_一歩ずつ先へだけ進み_残りがあれば進まない()
    {
        var tries = from to in Gen.Choose(0, 5) from articles in Gen.Choose(0, 2) from tooLong in Gen.Choose(0, 1)
                    from comments in Gen.Choose(0, 1) from waiting in Gen.Choose(0, 1) from why in Gen.Elements(true, false)
                    select new Try(to, articles, tooLong, comments, waiting, why);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(Gen.ListOf(tries)), walk =>
        {
            var (issue, at) = (Begun(), 0);
            foreach (var one in walk)
            {
                // The model: the step behind is the only one; an issue without articles does not begin; proofs end with nothing left.
                var may = one.To == at + 1 && (at != 0 || one.Articles > 0)
                    && (at is not (1 or 2) || one.Comments == 0 && one.TooLong == 0 && (one.Waiting == 0 || one.Why));
                var standing = new GazetteStanding(one.Articles, [.. Enumerable.Repeat("題", one.TooLong)], one.Comments,
                    [.. Enumerable.Repeat("課", one.Waiting)]);
                var went = true;
                try { issue.GoOn(Clock, (GazetteState)one.To, standing, one.Why ? "理由" : null, Guid.Empty); }
                catch (Rule) { went = false; }
                if (went != may) return false;
                if (may) at = one.To;
                if ((int)issue.State != at || issue.IsOpen != at < 3 || (issue.OnlineAt is not null) != (at == 5)) return false;
            }
            return true;
        }));
    }

    [Fact]
    public void 課は_校了した文が変わると読み直し_意見の答えを待つ間と_終わった回には校了できない()
    {
        var issue = Begun(GazetteState.FirstProof);
        var proof = GazetteProof.Of(Clock, issue, "号", "kankyo", issue.First);
        Assert.Contains("答えを待っている", Refused(() => proof.Pass("a", 1, Guid.Empty, Clock.GetUtcNow())), StringComparison.Ordinal);
        proof.Pass("a", 0, Guid.Empty, Clock.GetUtcNow());
        Assert.Contains("もう校了", Refused(() => proof.Pass("a", 0, Guid.Empty, Clock.GetUtcNow())), StringComparison.Ordinal);
        Assert.False(proof.Waits);
        proof.Reopen();
        Assert.Equal((true, null), (proof.Waits, proof.Pin));
        proof.Close(Clock.GetUtcNow());
        Assert.False(proof.Waits);
        Assert.Contains("もう終わって", Refused(() => proof.Pass("a", 0, Guid.Empty, Clock.GetUtcNow())), StringComparison.Ordinal);
        var (one, two) = (Article("文"), Article("別の文", 2));
        var before = GazetteArticle.PinOf([one, two]);
        Assert.Equal(before, GazetteArticle.PinOf([two, one]));
        two.Write("題", "別の文。", Clock.GetUtcNow());
        Assert.NotEqual(before, GazetteArticle.PinOf([one, two]));
    }

    [Fact]
    public void 意見をそのままにするときは理由が要り_二度は答えられない()
    {
        var comment = new GazetteComment
        {
            Id = Guid.Empty, Issue = Guid.Empty, Article = Guid.Empty, Round = 1, By = Guid.Empty, At = Clock.GetUtcNow(), Words = "電話",
        };
        Assert.Equal("words", Assert.Throws<Rule>(() => comment.Answer(GazetteReply.Left, " ", Guid.Empty, Clock.GetUtcNow())).Field);
        comment.Answer(GazetteReply.Mended, null, Guid.Empty, Clock.GetUtcNow());
        Assert.Contains("もう答えて", Refused(() => comment.Answer(GazetteReply.Mended, null, Guid.Empty, Clock.GetUtcNow())),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("令和8年12月4日(金)午前10時～正午", "令和8年12月4日、金曜日、午前10時から正午")]
    [InlineData("12/4（金・祝） 10:30〜12:00", "12月4日、金曜日、10時30分から12時")]
    [InlineData("09:05～24:00", "9時5分から24時")]
    [InlineData("※要予約。定員１０人、1,500円", "注意、要予約。定員10人、1500円")]
    [InlineData("〒204-8511 ℡042-492-5111（直通）", "郵便番号204の8511 電話042の492の5111、直通")]
    [InlineData("■●・展示", "展示")]
    [InlineData("㈱けやき、20㎡、50%OFF、①と②", "株式会社けやき、20平方メートル、50パーセントOFF、1と2")]
    [InlineData("申込み→抽選、HOTEL TEL 1234", "申込み、次に、抽選、HOTEL 電話 1234")]
    [InlineData("「市役所」と『本』", "「市役所」と『本』")]
    [InlineData("2026/12/4", "2026/12/4")]
    public void 読み上げる文では_記号は言葉になり_日付と時刻は読むとおりになり_数字は残る(string line, string said) =>
        Assert.Equal(said, ReadAloud.Said(line));

    [Fact]
    public void 読み上げる文は_記事を一つずつ_項目の名前から読む()
    {
        var article = Article("初めての方へ\n【日時】12月4日(金)【場所】市役所\n【問合せ】市民課　電話 042-492-5111");
        article.Settle("kurashi", 400, 1);
        var text = ReadAloud.Of(Plan, Begun(), [article], owner => "環境課");
        foreach (var line in new[] { "第1472号。", "2027年1月15日、金曜日発行。", "欄、くらし。", "記事1。題。", "初めての方へ。",
            "日時。12月4日、金曜日。", "場所。市役所。", "問合せ。市民課 電話 042の492の5111。", "担当、環境課。", "記事1、終わり。" })
            Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => "■●【】～※".Contains(c, StringComparison.Ordinal));
    }

    [Fact]
    public async Task 印刷所に渡すものには_印を付けた文と表と写真があり_本文の印は印にならない()
    {
        var article = Article("<題>と&\n【費用】\"無料\"");
        article.Settle("kurashi", 400, 1);
        var file = new StoredFile
        {
            Id = Guid.Empty, Hash = "x", Name = "a.png", Type = FileBytes.Png, Size = 3, State = FileState.Clean,
            AddedAt = Clock.GetUtcNow(),
        };
        using var bytes = new MemoryStream();
        await PrinterPackage.Write(bytes, Plan, Begun(GazetteState.Ready), [article], _ => "環境課",
            [new(1, "写真/01-1.png", file, "広報")], _ => new MemoryStream([1, 2, 3]), default);
        bytes.Position = 0;
        using var zip = new ZipArchive(bytes);
        Assert.Equal(["はじめに.txt", "本文.txt", "記事.csv", "写真/01-1.png"], zip.Entries.Select(e => e.FullName));
        Assert.Equal(3, zip.Entries[3].Length);
        var text = await Read(zip.Entries[1]);
        foreach (var words in new[] { "<欄>くらし</欄>", "<記事 番号=\"1\" 課=\"環境課\">", "<文>&lt;題&gt;と&amp;</文>",
            "<項目 名=\"費用\">&quot;無料&quot;</項目>", "<写真 名=\"写真/01-1.png\">広報</写真>" })
            Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains("<項目 名>", await Read(zip.Entries[0]), StringComparison.Ordinal);
        Assert.Contains("1,くらし,題,", await Read(zip.Entries[2]), StringComparison.Ordinal);
    }

    static async Task<string> Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
