using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class FiscalYearTests
{
    [Fact]
    public void 年度は4月1日に始まり3月31日に終わる()
    {
        var year = FiscalYear.Of(new(2026, 11, 22));
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2027, 3, 31)), (year.First, year.Last));
        Assert.True(year.Contains(new(2027, 3, 31)) && year.Contains(new(2026, 4, 1)));
        Assert.False(year.Contains(new(2027, 4, 1)) || year.Contains(new(2026, 3, 31)));
        Assert.Equal(year, year.Next.Previous);
    }

    [Theory]
    [InlineData(2026, "令和8年度")]
    [InlineData(2019, "令和元年度")]
    [InlineData(2018, "平成30年度")]
    [InlineData(1989, "平成元年度")]
    [InlineData(1988, "昭和63年度")]
    public void 年度は和暦で書く(int year, string written) => Assert.Equal(written, new FiscalYear(year).ToString());
}
