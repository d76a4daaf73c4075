using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class YenTests
{
    [Theory]
    [InlineData(0, "0円")]
    [InlineData(300, "300円")]
    [InlineData(1200, "1,200円")]
    [InlineData(-1234567, "-1,234,567円")]
    public void 三桁ごとに区切って書く(long amount, string written) => Assert.Equal(written, new Yen(amount).ToString());

    [Theory]
    [InlineData("1200", 1200)]
    [InlineData("１，２００円", 1200)]
    [InlineData("¥1,200", 1200)]
    [InlineData("￥ 1,200", 1200)]
    [InlineData("-5", -5)]
    public void 人が書くとおりに読む(string text, long amount)
    {
        Assert.True(Yen.TryParse(text, out var yen));
        Assert.Equal(new Yen(amount), yen);
    }

    [Theory]
    [InlineData("12,00")]
    [InlineData("1.5")]
    [InlineData("+5")]
    [InlineData("千円")]
    [InlineData("")]
    [InlineData(",100")]
    [InlineData("99999999999999999999")]
    [InlineData(null)]
    public void 金額でないものは断る(string? text) => Assert.False(Yen.TryParse(text, out _));

    [Fact]
    public void 桁あふれは間違った額にせず例外にする()
    {
        Assert.Throws<OverflowException>(() => new Yen(long.MaxValue) + new Yen(1));
        Assert.Throws<OverflowException>(() => new Yen(long.MinValue) - new Yen(1));
        Assert.Throws<OverflowException>(() => new Yen(long.MaxValue) * 2);
        Assert.Throws<OverflowException>(() => -new Yen(long.MinValue));
        Assert.Throws<OverflowException>(() => new Yen(long.MaxValue).Share(3, 2));
    }

    [Fact]
    public void JSONでは数である()
    {
        Assert.Equal("""{"Fee":1200}""", JsonSerializer.Serialize(new { Fee = new Yen(1200) }));
        Assert.Equal(new Yen(1200), JsonSerializer.Deserialize<Yen>("1200"));
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<Yen>("12.5"));
    }

    [Fact]
    public void 補助率を掛けて百円未満を切り捨てる()
    {
        Assert.Equal(new Yen(19_900), new Yen(39_999).Share(1, 2).FloorTo(100));
        Assert.Equal(new Yen(-200), new Yen(-101).FloorTo(100));
    }

    [Fact]
    public void 足し引きは整数の計算と同じになる() => Prop.ForAll<int, int, int>((a, b, c) =>
        new Yen(a) + new Yen(b) == new Yen((long)a + b)
        && new Yen(a) + new Yen(b) - new Yen(b) == new Yen(a)
        && (new Yen(a) + new Yen(b)) * c == new Yen(a) * c + c * new Yen(b)
        && Yen.Sum([new(a), new(b), new(c)]) == new Yen((long)a + b + c)).QuickCheckThrowOnFailure();

    [Fact]
    public void 分けた残りを足すと元に戻る() => Prop.ForAll<int, PositiveInt>((amount, of) =>
    {
        var floor = new Yen(amount).FloorTo(of.Get);
        return floor <= new Yen(amount) && new Yen(amount) - floor < new Yen(of.Get) && floor.Amount % of.Get == 0;
    }).QuickCheckThrowOnFailure();
}
