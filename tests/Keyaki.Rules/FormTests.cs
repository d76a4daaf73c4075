using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Keyaki.Tests;

public sealed class FormTests
{
    static FormCollection Posted(params (string Name, string Text)[] fields) =>
        new(fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Text)])));

    static readonly Question Own = new("own", new YesNoKind(), "持ち家ですか");
    static readonly Question Landlord = new("landlord", new TextKind(), "大家さんの名前") { When = form => form.Value("own") is false };
    static readonly Question Reach = new("reach", new PhoneKind(), "大家さんの電話番号") { When = form => form.Value("landlord") is not null };
    static readonly Question Items =
        new("items", new GroupKind([new("what", new TextKind(), "品目"), new("count", new NumberKind(1, 9), "個数"),
        new("size", new TextKind(), "大きさ") { When = row => row.Value("what") is "たんす" && row.Parent is not null }], "品目", Most: 3),
        "収集する品目");
    static Form House(params (string Name, string Text)[] answers) =>
        new([Own, Landlord, Reach], answers.ToDictionary(a => a.Name, a => a.Text));

    [Fact]
    public void 表示されない項目は確かめず値もない()
    {
        var form = House(("own", "yes"), ("landlord", "大家"), ("reach", "123"));
        Assert.True(form.Check());
        Assert.Null(form.Value("landlord"));
        Assert.False(form.Visible(Reach));
        Assert.Equal(["own"], form.Kept().Keys);
        Assert.Equal("大家", form.Answers["landlord"]);
    }

    [Fact]
    public void 表示された項目は確かめる()
    {
        var form = House(("own", "no"), ("landlord", "大家"), ("reach", "123"));
        Assert.False(form.Check());
        Assert.Equal("reach", Assert.Single(form.Errors).Name);
    }

    [Fact]
    public void 互いを条件にする項目でも止まる()
    {
        var form = new Form([new Question("a", new TextKind(), "甲") { When = f => f.Value("b") is null },
            new Question("b", new TextKind(), "乙") { When = f => f.Value("a") is null }],
            new Dictionary<string, string> { ["a"] = "1", ["b"] = "1" });
        Assert.Null(Record.Exception(() => form.Check()));
    }

    [Fact]
    public void 送られた頁の答えだけが変わり聞いていないことは入らない()
    {
        FormPage first = new("甲", [Own]),
            second = new("乙", [new("purposes", new ManyKind(), "目的") { Options = [new("a", "甲"), new("b", "乙")] }]);
        var form = new Form([first, second], new Dictionary<string, string> { ["own"] = "no", ["purposes"] = "a" });
        form.Parse(Posted(("purposes", "a"), ("purposes", "b"), ("own", "yes"), ("status", "approved"), ("purposes.hidden", "1")), second);
        Assert.Equal("no", form["own"]);
        Assert.Equal("a\nb", form["purposes"]);
        Assert.Equal(2, form.Answers.Count);
        form.Parse(Posted(), second);
        Assert.Equal("", form["purposes"]);
    }

    [Fact]
    public void ファイルの答えは送られた値からは変わらない()
    {
        var form = new Form([new Question("photo", new FileKind(), "写真")], new Dictionary<string, string> { ["photo"] = "mine" });
        form.Parse(Posted(("photo", "somebody-elses")));
        Assert.Equal("mine", form["photo"]);
        Assert.True(form.Rearrange(Posted(("_remove", "photo"))));
        Assert.Equal("", form["photo"]);
    }

    static readonly Question Things =
        new("things", new GroupKind([new("what", new TextKind(), "品目"), new("photo", new FileKind(), "写真")], "品物", Most: 3), "出す物");
    static Form Photos() => new([Things])
    {
        Files = id => id.StartsWith("kept", StringComparison.Ordinal) ? new(id, id + ".jpg", 10)
        : null
    };

    [Fact]
    public void 行の中のファイルは行と一緒に動く()
    {
        var form = Photos();
        form.Parse(Posted(("things.0", "1"), ("things.0.what", "いす"), ("things.0.photo", "kept1"), ("things.1", "1"),
            ("things.1.what", "机"), ("things.1.photo", "kept2")));
        Assert.True(form.Check());
        Assert.Contains("name=\"things.1.photo\" value=\"kept2\"", form.Show(new HtmlWriter(4096)).ToMarkup()
            .ToString(), StringComparison.Ordinal);
        Assert.True(form.Rearrange(Posted(("_remove", "things.0"))));
        Assert.Equal(("机", "kept2"), (form["things.0.what"], form["things.0.photo"]));
        Assert.True(form.Rearrange(Posted(("_remove", "things.0.photo"))));
        Assert.Equal(("机", ""), (form["things.0.what"], form["things.0.photo"]));
        Assert.True(Fields.HasFiles(form));
    }

    [Fact]
    public void 行の中のファイルも送り先が決まっている()
    {
        var form = Photos();
        form.Parse(Posted(("things.0", "1"), ("things.0.what", "いす")));
        Assert.Equal("things.0.", form.FileAt("things.0.photo")?.Form.Prefix);
        foreach (var no in new[] { "things.0.what", "things.1.photo", "things.photo", "things.0", "things", "other.0.photo",
            "things.0.photo.x" }) Assert.Null(form.FileAt(no));
        form.Parse(Posted(("things.0", "1"), ("things.0.photo", "somebody-elses")));
        form.Check();
        Assert.Contains("見つかりません", form.ErrorOf("things.0.photo"), StringComparison.Ordinal);
    }

    static readonly Question Parts = new("parts", new ManyKind(1), "直すところ") { Options = [new("a", "甲"), new("b", "乙")] };
    static readonly Question WhyA = new("why-a", new TextKind(), "甲の理由")
    {
        Under = ("parts", "a"),
        When = f => f.Value("parts") is IReadOnlyList<string> some && some.Contains("a")
    };

    [Fact]
    public void 選択肢の下の欄は選ぶ前からそばにある()
    {
        var html = new Form([Parts, WhyA]).Show(new HtmlWriter(4096)).ToMarkup().ToString();
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "id=\"why-a\""));
        Assert.True(html.IndexOf("why-a", StringComparison.Ordinal) < html.IndexOf("parts-1", StringComparison.Ordinal));
        Form Chosen(string parts) => new([Parts, WhyA], new Dictionary<string, string> { ["parts"] = parts });
        Assert.True(Chosen("b").Check());
        Assert.False(Chosen("a").Check());
    }

    [Fact]
    public void 行を足し消すと後ろの行が詰まる()
    {
        var form = new Form([Items]);
        form.Parse(Posted(("items.0.what", "いす"), ("items.0.count", "1"), ("items.1.what", "机"), ("items.1.count", "2"),
            ("items.1.evil", "1"), ("items.999.what", "x")));
        Assert.Equal(2, form.Rows("items").Count);
        Assert.True(form.Rearrange(Posted(("_add", "items"))));
        Assert.Equal(3, form.Rows("items").Count);
        Assert.True(form.Rearrange(Posted(("_remove", "items.0"))));
        Assert.Equal("机", form.Rows("items")[0].Value("what"));
        Assert.DoesNotContain("items.1.evil", form.Answers.Keys);
        Assert.False(form.Rearrange(Posted(("what", "x"))));
    }

    [Fact]
    public void 行の誤りは行の項目に付く()
    {
        var form = new Form([Items],
            new Dictionary<string, string> { ["items.0.what"] = "たんす", ["items.0.count"] = "99", ["items.1"] = "1" });
        Assert.False(form.Check());
        Assert.Equal(["items.0.count", "items.0.size"], form.Errors.Select(e => e.Name).Order());
        Assert.Single(Assert.IsAssignableFrom<IReadOnlyList<Form>>(form.Value("items")));
        Assert.Contains("id=\"items.0.count-error\"", form.Show(new HtmlWriter()).ToString());
    }

    [Fact]
    public void 約束に合わない答えはその文で断る()
    {
        var form = new Form([new Question("day", new DateKind(),
            "希望日") { Checks = [new(f => f.Value("day") is DateOnly { DayOfWeek: DayOfWeek.Tuesday }, "火曜日を選んでください。")] }])
            .Fill("day", new DateOnly(2026, 11, 22));
        Assert.False(form.Check());
        Assert.Equal(("火曜日を選んでください。", "day.year"), form.Errors.Select(e => (e.Message, e.Anchor)).Single());
    }

    [Fact]
    public void 続きは最初の終わっていない頁から()
    {
        FormPage first = new("甲", [Own]), skipped = new("乙", [Landlord, Reach]), last = new("丙", [new("name", new TextKind(), "名前")]);
        Assert.Same(last, new Form([first, skipped, last], new Dictionary<string, string> { ["own"] = "yes" }).FirstUnfinished());
        Assert.Same(skipped, new Form([first, skipped, last], new Dictionary<string, string> { ["own"] = "no" }).FirstUnfinished());
        Assert.Null(new Form([first, last], new Dictionary<string, string> { ["own"] = "yes", ["name"] = "花子" }).FirstUnfinished());
    }

    [Fact]
    public void 打った文字は画面で無害になる()
    {
        var form = new Form([new Question("name", new TextKind(), "名前")],
            new Dictionary<string, string> { ["name"] = "\"><script>alert('x')</script>&清瀬" });
        Assert.Contains("value=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;清瀬\"", form.Show(new HtmlWriter())
            .ToString());
        Assert.DoesNotContain("<script", string.Concat(form.ReadBack().Select(r => r.Html.Html)));
    }

    [Fact]
    public void 書き手は長い文も数もこぼさない()
    {
        var html = new HtmlWriter(4);
        html.Html($"<p>{new string('あ', 5000)}{-12345}{1.5m}{new Markup("<br>")}</p>");
        Assert.Equal("<p>" + new string('あ', 5000) + "-123451.5<br></p>", html.ToString());
    }

    enum Colour { [Label("赤")] Red, [Label("緑")] Green }

    sealed record Visit([Ask("氏名", MaxLength = 10)] string Name, [Ask("日")] DateOnly Day, [Ask("人数")] int People, [Ask("色")] Colour Colour,
        [Ask("金額")] Kernel.Yen Fee, [Ask("メモ", Kind = "longtext")] string? Note,
        [Ask("会場", Options = ["a=市役所", "b=健康センター"])] string Place = "a") : IForm<Visit>;

    [Fact]
    public void 型の引数が質問になり答えから型ができる()
    {
        Assert.Equal(["text", "date", "number", "choice", "yen", "longtext", "choice"], Questions<Visit>.All.Select(q => q.Kind.Code));
        Assert.Equal(["note", "place"], Questions<Visit>.All.Where(q => !q.Required).Select(q => q.Name));
        var form = Questions<Visit>.Form();
        form.Parse(Posted(("name", "清瀬 花子"), ("day.era", "reiwa"), ("day.year", "8"), ("day.month", "11"), ("day.day", "22"),
            ("people", "３"), ("colour", "green"), ("fee", "1,200円")));
        Assert.True(form.Check(), string.Join(' ', form.Errors));
        Assert.Equal(new Visit("清瀬 花子", new(2026, 11, 22), 3, Colour.Green, new(1200), null), Questions<Visit>.Build(form));
    }
}
