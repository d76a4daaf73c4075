using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Keyaki.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Keyaki.Tests.Rules;

/// <summary>What people type and copy is read as they meant it, or refused with a sentence; nothing unseen is kept.</summary>
public sealed class PlainTextTests
{
    static (object? Value, string? Error, string Kept) Post(Kind kind, string typed, string part = "")
    {
        var form = new Form([new Question("q", kind, "お名前")])
            .Parse(new FormCollection(new Dictionary<string, StringValues> { ["q" + part] = typed }));
        form.Check();
        return (form.Value("q"), form.ErrorOf("q"), form["q" + part]);
    }

    [Theory]
    [InlineData("\u200B\u200D")]
    [InlineData("\u3164\u2800")]
    [InlineData("\uFE00\U000E0100 \u00AD")]
    [InlineData("\u202E\u2066\u2069\u061C")]
    [InlineData("\0\u001B\u0085")]
    public void 見えない文字だけの名前は空と同じ(string typed)
    {
        foreach (var kind in new Kind[] { new TextKind(), new LongTextKind(), new KanaKind() })
            Assert.Equal("お名前を入力してください。", Post(kind, typed).Error);
        Assert.True(Value.Of(typed).IsMissing);
        Assert.NotNull(Post(new AddressKind(), typed, ".town").Error);
    }

    [Theory]
    [InlineData("清瀬\u202E花子", "清瀬花子")]
    [InlineData("\u2067花子\u2069\u200E", "花子")]
    [InlineData("\uFEFF花子\u200B", "花子")]
    public void 向きを変える記号は名前に残らない(string typed, string kept)
    {
        var (value, error, raw) = Post(new TextKind(), typed);
        Assert.Equal((kept, null, kept), (value, error, raw));
        Assert.Equal(kept, Post(new LongTextKind(), typed).Kept);
        Assert.Equal(kept, new Inked([.. ((Inked)typed).Pieces]).Plain);
    }

    [Theory]
    [InlineData("葛\U000E0100城")]
    [InlineData("神\uFE00崎")]
    [InlineData("\uFA19谷")]
    [InlineData("👨\u200D👩\u200D👧")]
    [InlineData("نیم\u200Cفاصله")]
    [InlineData("𠮷野")]
    public void 登録された字形とつなぎ字は失われない(string typed) => Assert.Equal(typed, Post(new TextKind(), typed).Value);

    [Theory]
    [InlineData("か\u3099く\u3099た", "がぐた")]
    [InlineData("ハ\u309Aリ", "パリ")]
    [InlineData("Nguye\u0302\u0303n", "Nguyễn")]
    [InlineData("か\u3099\uFA19", "が\uFA19")]
    public void 分かれた濁点や記号は前の字と一つになる(string typed, string kept)
    {
        Assert.Equal(kept, Post(new TextKind(), typed).Value);
        Assert.Equal(kept, ((Inked)typed).Plain);
    }

    [Theory]
    [InlineData("\u202A042-492-5111", "0424925111")]
    [InlineData("042\u200B492\u00AD5111", "0424925111")]
    [InlineData("+81 (0)90-1234-5678", "09012345678")]
    [InlineData("＋８１　９０　１２３４　５６７８", "09012345678")]
    [InlineData("0081-42-492-5111", "0424925111")]
    [InlineData("042.492.5111", "0424925111")]
    [InlineData("(042)492-5111", "0424925111")]
    [InlineData("+82 10-1234-5678", "+821012345678")]
    [InlineData("+1 (415) 555-0100", "+14155550100")]
    [InlineData("010-84-24-3825-0000", "+842438250000")]
    public void 電話番号は見えない記号があっても外国の番号でも読める(string typed, string number)
    {
        var (value, error, _) = Post(new PhoneKind(), typed);
        Assert.Equal((number, null), (value, error));
    }

    [Theory]
    [InlineData("〒204-8511")]
    [InlineData("〒２０４－８５１１")]
    [InlineData("\u200E204 8511\uFEFF")]
    public void 郵便番号は記号が付いていても読める(string typed) =>
        Assert.Equal("2048511", (Post(new AddressKind(), typed, ".postal").Value as AddressAnswer)?.Postal);

