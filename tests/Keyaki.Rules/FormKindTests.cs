using System.Text.Json.Nodes;
using Keyaki.Kernel;
using Keyaki.Ui;
using Xunit;

namespace Keyaki.Tests;

public sealed class FormKindTests
{
    static readonly Town[] Towns = [new("2040003", "中里五丁目"), new("2040004", "野塩一丁目")];

    static Form Asked(Question question, params (string Part, string Text)[] answers) =>
        new([question], answers.ToDictionary(a => question.Name + a.Part, a => a.Text))
        {
            Towns = Towns, Files = id => id == "kept"
            ? new("kept", "領収書.jpg", 2048) : null
        };

    static (object? Value, string? Error) Try(Kind kind, params (string Part, string Text)[] answers) =>
        Try(new Question("q", kind, "項目"), answers);

    static (object? Value, string? Error) Try(Question question, params (string Part, string Text)[] answers)
    {
        var form = Asked(question, answers);
        form.Check();
        return (form.Value("q"), form.Errors.FirstOrDefault()?.Message);
    }

    static Question Choice(Kind kind) =>
        new("q", kind, "会場") { Options = [new("a", "市役所"), new("b", "健康センター"), new("full", "駅前", Closed: true)] };

    [Theory]
    [InlineData("text", "氏名を入力してください。")]
    [InlineData("longtext", "氏名を入力してください。")]
    [InlineData("kana", "氏名を入力してください。")]
    [InlineData("date", "氏名を入力してください。")]
    [InlineData("number", "氏名を入力してください。")]
    [InlineData("yen", "氏名を入力してください。")]
    [InlineData("choice", "氏名を選んでください。")]
    [InlineData("many", "氏名を1つ以上選んでください。")]
    [InlineData("yesno", "氏名は「はい」か「いいえ」を選んでください。")]
    [InlineData("address", "氏名を入力してください。")]
    [InlineData("phone", "氏名を入力してください。")]
    [InlineData("mail", "氏名を入力してください。")]
    [InlineData("bank", "氏名を入力してください。")]
    [InlineData("file", "氏名のファイルを選んでください。")]
    [InlineData("password", "氏名を入力してください。")]
    [InlineData("code", "氏名を入力してください。")]
    [InlineData("group", "氏名を1つ以上入力してください。")]
    [InlineData("birth", "氏名を入力してください。")]
    [InlineData("corporation", "氏名を入力してください。")]
    [InlineData("consent", "氏名を読んで、同意するときはチェックを付けてください。")]
    public void 必須の項目が空なら何をするかを伝える(string code, string message)
    {
        var kind = KindCode.Read(code, default, [new("child", new TextKind(), "子")]);
        Assert.NotNull(kind);
        var question = new Question("q", kind, "氏名");
        var form = Asked(question);
        Assert.False(form.Check());
        Assert.Equal(message, form.ErrorOf("q"));
        Assert.True(Asked(question with { Required = false }).Check());
        // The summary must lead to an input that is really there.
        var html = form.Show(new HtmlWriter()).ToString();
        Assert.True(code is "choice" or "many" || html.Contains($" id=\"{form.Errors.Single().Anchor}\"", StringComparison.Ordinal), html);
    }

    static Kind Whole(string code) =>
        code switch { "date" => new DateKind(), "bank" => new BankKind(), _ => new AddressKind(InCity: true) };

    public static readonly TheoryData<string, string[], string[]> Parted = new()
    {
        // kind, the parts that must be answered, those that need not (or always say something)
        { "date", [".year", ".month", ".day"], [".era"] },
        { "address", [".town", ".street"], [".postal", ".building"] },
        { "bank", [".bank", ".branch", ".type", ".number", ".holder"], [] },
    };

    /// <summary>
    /// One thing that was not answered is one fault, as WCAG 3.3.1 and GOV.UK have it for a date: three sentences for three empty boxes
    /// would be read three times and say no more.
    /// The link leads to the first part that must be answered, each such part is marked and described by the one sentence, and a part
    /// that may stay empty is not.
    /// </summary>
    [Theory, MemberData(nameof(Parted))]
    public void 全部が空なら一つの誤りで_書くべき部分がすべて示され_初めの部分へ飛べる(string code, string[] must, string[] may)
    {
        var form = Asked(new Question("q", Whole(code), "項目"));
        Assert.False(form.Check());
        var error = Assert.Single(form.Errors);
        Assert.Equal(("q", "q" + must[0]), (error.Name, error.Anchor));
        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(form.Show(new HtmlWriter()).ToString());
        Assert.Equal(must.Select(part => "q" + part), html.QuerySelectorAll("[aria-invalid=true]").Select(e => e.Id));
        foreach (var part in must) Assert.Equal("q-error", html.GetElementById("q" + part)?.GetAttribute("aria-describedby"));
        foreach (var part in may) Assert.Null(html.GetElementById("q" + part)?.GetAttribute("aria-describedby"));
        Assert.Equal(error.Message, html.GetElementById("q-error")?.TextContent["エラー：".Length..]);
    }

