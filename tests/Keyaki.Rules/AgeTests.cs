using FsCheck;
using FsCheck.Fluent;
using Keyaki.Kernel;
using Xunit;

namespace Keyaki.Tests.Rules;

public sealed class AgeTests
{
    [Theory]
    [InlineData("1980-05-03", "2026-05-02", 45, 46)]
    [InlineData("1980-05-03", "2026-05-03", 46, 46)]
    [InlineData("2020-04-01", "2026-03-31", 5, 6)]
    [InlineData("2020-04-02", "2026-03-31", 5, 5)]
    [InlineData("2004-02-29", "2023-02-27", 18, 18)]
    [InlineData("2004-02-29", "2023-02-28", 18, 19)]
    [InlineData("2004-02-29", "2023-03-01", 19, 19)]
    [InlineData("2004-02-29", "2024-02-28", 19, 20)]
    [InlineData("2026-11-22", "2026-11-22", 0, 0)]
    public void 法律の年齢は誕生日の前日に増える(string birth, string day, int everyday, int inLaw)
    {
        Assert.Equal(everyday, Age.On(DateOnly.Parse(birth), DateOnly.Parse(day)));
        Assert.Equal(inLaw, Age.InLaw(DateOnly.Parse(birth), DateOnly.Parse(day)));
    }

    [Fact]
    public void 生まれる前の年齢はない() => Assert.Throws<ArgumentOutOfRangeException>(() => Age.On(new(2026, 4, 2), new(2026, 4, 1)));

    [Fact]
    public void 年齢に達する日とその前日で年齢が変わる() => Prop.ForAll(
        Gen.Choose(new DateOnly(1900, 1, 1).DayNumber, new DateOnly(2030, 12, 31).DayNumber).Select(DateOnly.FromDayNumber)
            .SelectMany(birth => Gen.Choose(1, 120).Select(years => (birth, years))).ToArbitrary(), one =>
        {
            var reached = Age.DayReached(one.birth, one.years);
            return Age.InLaw(one.birth, reached) == one.years && Age.InLaw(one.birth, reached.AddDays(-1)) == one.years - 1
                && Age.On(one.birth, reached) == one.years - 1 && Age.On(one.birth, reached.AddDays(1)) == one.years;
        }).QuickCheckThrowOnFailure();
}