    [Fact]
    public void 日付や数や番号の中の見えない記号は落とす()
    {
        Assert.Equal(12L, Post(new NumberKind(), "\u202A1\u200B2").Value);
        Assert.Equal(1200L, Post(new YenKind(), "\uFEFF1,200円\u2069").Value);
        Assert.Equal("012345", Post(new CodeKind(), "012\u200B345").Value);
        Assert.Equal("キヨセ", Post(new KanaKind(), "き\u200Bよせ").Value);
        Assert.Equal(new DateOnly(1980, 5, 3), new Form([new Question("q", new DateKind(), "日")],
            new Dictionary<string, string> { ["q.year"] = "1980\u200E", ["q.month"] = "\u200B5", ["q.day"] = "3" }).Value("q"));
    }

    [Theory]
    [InlineData("清瀬\0花子", "清瀬花子")]
    [InlineData("清瀬\t花子", "清瀬 花子")]
    public void 写し取った時に混じる記号で倒れない(string typed, string kept) => Assert.Equal(kept, Post(new TextKind(), typed).Value);

    [Fact]
    public void 字の片割れで倒れない()
    {
        Assert.Equal("花子\uFFFD", Post(new TextKind(), "花子" + '\uD842').Value);
        Assert.Equal("\uFFFD野", Post(new TextKind(), '\uDFB7' + "野").Value);
    }

    [Fact]
    public void 長すぎる答えは字の途中で切らず_切ったことを伝える()
    {
        var (_, error, kept) = Post(new LongTextKind(), "あ" + string.Concat(Enumerable.Repeat("𠮷", Form.LongestAnswer)));
        Assert.Contains("長すぎるため", error);
        Assert.True(kept.Length <= Form.LongestAnswer && !char.IsHighSurrogate(kept[^1]));
    }

    [Fact]
    public void 切るときは字を割らない() => Prop.ForAll(Gen.Choose(0, 12).ToArbitrary(), most =>
    {
        const string text = "葛\U000E0100𠮷👨\u200D👩がa";
        var (cut, end) = (PlainText.Cut(text, most), PlainText.CutFront(text, most));
        return cut.Length <= most && end.Length <= most && text.StartsWith(cut, StringComparison.Ordinal)
            && text.EndsWith(end, StringComparison.Ordinal)
            && PlainText.Letters(cut).All(PlainText.Letters(text).Contains) && PlainText.Letters(end).All(PlainText.Letters(text).Contains);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void 整えた文は二度整えても同じ() => Prop.ForAll<string>(text => text is null || PlainText.Of(PlainText.Of(text)) == PlainText.Of(text))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("30.000")]
    [InlineData("30,00")]
    [InlineData("1,5")]
    [InlineData("3,0000")]
    [InlineData("1.5")]
    [InlineData("30.")]
    [InlineData("3万")]
    public void 金額は読み違えるくらいなら断る(string typed)
    {
        Assert.Contains("1円単位", Post(new YenKind(), typed).Error);
        Assert.False(Yen.TryParse(typed, out _));
        Assert.NotNull(Post(new NumberKind(), typed).Error);
    }

    [Theory]
    [InlineData("30,000")]
    [InlineData("３０，０００円")]
    [InlineData("¥30,000-")]
    [InlineData("30000")]
    public void 金額の読み方は一つ(string typed)
    {
        Assert.Equal(30_000L, Post(new YenKind(), typed).Value);
        Assert.True(Yen.TryParse(typed, out var yen) && yen == new Yen(30_000));
    }

    [Theory]
    [InlineData("showa", "65", "5", "3", "平成2年5月3日(木)（昭和65年は平成2年です）")]
    [InlineData("heisei", "31", "5", "1", "令和元年5月1日(水)（平成31年は令和元年です）")]
    [InlineData("heisei", "31", "4", "30", "平成31年4月30日(火)")]
    [InlineData("ad", "1990", "5", "3", "平成2年5月3日(木)")]
    public void 元号の続きの年は受け取り_正しい元号を示す(string era, string year, string month, string day, string shown)
    {
        var form = new Form([new Question("q", new DateKind(), "日")],
            new Dictionary<string, string> { ["q.era"] = era, ["q.year"] = year, ["q.month"] = month, ["q.day"] = day });
        Assert.True(form.Check());
        Assert.Equal(shown, System.Text.RegularExpressions.Regex.Replace(form.Print(form.Question("q")).ToString(), "<[^>]*>", ""));
    }
}
