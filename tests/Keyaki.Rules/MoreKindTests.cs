using System.Text.Json;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Keyaki.Tests;

/// <summary>Kinds of questions that explain, are agreed to, count, or know their own check digit.</summary>
public sealed class MoreKindTests
{
    static Form Of(Question question, params (string Key, string Text)[] answers) =>
        new([question], answers.ToDictionary(a => a.Key, a => a.Text));

    [Theory]
    [InlineData("7000012050002", true)]
    [InlineData("２０００-０１２１０-０００１", true)]
    [InlineData("2000020132110", true)]
    [InlineData("8000012050002", false)] // 検査用数字が違う
    [InlineData("7000012050020", false)] // 二つの数字が入れ替わった
    [InlineData("700001205000", false)] // 12桁
    [InlineData("70000120500021", false)]
    [InlineData("七〇〇〇", false)]
    public void 法人番号は13桁で_初めの数字がほかの数字に合うものだけが正しい(string typed, bool right)
    {
        var form = Of(new("q", new CorporationKind(), "法人番号"), ("q", typed));
        Assert.Equal(right, form.Check());
        Assert.Equal(right ? Typed.Digits(typed) : null, form.Value("q"));
    }

    [Fact]
    public void 同意は_示した文そのものが答えとして残り_ほかの文では同意にならない()
    {
        var kind = new ConsentKind("写真を\n載せます。", "We show a photo.");
        var agreed = Of(new("q", kind, "写真"), ("q", "写真を\n載せます。"));
        Assert.True(agreed.Check());
        Assert.Equal(true, agreed.Value("q"));
        Assert.Equal("写真を\n載せます。", agreed.Kept()["q"]);
        Assert.Contains("写真を\n載せます。", agreed.Print(agreed.Question("q")).ToString(), StringComparison.Ordinal);
        Assert.True(Of(new("q", kind, "写真"), ("q", "We show a photo.")).Check());
        foreach (var forged in new[] { "yes", "写真を載せます。", "on" })
        {
            var form = Of(new("q", kind, "写真"), ("q", forged));
            Assert.False(form.Check());
            Assert.Null(form.Value("q"));
        }
        Assert.Equal([("", "写真を\n載せます。")], kind.Write(true));
    }