    [Theory, MemberData(nameof(Parted))]
    public void 一部だけ書いてあれば_足りない部分だけが示され_そこへ飛べる(string code, string[] must, string[] may)
    {
        var right = new Dictionary<string, string>
        {
            [".year"] = "2026", [".month"] = "4", [".day"] = "1", [".town"] = Towns[0].Name,
            [".street"] = "1番地", [".bank"] = "けやき銀行", [".branch"] = "清瀬", [".type"] = "1", [".number"] = "1234567", [".holder"] = "キヨセ"
        };
        foreach (var left in must)
        {
            var form = Asked(new Question("q", Whole(code), "項目"),
                [.. must.Where(part => part != left).Select(part => (part, right[part]))]);
            Assert.False(form.Check());
            Assert.Equal("q" + left, Assert.Single(form.Errors).Anchor);
            var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(form.Show(new HtmlWriter()).ToString());
            var wrong = Assert.Single(html.QuerySelectorAll("[aria-invalid=true]"));
            Assert.Equal(("q" + left, $"q{left}-error"), (wrong.Id, wrong.GetAttribute("aria-describedby")));
            foreach (var part in may) Assert.Null(html.GetElementById("q" + part)?.GetAttribute("aria-describedby"));
        }
    }

    [Fact]
    public void 種類の言葉はすべて読め知らない言葉は読めない()
    {
        Assert.All(KindCode.All, code => Assert.Equal(code, KindCode.Read(code)?.Code));
        Assert.Null(KindCode.Read("telepathy"));
    }

    [Fact]
    public void 文字数は見た目の文字で数える()
    {
        var question = new Question("q", new TextKind(), "名前") { MaxLength = 2 };
        Assert.Null(Try(question, ("", "👨‍👩‍👧葛󠄀")).Error);
        Assert.Contains("2文字以内", Try(question, ("", "三文字")).Error);
    }

    [Theory]
    [InlineData("きよせ はなこ", "キヨセ　ハナコ")]
    [InlineData("ｷﾖｾ ﾊﾅｺ", "キヨセ　ハナコ")]
    [InlineData("ジョージ", "ジョージ")]
    public void カナはどの書き方でも全角カタカナになる(string typed, string kana) => Assert.Equal((kana, null), Try(new KanaKind(), ("", typed)));

    [Fact]
    public void カナに漢字は使えない() => Assert.Contains("カタカナで", Try(new KanaKind(), ("", "清瀬")).Error);

    [Theory]
    [InlineData("ad", "1980", "5", "3")]
    [InlineData("showa", "55", "05", "03")]
    [InlineData("showa", "５５", "５", "３")]
    [InlineData("ad", "昭和55", "5", "3")]
    [InlineData("", "S55年", "5月", "3日")]
    public void 日付は西暦でも和暦でも全角でも読める(string era, string year, string month, string day) =>
        Assert.Equal((new DateOnly(1980, 5, 3), null),
            Try(new DateKind(), (".era", era), (".year", year), (".month", month), (".day", day)));

    [Fact]
    public void 元年が読める() => Assert.Equal(new DateOnly(2019, 5, 1),
        Try(new DateKind(), (".era", "reiwa"), (".year", "元"), (".month", "5"), (".day", "1")).Value);

    [Theory]
    [InlineData("2026", "2", "30", "実際にある日付")]
    [InlineData("2026", "", "", "月を入力")]
    [InlineData("8", "1", "1", "西暦なら4桁")]
    [InlineData("あ", "1", "1", "実際にある日付")]
    public void 読めない日付は直し方を伝える(string year, string month, string day, string message)
    {
        var (value, error) = Try(new DateKind(), (".era", "ad"), (".year", year), (".month", month), (".day", day));
        Assert.Null(value);
        Assert.Contains(message, error);
    }

    [Theory]
    [InlineData("3", 3L)]
    [InlineData("１２", 12L)]
    [InlineData("1,200", 1200L)]
    [InlineData("−5", -5L)]
    public void 数は全角でも読める(string typed, long number) => Assert.Equal((number, null), Try(new NumberKind(), ("", typed)));

