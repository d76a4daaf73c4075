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
}
