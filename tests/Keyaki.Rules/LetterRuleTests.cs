using Keyaki.Kernel;
using Keyaki.Kits;
using Keyaki.Payments;
using Keyaki.Tests.Pages;

namespace Keyaki.Tests.Rules;

/// <summary>手紙: what a template may say, what a letter needs a hand for, in which order a batch lies, and what becomes of a
/// letter.</summary>
public sealed class LetterRuleTests : IDisposable
{
    static readonly CityProfile City = KiyoseTests.Load();
    static readonly TimeProvider Clock = new TestClock(new(2026, 11, 30, 10, 0, 0, TimeSpan.FromHours(9)));
    static readonly DateOnly Today = new(2026, 11, 30);
    static readonly LetterSheets Sheets = new(LetterWords.Of(new DemandLetter(), City), City, new PaperFonts());
    static readonly string Folder = Directory.CreateTempSubdirectory("keyaki-letter-key").FullName;
    static readonly MasterKey Key = MasterKey.Load(Path.Combine(Folder, "key"), create: true);

    readonly string copy = Directory.CreateTempSubdirectory("keyaki-letters").FullName;

    public LetterRuleTests() => KiyoseTests.CopyTo(copy);

    public void Dispose() => Directory.Delete(copy, recursive: true);

    static LetterContent To(string name, string? address) => LetterContent.To(name, address, Today,
        new Dictionary<string, string> { ["item"] = "市都民税", ["owed"] = "10,000円" }, City);

    [Theory]
    [InlineData("payments-demand.json", "{deadline}までに納めて", "{dedline}までに納めて", "blocks[0].text")]
    [InlineData("payments-demand.json", "\"owed\",", "\"owedd\",", "blocks[1].table")]
    [InlineData("payments-demand.json", "{owed-en}", "{owed_en}", "blocks[4].gloss.en")]
    [InlineData("payments-refund.json", "\"if\": \"interest\"", "\"if\": \"interests\"", "blocks[2].if")]
    [InlineData("payments-refund.json", "納付書の番号 {key}", "納付書の番号 {kye}", "blocks[8].reply.title")]
    [InlineData("payments-demand.json", "\"long-3\"", "\"long-4\"", "envelope")]
    [InlineData("envelopes.json", "\"top\": 14", "\"top\": 60", "envelopes[0].window")] // below the first fold
    [InlineData("envelopes.json", "\"left\": 20", "\"left\": 130", "envelopes[0].window")] // beyond the right edge
    [InlineData("envelopes.json", "\"height\": 45", "\"height\": 12", "envelopes[0].window")]
    public void ひな形にない項目と_折った紙の外の窓は_始めるときに場所とともに言われる(string name, string right, string wrong, string path)
    {
        var file = Path.Combine(copy, "letters", name);
        var text = File.ReadAllText(file);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(Assert.Throws<BrokenProfile>(() => KiyoseTests.Load(copy)).Faults,
            f => (f.File, f.Path) == ($"letters/{name}", path));
    }

    [Theory]
    [InlineData("〒204-0021 東京都清瀬市元町1-1-1", "2040021", "東京都清瀬市元町1-1-1")]
    [InlineData("２０４－００２１　清瀬市元町1-1-1", "2040021", "清瀬市元町1-1-1")]
    [InlineData("中里五丁目900番地1", "2040003", "清瀬市中里五丁目900番地1")]
    [InlineData("清瀬市中里五丁目900番地1", "2040003", "清瀬市中里五丁目900番地1")]
    [InlineData("大阪府大阪市北区1-1", "", "大阪府大阪市北区1-1")]
    [InlineData(null, "", "")]
    public void 郵便番号は住所の頭か_市の町の名前から分かり_分からないものは空になる(string? address, string postal, string place) =>
        Assert.Equal((postal, place), (To("秋津 太郎", address).Postal, To("秋津 太郎", address).Address));