    [Theory]
    [InlineData("たくさん", "数字で")]
    [InlineData("1.5", "整数で")]
    [InlineData("0", "1個以上")]
    [InlineData("11", "10個以下")]
    public void 数の誤りは直し方を伝える(string typed, string message) =>
        Assert.Contains(message, Try(new NumberKind(1, 10, Unit: "個"), ("", typed)).Error);

    [Theory]
    [InlineData("¥48,000", 48000L)]
    [InlineData("４８０００円", 48000L)]
    public void 金額は書き方によらず読める(string typed, long yen) => Assert.Equal((yen, null), Try(new YenKind(), ("", typed)));

    [Fact]
    public void 金額に小数やマイナスは使えない()
    {
        Assert.Contains("1円単位", Try(new YenKind(), ("", "1.5")).Error);
        Assert.Contains("0円以上", Try(new YenKind(), ("", "-1")).Error);
    }

    [Fact]
    public void 選択は一覧にあって閉じていないものだけ()
    {
        Assert.Equal(("a", null), Try(Choice(new ChoiceKind()), ("", "a")));
        Assert.Contains("選び直して", Try(Choice(new ChoiceKind()), ("", "z")).Error);
        Assert.Contains("今は選べません", Try(Choice(new ChoiceKind()), ("", "full")).Error);
    }

    [Fact]
    public void 複数選択は一つずつ確かめる()
    {
        Assert.Equal(["a", "b"], Assert.IsAssignableFrom<IReadOnlyList<string>>(Try(Choice(new ManyKind()), ("", "a\nb")).Value));
        Assert.Contains("選び直して", Try(Choice(new ManyKind()), ("", "a\nz")).Error);
        Assert.Contains("1つまで", Try(Choice(new ManyKind(Most: 1)), ("", "a\nb")).Error);
    }

    [Fact]
    public void 質問の形の見出しは文の中でかぎかっこに入れる()
    {
        var form = new Form([new Question("home", new YesNoKind(), "家庭から出る物ですか"), new Question("name", new TextKind(), "氏名")]);
        Assert.False(form.Check());
        Assert.Equal(["「家庭から出る物ですか」は「はい」か「いいえ」を選んでください。", "氏名を入力してください。"], form.Errors.Select(e => e.Message));
    }

    [Fact]
    public void はいかいいえを読む()
    {
        Assert.Equal((true, null), Try(new YesNoKind(), ("", "yes")));
        Assert.Equal((false, null), Try(new YesNoKind(), ("", "no")));
        Assert.NotNull(Try(new YesNoKind(), ("", "maybe")).Error);
    }

    [Theory]
    [InlineData("042-492-5111", "0424925111")]
    [InlineData("０４２ー４９２ー５１１１", "0424925111")]
    [InlineData("+81 90 1234 5678", "09012345678")]
    public void 電話番号は書き方によらず読める(string typed, string digits) => Assert.Equal((digits, null), Try(new PhoneKind(), ("", typed)));

    [Theory]
    [InlineData("123")]
    [InlineData("1424925111")]
    [InlineData("042-492-51ab")]
    public void 電話番号でないものは例を示して断る(string typed) => Assert.Contains("10桁か11桁", Try(new PhoneKind(), ("", typed)).Error);

    [Fact]
    public void メールは全角でも読める() => Assert.Equal(("hanako@example.jp", null), Try(new MailKind(), ("", "ｈａｎａｋｏ＠example.jp ")));

