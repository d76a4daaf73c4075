using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class EraDateTests
{
    static readonly Arbitrary<DateOnly> Days =
        Gen.Choose(new DateOnly(1868, 1, 25).DayNumber, new DateOnly(2200, 12, 31).DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

    [Theory]
    [InlineData("1868-01-25", "明治元年1月25日")]
    [InlineData("1912-07-29", "明治45年7月29日")]
    [InlineData("1912-07-30", "大正元年7月30日")]
    [InlineData("1926-12-24", "大正15年12月24日")]
    [InlineData("1926-12-25", "昭和元年12月25日")]
    [InlineData("1989-01-07", "昭和64年1月7日")]
    [InlineData("1989-01-08", "平成元年1月8日")]
    [InlineData("2019-04-30", "平成31年4月30日")]
    [InlineData("2019-05-01", "令和元年5月1日")]
    [InlineData("2026-11-22", "令和8年11月22日")]
    public void 元号の境目は日まで正しい(string western, string japanese) =>
        Assert.Equal(japanese, EraDate.Of(DateOnly.Parse(western)).ToString());

    [Fact]
    public void 明治より前は和暦で表せない() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EraDate.Of(new(1868, 1, 24)));

    [Fact]
    public void 曜日つきの長い形と短い形で書ける()
    {
        var date = EraDate.Of(new(2026, 11, 22));
        Assert.Equal("令和8年11月22日(日)", date.Long);
        Assert.Equal("R8.11.22", date.Short);
    }

    [Theory]
    [InlineData("令和8年11月22日")]
    [InlineData("令和８年１１月２２日（日）")]
    [InlineData(" 令和 8 年 11 月 22 日 ")]
    [InlineData("R8.11.22")]
    [InlineData("ｒ８／１１／２２")]
    [InlineData("r8-11-22")]
    [InlineData("㋿8年11月22日")]
    public void いろいろな書き方を読める(string text)
    {
        Assert.True(EraDate.TryParse(text, out var date));
        Assert.Equal(new DateOnly(2026, 11, 22), date.Date);
        Assert.False(date.IsOutsideEra);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("2026年11月22日")]
    [InlineData("令和8年2月29日")]
    [InlineData("令和8年13月1日")]
    [InlineData("令和0年5月1日")]
    [InlineData("令和9999年5月1日")]
    [InlineData("令和8年11月22日(日)です")]
    [InlineData("X8.11.22")]
    [InlineData("令和8年11月\uD800日")]
    public void ない日や読めない文は断る(string? text) => Assert.False(EraDate.TryParse(text, out _));

    [Theory]
    [InlineData("平成31年5月1日", "2019-05-01")]
    [InlineData("令和元年4月30日", "2019-04-30")]
    [InlineData("昭和64年1月8日", "1989-01-08")]
    public void 元号が合わない日は受けて知らせる(string text, string western)
    {
        Assert.True(EraDate.TryParse(text, out var date));
        Assert.Equal(DateOnly.Parse(western), date.Date);
        Assert.True(date.IsOutsideEra);
    }

    [Theory]
    [InlineData("明治45年7月30日")]
    [InlineData("大正15年12月25日")]
    public void 改元が当日だった日はどちらの元号でもよい(string text)
    {
        Assert.True(EraDate.TryParse(text, out var date));
        Assert.False(date.IsOutsideEra);
    }

    [Fact]
    public void どの日も書いて読み戻せる() => Prop.ForAll(Days, day =>
        EraDate.TryParse(EraDate.Of(day).ToString(), out var written) && written == EraDate.Of(day)
        && EraDate.TryParse(EraDate.Of(day).Long, out var longer) && longer.Date == day
        && EraDate.TryParse(EraDate.Of(day).Short, out var shorter) && shorter.Date == day
        && !EraDate.Of(day).IsOutsideEra).QuickCheckThrowOnFailure();
}
