using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class HolidayTests
{
    [Theory]
    [InlineData(1972, "1/1 1/15 2/11 3/20 4/29 5/3 5/5 9/15 9/23 10/10 11/3 11/23")]
    [InlineData(1973, "1/1 1/15 2/11 3/21 4/29 4/30 5/3 5/5 9/15 9/23 9/24 10/10 11/3 11/23")]
    [InlineData(1988, "1/1 1/15 2/11 3/20 3/21 4/29 5/3 5/4 5/5 9/15 9/23 10/10 11/3 11/23")]
    [InlineData(1989, "1/1 1/2 1/15 1/16 2/11 2/24 3/21 4/29 5/3 5/4 5/5 9/15 9/23 10/10 11/3 11/23 12/23")]
    [InlineData(2003, "1/1 1/13 2/11 3/21 4/29 5/3 5/5 7/21 9/15 9/23 10/13 11/3 11/23 11/24 12/23")]
    [InlineData(2008, "1/1 1/14 2/11 3/20 4/29 5/3 5/4 5/5 5/6 7/21 9/15 9/23 10/13 11/3 11/23 11/24 12/23")]
    [InlineData(2009, "1/1 1/12 2/11 3/20 4/29 5/3 5/4 5/5 5/6 7/20 9/21 9/22 9/23 10/12 11/3 11/23 12/23")]
    [InlineData(2019, "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23")]
    [InlineData(2020, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23")]
    [InlineData(2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23")]
    [InlineData(2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23")]
    [InlineData(2027, "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23")]
    public void 一年の祝日が法律のとおりになる(int year, string days) =>
        Assert.Equal(days, string.Join(' ', Holidays.In(year).Select(holiday => $"{holiday.Date.Month}/{holiday.Date.Day}")));

    [Theory]
    [InlineData("2026-09-22", "国民の休日")]
    [InlineData("2026-05-06", "振替休日")]
    [InlineData("2026-11-23", "勤労感謝の日")]
    [InlineData("2006-04-29", "みどりの日")]
    [InlineData("2007-04-29", "昭和の日")]
    [InlineData("2019-04-30", "国民の休日")]
    [InlineData("1959-04-10", "皇太子明仁親王の結婚の儀")]
    public void 祝日には名前がある(string day, string name) => Assert.Equal(name, Holidays.On(DateOnly.Parse(day))?.Name);

    [Theory]
    [InlineData("1948-07-19")]
    [InlineData("1948-05-03")]
    [InlineData("1966-02-11")]
    [InlineData("1986-05-04")]
    [InlineData("2019-12-23")]
    [InlineData("2026-11-22")]
    public void 法律にない日は祝日ではない(string day) => Assert.Null(Holidays.On(DateOnly.Parse(day)));

    [Theory]
    [InlineData(1951, 21, 24)]
    [InlineData(1956, 21, 23)]
    [InlineData(1960, 20, 23)]
    [InlineData(1979, 21, 24)]
    [InlineData(1980, 20, 23)]
    [InlineData(1992, 20, 23)]
    [InlineData(2012, 20, 22)]
    [InlineData(2024, 20, 22)]
    [InlineData(2025, 20, 23)]
    [InlineData(2026, 20, 23)]
    public void 春分と秋分は公表された日になる(int year, int march, int september)
    {
        Assert.Equal(new DateOnly(year, 3, march), Holidays.In(year).Single(holiday => holiday.Name == "春分の日").Date);
        Assert.Equal(new DateOnly(year, 9, september), Holidays.In(year).Single(holiday => holiday.Name == "秋分の日").Date);
    }
}