    [Theory]
    [InlineData("a..b@docomo.ne.jp", "a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp")]
    [InlineData(".a@docomo.ne.jp", ".a@docomo.ne.jp", "\".a\"@docomo.ne.jp")]
    [InlineData("ａ.＠ezweb.ne.jp", "a.@ezweb.ne.jp", "\"a.\"@ezweb.ne.jp")]
    [InlineData("\"a..b\"@docomo.ne.jp", "a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp")]
    [InlineData("-a_b/c.d?e@t.vodafone.ne.jp", "-a_b/c.d?e@t.vodafone.ne.jp", "-a_b/c.d?e@t.vodafone.ne.jp")]
    [InlineData("\"a,b\"@example.jp", "\"a,b\"@example.jp", "\"a,b\"@example.jp")]
    public void 古い携帯電話のメールアドレスは点が続いても読め_引用符で送られる(string typed, string read, string sent)
    {
        Assert.Equal((read, null), Try(new MailKind(), ("", typed)));
        Assert.Equal(sent, MailAddress.Read(read)?.OnTheWire);
        Assert.Equal(Mails.Normal(read), Mails.Normal(typed.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("hanako")]
    [InlineData("@example.jp")]
    [InlineData("a b@example.jp")]
    [InlineData("a@b@example.jp")]
    [InlineData("\"\"@example.jp")]
    [InlineData("a@-example.jp")]
    [InlineData("a@example.jp.")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345@example.jp")]
    [InlineData("花子 <hanako@example.jp>")]
    [InlineData("hanako@localhost")]
    [InlineData("a@example.jp, b@example.jp")]
    [InlineData("a@example..jp")]
    public void メールでないものは断る(string typed) => Assert.NotNull(Try(new MailKind(), ("", typed)).Error);

    [Fact]
    public void 市内の住所は町の一覧から選ぶ()
    {
        var kind = new AddressKind(InCity: true);
        Assert.Equal((new AddressAnswer("2040003", "中里五丁目", "842番地", ""), null),
            Try(kind, (".postal", "２０４ー０００３"), (".town", "中里五丁目"), (".street", "842番地")));
        Assert.Null(Try(kind, (".town", "野塩一丁目"), (".street", "1")).Error);
        Assert.Contains("選び直して", Try(kind, (".town", "隣の町"), (".street", "1")).Error);
        Assert.Contains("番地", Try(kind, (".town", "中里五丁目")).Error);
        Assert.Contains("郵便番号", Try(new AddressKind(), (".town", "東京都某市"), (".street", "1"), (".postal", "204")).Error);
    }

    [Fact]
    public void 口座は全銀の形になる()
    {
        (string, string)[] good = [(".bank", "０００１"), (".branch", "本店"), (".type", "1"), (".number", "１２３４"), (".holder", "きよせ はなこ")];
        Assert.Equal((new BankAnswer("0001", "本店", "1", "0001234", "キヨセ　ハナコ"), null), Try(new BankKind(), good));
        string? Without(string part, string text) => Try(new BankKind(), [.. good.Where(g => g.Item1 != part), (part, text)]).Error;
        Assert.Contains("4桁", Without(".bank", "12"));
        Assert.Contains("3桁", Without(".branch", "1"));
        Assert.Contains("種類", Without(".type", "9"));
        Assert.Contains("7桁", Without(".number", "12345678"));
        Assert.Contains("カタカナ", Without(".holder", "清瀬花子"));
        Assert.Contains("コード「9999」の金融機関はありません", Without(".bank", "9999"));
        Assert.Contains("支店コード「002」の支店はありません", Without(".branch", "002"));
    }

    [Fact]
    public void 見つからないファイルは選び直してもらう()
    {
        Assert.Equal(("kept", null), Try(new FileKind(), ("", "kept")));
        Assert.Contains("見つかりません", Try(new FileKind(), ("", "other")).Error);
    }

    [Fact]
    public void 一度きりの番号は桁がそろっていること()
    {
        Assert.Equal(("012345", null), Try(new CodeKind(), ("", "０１２ ３４５")));
        Assert.Contains("6桁", Try(new CodeKind(), ("", "123")).Error);
    }

    [Fact]
    public void パスワードは画面に戻さない()
    {
        var form = Asked(new("q", new PasswordKind(), "パスワード"), ("", " ひみつ "));
        Assert.Equal(" ひみつ ", form.Value("q"));
        Assert.DoesNotContain("ひみつ", form.Show(new HtmlWriter()).ToString());
    }

    [Fact]
    public void 型のある値は書き戻しても同じ値になる()
    {
        (Kind Kind, object Value)[] all =
        [
            (new DateKind(), new DateOnly(1980, 5, 3)), (new YesNoKind(), false), (new NumberKind(), 12L), (new TextKind(), "清瀬"),
            (new AddressKind(), new AddressAnswer("2040003", "中里五丁目", "842番地", "けやき荘")),
            (new BankKind(), new BankAnswer("0001", "001", "1", "1234567", "キヨセ")),
        ];
        Assert.All(all, pair => Assert.Equal(pair.Value, new Form([new Question("q", pair.Kind, "項目")]).Fill("q", pair.Value).Value("q")));
    }

    [Fact]
    public void どの種類も型を説明できる()
    {
        var form = new Form([.. KindCode.All.Select(code => new Question(code,
            KindCode.Read(code, default, [new("child", new TextKind(), "子")]) ?? throw new InvalidOperationException(code), code))]);
        var schema = form.ToJsonSchema();
        var asked = KindCode.All.Where(code => KindCode.Read(code)?.Asks == true).ToList();
        Assert.All(asked, code => Assert.True(schema["properties"]?[code]?["type"] is JsonValue, code));
        Assert.Equal(asked.Count, schema["required"]?.AsArray().Count);
        Rules.CitySchema.Read(schema.ToJsonString());
    }
}