    [Theory]
    [InlineData("秋津 太郎", "〒204-0021 清瀬市元町1-1-1", null)]
    [InlineData("秋津 太郎", null, "送付先がありません")]
    [InlineData("秋津 太郎", "大阪府大阪市北区1-1", "郵便番号がありません")]
    [InlineData("秋津 \U000F0001", "〒204-0021 清瀬市元町1-1-1", "印刷できない文字があります")]
    public void 手で直すことは_印刷する前に分かる(string name, string? address, string? trouble)
    {
        var (sheets, said) = Sheets.Measure(To(name, address), "choshu");
        Assert.Equal(1, sheets);
        if (trouble is null) Assert.Null(said);
        else Assert.Contains(trouble, said ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void 窓に入らない宛名は_小さくしても入らないときに言われる()
    {
        var content = To("秋津 太郎", "〒204-0021 清瀬市元町" + string.Concat(Enumerable.Repeat("長い名前の建物", 40)));
        Assert.Contains("宛名が窓に入りません", Sheets.Measure(content, "choshu").Trouble ?? "", StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string[], string[]> Printed => new()
    {
        { "payments-refund", "transfer", ["振込口座の届", "金融機関と支店"], ["窓口でお渡しします", "還付加算金は"] },
        { "payments-refund", "counter interest", ["窓口でお渡しします", "還付加算金は"], ["振込口座の届"] },
        { "payments-debit-refused", "next", ["もう一度引き落とします"], ["同封の納付書で"] },
        { "payments-debit-refused", "", ["同封の納付書で"], ["もう一度引き落とします"] },
        { "payments-payout-failed", "", ["振込口座の届（受付番号", "切り取り"], [] },
    };

    [Theory, MemberData(nameof(Printed))]
    public void 手紙は事情に合う段落だけを書き_返事の欄を含めて1枚に収まる(string code, string has, string[] says, string[] not)
    {
        LetterKind kind = code switch
        {
            RefundNotice.Name => new RefundNotice(),
            RefusedLetter.Name => new RefusedLetter(),
            _ => new FailedLetter(),
        };
        string[] only = ["transfer", "counter", "interest", "next"];
        var facts = kind.Facts.ToDictionary(f => f.Code, f => only.Contains(f.Code) && !has.Split(' ').Contains(f.Code) ? ""
            : "令和8年12月25日（金）の値");
        var words = LetterWords.Of(kind, City);
        // What is kept with a batch says the same as what was read.
        Assert.Equal($"{words}", $"{LetterWords.Read($"{words}")}");
        var sheets = new LetterSheets(LetterWords.Read($"{words}"), City, new PaperFonts());
        var content = new LetterContent("秋津 太郎", "2040021", "清瀬市元町一丁目1番地1　けやきハイツ203", Today, facts);
        Assert.Equal(1, sheets.Measure(content, "choshu").Sheets);
        var text = string.Concat(PaperTests.Read(sheets.Print([(content, "choshu", "1")]).Pdf, "pdftotext", "-raw", "-")
            .Where(c => !char.IsWhiteSpace(c)));
        Assert.All(says, s => Assert.Contains(s, text, StringComparison.Ordinal));
        Assert.All(not, s => Assert.DoesNotContain(s, text, StringComparison.Ordinal));
        if (text.Contains("きりとって", StringComparison.Ordinal))
            Assert.True(text.IndexOf("問合せ先　", StringComparison.Ordinal) < text.IndexOf("きりとって", StringComparison.Ordinal));
    }

    static PaperLetter Letter(string postal, int sheets, string? trouble = null)
    {
        var letter = PaperLetter.Of(new("choshu", $"{Clock.NewId()}", To("秋津 太郎", "") with { Postal = postal }, "/", null),
            DemandLetter.Name, Key, Clock.NewId(), Clock.GetUtcNow());
        letter.Measure(sheets, trouble);
        return letter;
    }

    static PrintBatch Batch(params IReadOnlyList<PaperLetter> letters)
    {
        var batch = new PrintBatch
        {
            Id = Clock.NewId(), Code = DemandLetter.Name, Department = "choshu", Year = 2026, Serial = 1, By = Clock.NewId(),
            At = Clock.GetUtcNow(), Words = "",
        };
        batch.Lay(letters);
        return batch;
    }

    [Fact]
    public void 束は_枚数と郵便番号の順に並び_手で直すものは終わりに来る()
    {
        var (thick, far, near, byHand) = (Letter("2040001", 2), Letter("2040022", 1), Letter("2040002", 1), Letter("2040000", 1, "手で"));
        var batch = Batch(thick, far, near, byHand);
        Assert.Equal([1, 2, 3, 4], new[] { near, far, thick, byHand }.Select(l => l.Number ?? 0));
        Assert.Equal((4, 5), (batch.Letters, batch.Sheets));
    }

    [Fact]
    public void 数えた数が違うときは理由が要り_一度差し出した束は二度差し出せない()
    {
        var batch = Batch(Letter("2040001", 1), Letter("2040002", 1));
        var by = Clock.NewId();
        Assert.Equal("day", Assert.Throws<Rule>(() => batch.Post(2, 2, null, Today.AddDays(1), by, Today)).Field);
        Assert.Equal("remark", Assert.Throws<Rule>(() => batch.Post(1, 2, " ", Today, by, Today)).Field);
        batch.Post(1, 2, "1通は手渡した", Today, by, Today);
        Assert.Equal((1, Today, by), (batch.Counted, batch.PostedOn, batch.PostedBy));
        Assert.Throws<Rule>(() => batch.Post(2, 2, null, Today, by, Today));
    }

    [Fact]
    public void 手紙は_待ち_束_差し出し_戻り_扱いの順にだけ進む()
    {
        var letter = Letter("2040001", 1);
        void Refused(Action act) => Assert.Throws<Rule>(act);
        Refused(() => letter.Return(ReturnReason.Unknown, Today));
        Refused(() => letter.End(LetterState.Noticed, "調べた", Today));
        letter.Bundle(Clock.NewId());
        letter.Post();
        Refused(() => letter.Drop("払われた", Today));
        letter.Return(ReturnReason.Unknown, Today);
        Refused(() => letter.Return(ReturnReason.Unknown, Today));
        letter.End(LetterState.Noticed, "調べた", Today);
        Refused(() => letter.End(LetterState.SentAgain, "調べた", Today));
        Assert.Equal((LetterState.Noticed, "調べた"), (letter.State, letter.Why));
    }
}