    [Fact]
    public void 説明は答えを求めず_確認にも記録にも答えの形にも出ない()
    {
        var form = new Form([new("about", new ExplanationKind("読む文", "次の段落"), "説明"), new Question("name", new TextKind(), "氏名")]);
        Assert.False(form.Check());
        Assert.Equal("name", Assert.Single(form.Errors).Name);
        Assert.Equal("氏名", Assert.Single(form.ReadBack()).Label);
        Assert.DoesNotContain("about", form.ToJsonSchema().ToJsonString(), StringComparison.Ordinal);
        form.Parse(new FormCollection(new() { ["about"] = "typed", ["name"] = "花子" }));
        Assert.Equal(["name"], form.Kept().Keys);
        Assert.Contains("次の段落", form.Show(new HtmlWriter()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void 計算した値は_送られてきた値を読まず_ほかの答えから計算し_答えとともに残る()
    {
        var sum = new Question("sum", new CalculatedKind(new YenKind(), f => f.Value("count") is long n ? n * 300 : null), "金額");
        var form = new Form([new Question("count", new NumberKind(1, 9), "数"), sum]);
        Assert.Contains("ほかの質問に答えると", form.Show(new HtmlWriter()).ToString(), StringComparison.Ordinal);
        form.Parse(new FormCollection(new() { ["count"] = "3", ["sum"] = "1" }));
        Assert.True(form.Check());
        Assert.Equal(900L, form.Value("sum"));
        Assert.Equal("900", form.Kept()["sum"]);
        Assert.Contains("<output>900円</output>", form.Show(new HtmlWriter()).ToString(), StringComparison.Ordinal);
        Assert.True(form.ToJsonSchema()["properties"]?["sum"]?["readOnly"]?.GetValue<bool>());
        // In a record stands what was counted then; who changes an answer has it counted anew.
        var kept = new Form([new FormPage("一", [new Question("count", new NumberKind(1, 9), "数")]), new FormPage("二", [sum])],
            new Dictionary<string, string> { ["count"] = "3", ["sum"] = "600" });
        Assert.Equal(600L, kept.Value("sum"));
        kept.Parse(new FormCollection(new() { ["count"] = "4" }), kept.Pages[0]);
        Assert.Equal((1200L, "1200"), (kept.Value("sum"), kept.Kept()["sum"]));
    }

    [Fact]
    public void 三十より多い中から選ぶ質問は_スクリプトなしで言葉で探せ_選んだものは残る()
    {
        var towns = Enumerable.Range(1, 40).Select(n => new Option($"t{n}", n == 33 ? "ナカザト" : $"町{n}")).ToList();
        var question = new Question("q", new ManyKind(), "町") { Options = towns };
        static AngleSharp.Html.Dom.IHtmlDocument Read(Form form) =>
            new AngleSharp.Html.Parser.HtmlParser().ParseDocument(form.Show(new HtmlWriter()).ToString());
        var form = Of(question, ("q", "t5\nt7"), ("q.find", "なかざと"));
        var html = Read(form);
        string[] Shown() => [.. html.QuerySelectorAll("input[type=checkbox]").Where(i => i.Closest("details") is null)
            .Select(i => i.GetAttribute("value") ?? "")];
        Assert.Equal(["t5", "t7", "t33"], Shown());
        Assert.Equal(40, html.QuerySelectorAll("input[type=checkbox]").Length);
        Assert.Equal(FormRoutes.Speak, html.QuerySelector("button")?.GetAttribute("value"));
        Assert.Equal("q.find", html.QuerySelector("label[for='q.find']") is null ? null : html.QuerySelector("input[type=text]")?.Id);
        Assert.Equal(["q"], form.Kept().Keys);
        Assert.True(form.Check());
        html = Read(Of(question, ("q.find", "どこにもない")));
        Assert.Contains("見つかりません", html.Body?.TextContent, StringComparison.Ordinal);
        Assert.False(Of(question, ("q.find", "町")).Check()); // Who only searches has chosen nothing.
        Assert.Null(Read(Of(question with { Options = [.. towns.Take(30)] })).QuerySelector("button"));
    }

    [Theory]
    [InlineData("123456789018", true)]
    [InlineData("１２３４-５６７８-９０１８", true)]
    [InlineData("123456789050", true)] // 余りが0なら0
    [InlineData("123456789000", true)] // 余りが1でも0
    [InlineData("123456789019", false)]
    [InlineData("123456798018", false)] // 二つの数字が入れ替わった
    [InlineData("12345678901", false)]
    [InlineData("一二三", false)]
    public void 個人番号は12桁で_終わりの数字がほかの数字に合い_答えにも表にも画面にも残らない(string typed, bool right)
    {
        var question = new Question("q", new MyNumberKind(), "個人番号");
        var form = Of(question, ("q", typed));
        Assert.Equal(right, form.Check());
        Assert.Equal(right ? Typed.Digits(typed) : null, form.Value("q"));
        Assert.Empty(form.Kept());
        Assert.Empty(form.Cells(question));
        Assert.Equal(("（表示しません）", "（表示しません）"), (form.Masked(question), form.Print(question).ToString()));
    }

    static readonly Question Full = new("q", new FullNameKind(), "氏名");

    static Form Named(string family, string given, string familyKana, string givenKana) =>
        Of(Full, ("q.family", family), ("q.given", given),
        ("q.familyKana", familyKana), ("q.givenKana", givenKana));

    [Theory]
    [InlineData("葛\U000E0100城", "𠮷\u304B\u3099け")] // 異体字セレクタ、基本面の外の字、結合する濁点
    [InlineData("﨑", "神\uFE00")]
    public void 氏名の外字は打たれたまま残る(string family, string given)
    {
        var form = new Form([Full]).Parse(new FormCollection(new()
        { ["q.family"] = family, ["q.given"] = given, ["q.familyKana"] = "かつらぎ", ["q.givenKana"] = "ﾖｼｶ" }));
        Assert.True(form.Check(), string.Join(' ', form.Errors));
        var name = Assert.IsType<NameAnswer>(form.Value("q"));
        Assert.Equal((family, "カツラギ", "ヨシカ"), (name.Family, name.FamilyKana, name.GivenKana));
        Assert.Equal(given.Replace("か\u3099", "が", StringComparison.Ordinal), name.Given);
    }

    [Fact]
    public void 氏名の長さは_見える文字で数える()
    {
        Assert.True(Named(string.Concat(Enumerable.Repeat("葛\U000E0100", 40)), "", "カツラ", "").Check());
        Assert.False(Named(string.Concat(Enumerable.Repeat("葛\U000E0100", 41)), "", "カツラ", "").Check());
    }

    [Theory]
    [InlineData("清瀬", "花子", "キヨセ", "ハナコ", "")]
    [InlineData("スカルノ", "", "スカルノ", "", "")] // 名前が一つの方
    [InlineData("清瀬", "花子", "清瀬", "ハナコ", ".familyKana")]
    [InlineData("清瀬", "花子", "Kiyose", "ハナコ", ".familyKana")]
    [InlineData("清瀬", "花子", "キヨセ", "", ".givenKana")]
    [InlineData("", "花子", "キヨセ", "ハナコ", ".family")]
    [InlineData("清瀬", "", "キヨセ", "ハナコ", ".given")]
    public void 読み方はカタカナで_名のある方には名の読み方も要る(string family, string given, string familyKana, string givenKana,
        string wrong)
    {
        var form = Named(family, given, familyKana, givenKana);
        Assert.Equal(wrong.Length == 0, form.Check());
        if (wrong.Length > 0) Assert.Equal("q" + wrong, Assert.Single(form.Errors).Anchor);
    }

    [Fact]
    public void 性別は_求める法令とともに聞かれ_記載しないと答えられるのは_その様式だけである()
    {
        Question Asked(bool free) => new("q", new SexKind("健康増進法"), "性別")
        { Options = [.. SexKind.Answers(free).Select(a => new Option(a.Code, a.Label.Ja))] };
        Assert.Contains("健康増進法により", new Form([Asked(false)]).Show(new HtmlWriter()).ToString(), StringComparison.Ordinal);
        Assert.True(Of(Asked(false), ("q", "female")).Check());
        Assert.False(Of(Asked(false), ("q", "unsaid")).Check());
        Assert.True(Of(Asked(true), ("q", "unsaid")).Check());
        Assert.Equal("男", Of(Asked(false), ("q", "male")).Print(Asked(false)).ToString());
    }

    static readonly Question Rows = new("q", new GroupKind([new("what", new TextKind(), "品目"), new("count", new NumberKind(1, 9), "個数"),
        new("home", new AddressKind(), "届け先") { Required = false }], "品目", 1, 3), "収集するもの");

    static readonly Option[] Three = [new("a", "赤"), new("b", "青、または緑"), new("c", "白")];

    public static TheoryData<Question, string[], string[]> Answered => new()
    {
        // 質問、答え（末尾=値）、表の列に出るもの
        { new("q", new TextKind(), "題"), ["=けやき"], ["けやき"] },
        { new("q", new LongTextKind(), "文"), ["=一行\n二行"], ["一行\n二行"] },
        { new("q", new KanaKind(), "読み"), ["=きよせ"], ["キヨセ"] },
        { new("q", new PhoneKind(), "電話"), ["=042-000-0001"], ["0420000001"] },
        { new("q", new MailKind(), "メール"), ["=hanako@example.jp"], ["hanako@example.jp"] },
        { new("q", new NumberKind(Decimals: 2), "数"), ["=１２．５"], ["12.5"] },
        { new("q", new YenKind(), "額"), ["=48,000"], ["48000"] },
        { new("q", new DateKind(), "日"), [".era=reiwa", ".year=8", ".month=4", ".day=1"], ["2026-04-01"] },
        { new("q", new YesNoKind(), "可否"), ["=yes"], ["はい"] },
        { new("q", new ChoiceKind(), "色") { Options = Three }, ["=b"], ["青、または緑"] },
        { new("q", new ManyKind(), "色") { Options = Three }, ["=a\nb"], ["赤\n青、または緑"] },
        { new("q", new SlotKind(), "日") { Options = [new("2026-12-03", "12月3日（木）")] }, ["=2026-12-03"], ["2026-12-03"] },
        { new("q", new SexKind("法"), "性別") { Options = [new("male", "男"), new("female", "女")] }, ["=female"], ["女"] },
        { new("q", new CorporationKind(), "番号"), ["=7000012050002"], ["7000012050002"] },
        { new("q", new ConsentKind("同意する文"), "同意"), ["=同意する文"], ["同意する文"] },
        { new("q", new AddressKind(), "住所"), [".postal=204-0003", ".town=中里五丁目", ".street=842"],
            ["2040003", "中里五丁目", "842", ""] },
        { new("q", new BankKind(), "口座"), [".bank=けやき銀行", ".branch=清瀬", ".type=1", ".number=1234567", ".holder=キヨセ"],
            ["けやき銀行", "清瀬", "普通", "1234567", "キヨセ"] },
        { Full, [".family=清瀬", ".given=花子", ".familyKana=きよせ", ".givenKana=ハナコ"], ["清瀬", "花子", "キヨセ", "ハナコ"] },
        { new("q", new PlaceKind(), "場所"), [".town=中里五丁目", ".lat=35.78", ".lon=139.53", ".address=角"],
            ["中里五丁目", "35.78000", "139.53000", "角"] },
        { Rows, [".0.what=たんす", ".0.count=2", ".1.what=いす", ".1.home.postal=189-0001", ".1.home.town=東村山市", ".1.home.street=1",
            ".1.count=1"],
            ["たんす", "2", "", "", "", "", "いす", "1", "1890001", "東村山市", "1", "", "", "", "", "", "", ""] },
    };

    [Theory, MemberData(nameof(Answered))]
    public void どの種類の答えも_表の列から読み戻せる(Question question, string[] typed, string[] cells)
    {
        var form = Of(question, [.. typed.Select(t => t.Split('=', 2)).Select(t => ("q" + t[0], t[1]))]);
        Assert.True(form.Check(), string.Join(' ', form.Errors));
        Assert.Equal(cells, form.Cells(question));
        Assert.Equal(cells.Length, question.Kind.Columns(question).Count);
        Assert.Equal(cells.Length, question.Kind.Columns(question).Select(c => c.Ending).Distinct().Count());
        var back = new Form([question]).Take(question, cells);
        Assert.True(back.Check(), string.Join(' ', back.Errors));
        Assert.Equal(cells, back.Cells(question));
        Assert.Equal($"{form.Print(question)}".Length > 0, $"{back.Print(question)}".Length > 0);
        if (question.Kind is not GroupKind and not ManyKind) Assert.Equal(form.Value("q"), back.Value("q"));
        // Where nothing was answered nothing stands, and nothing comes back.
        Assert.All(new Form([question]).Cells(question), cell => Assert.Equal("", cell));
        Assert.Empty(new Form([question]).Take(question, [.. cells.Select(_ => "")]).Answers);
    }

    [Theory, MemberData(nameof(Answered))]
    public void 見る権限のない人に示す形に_答えの言葉は出ない(Question question, string[] typed, string[] cells)
    {
        var form = Of(question, [.. typed.Select(t => t.Split('=', 2)).Select(t => ("q" + t[0], t[1]))]);
        var masked = form.Masked(question);
        Assert.NotEmpty(masked);
        // A town is no address, and the number of a company is public.
        if (question.Kind is PlaceKind) cells = cells[1..];
        if (question.Kind is not CorporationKind)
            foreach (var cell in cells.Where(c => c.Length > 1)) Assert.DoesNotContain(cell, masked, StringComparison.Ordinal);
        Assert.Equal("", new Form([question]).Masked(question));
    }
}
