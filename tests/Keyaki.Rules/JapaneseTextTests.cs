using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class JapaneseTextTests
{
    [Theory]
    [InlineData("キヨセ ハナコ", "きよせ　はなこ")]
    [InlineData("ｷﾖｾ ﾊﾅｺ", "キヨセ ハナコ")]
    [InlineData("ﾊﾞｽ", "バス")]
    [InlineData("ＡＢＣ１２３", "abc123")]
    [InlineData("中里５－８４２", "中里5‐842")]
    [InlineData("コーヒー", "コ―ヒ−")]
    [InlineData("髙橋", "高橋")]
    [InlineData("渡邉", "渡邊")]
    [InlineData("齋藤", "斎藤")]
    [InlineData("齋藤", "斉藤")]
    [InlineData("𠮷田", "吉田")]
    [InlineData("葛\U000E0100飾", "葛飾")]
    [InlineData("神\uFE00社", "神社")]
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("NGUYE\u0302\u0303N", "nguyen")]
    [InlineData("Đặng", "dang")]
    [InlineData("Søren Łukasz", "soren lukasz")]
    [InlineData("José Müller", "jose muller")]
    [InlineData("Groß", "gross")]
    [InlineData("鷗外", "鴎外")]
    [InlineData("龍馬", "竜馬")]
    [InlineData("晴\u200B美", "晴美")]
    [InlineData("𡈽屋", "土屋")]
    public void 書き方の違いは同じ形になる(string one, string other) => Assert.Equal(JapaneseText.Fold(one), JapaneseText.Fold(other));

    [Theory]
    [InlineData("病院", "美容院")]
    [InlineData("ハハ", "ババ")]
    [InlineData("清瀬", "清洲")]
    public void 違う言葉は違うままである(string one, string other) => Assert.NotEqual(JapaneseText.Fold(one), JapaneseText.Fold(other));

    [Fact]
    public void 空白はつめるか取り除く()
    {
        Assert.Equal("清瀬 花子", JapaneseText.Fold(" 清瀬　 花子 "));
        Assert.Equal("清瀬花子", JapaneseText.Fold(" 清瀬　 花子 ", removeSpaces: true));
    }

    [Fact]
    public void 折りたたみは二度しても変わらず壊れた文字でも倒れない() => Prop.ForAll<string>(text =>
        text is null || JapaneseText.Fold(JapaneseText.Fold(text)) == JapaneseText.Fold(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void 片割れの文字は置き換わる() => Assert.Equal("�花", JapaneseText.Fold("\uD842花"));

    [Theory]
    [InlineData("キヨセ　ハナコ", true)]
    [InlineData("ジョン・スミス", true)]
    [InlineData("サトー", true)]
    [InlineData("きよせ", false)]
    [InlineData("ｷﾖｾ", false)]
    [InlineData("キヨセ1", false)]
    [InlineData("　", false)]
    [InlineData("", false)]
    public void カタカナだけかを見分ける(string text, bool katakana) => Assert.Equal(katakana, JapaneseText.IsKatakana(text));

    [Theory]
    [InlineData("きよせ はなこ", "キヨセ ハナコ")]
    [InlineData("ｷﾖｾﾊﾞｽと清瀬", "キヨセバスト清瀬")]
    [InlineData("ｶﾞ", "ガ")]
    [InlineData("", "")]
    public void カタカナに直せる(string text, string katakana) => Assert.Equal(katakana, JapaneseText.ToKatakana(text));

    [Fact]
    public void 二文字ずつに切って索引を作る()
    {
        Assert.Equal("清瀬 瀬市 市 花子 子", SearchGrams.Index("清瀬市、花子"));
        Assert.Equal(["清瀬", "瀬市", "市"], JapaneseText.Bigrams("清瀬市"));
    }

    [Fact]
    public void 検索の言葉は並んだ組になる()
    {
        var phrases = SearchGrams.Query("清瀬市 ごみ 花");
        Assert.Equal(3, phrases.Count);
        Assert.Equal(["清瀬", "瀬市"], phrases[0].Grams);
        Assert.Equal(["ごみ"], phrases[1].Grams);
        Assert.True(phrases[2] is { IsPrefix: true, Grams: ["花"] });
        Assert.Empty(SearchGrams.Query(" 、。 "));
    }

    [Fact]
    public void 種類と範囲の印は_どんな文からもどんな言葉からも生まれない()
    {
        var mark = SearchGrams.Mark("application", "kankyo");
        Assert.DoesNotContain(mark, SearchGrams.Index($"{mark} ア アa"));
        Assert.DoesNotContain(SearchGrams.Query($"{mark} ア"), p => p.Grams.Any(g => mark.StartsWith(g, StringComparison.Ordinal)));
        Assert.NotEqual(mark, SearchGrams.Mark("application", "shimin"));
        Assert.NotEqual(mark, SearchGrams.Mark("application"));
    }

    [Theory]
    [InlineData("粗大ゴミ収集の申込", "ごみ", true)]
    [InlineData("粗大ごみ収集の申込", "収集 粗大", true)]
    [InlineData("粗大ごみ収集の申込", "込", true)]
    [InlineData("粗大ごみ収集の申込", "大粗", false)]
    [InlineData("清瀬、市内", "瀬市", false)]
    [InlineData("清瀬 花子", "清瀬 - 花子", true)]
    [InlineData("中里五丁目 5-842", "842", true)]
    [InlineData("電話 042-491-0001", "0424910001", true)]
    [InlineData("電話 0424910001", "０４２－４９１－０００１", true)]
    [InlineData("電話 042-491-0001", "491-0001", true)]
    [InlineData("電話 042-491-0001", "042-491", true)]
    [InlineData("電話 042-491-0001", "042-492", false)]
    [InlineData("電話 042-491-0001", "24910", false)]
    [InlineData("宛名番号 0000012345", "12345", true)]
    [InlineData("受付番号 7B3D-K6FG-M", "7b3dk6fgm", true)]
    [InlineData("受付番号 7B3D-K6FG-M", "K6FG-M", true)]
    [InlineData("清環収第12-3号", "123号", true)]
    public void 索引の中の並びで見つかる(string text, string words, bool found) => Assert.Equal(found, Finds(text, words));

    [Fact]
    public void 続いた文字はどこを取っても見つかる()
    {
        const string text = "清瀬市粗大ごみ収集𠮷田様々な申込み2026年";
        var runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        Prop.ForAll(Gen.Choose(0, runes.Length - 1).SelectMany(from => Gen.Choose(1, runes.Length - from).Select(length => (from, length)))
            .ToArbitrary(),
            part => Finds(text, string.Concat(runes.Skip(part.from).Take(part.length)))).QuickCheckThrowOnFailure();
    }

    // What a full-text index with positions does with the phrases.
    static bool Finds(string text, string words)
    {
        var tokens = SearchGrams.Index(text).Split(' ');
        return SearchGrams.Query(words).All(phrase => Enumerable.Range(0, tokens.Length).Any(at =>
            phrase.IsPrefix ? tokens[at].StartsWith(phrase.Grams[0], StringComparison.Ordinal) : tokens.Skip(at).Take(phrase.Grams.Count)
                .SequenceEqual(phrase.Grams)));
    }
}
